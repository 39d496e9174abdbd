"""The guided way to a new round: plan, first month, area. What was chosen waits with the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge import months_after
from storage import SYSTEM_UNIT

from ..access import Act
from ..area import cancel_choice
from ..people.finding import units_named
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import listing
from .current import prefectures_of
from .wish import BadRound, Wish, checked, month_in

MONTH, AREA = "round_month", "round_area"
_MONTHS = 4
"""How many coming months are offered as buttons."""


def choose_plan(turn: Turn, plan: str) -> Reply:
    """Ask for the first month of a new round of the plan."""
    book = turn.catalogue.plans.get(plan)
    if book is None:
        return listing.old_button(turn)
    turn.wait_for(MONTH, plan=plan)
    months = [months_after(turn.today, step) for step in range(_MONTHS)]
    choices = [
        Choice(say("rounds.month", year=one.year, month=one.month), f"ro:month:{plan}:{one:%Y-%m}")
        for one in months
    ]
    asked = Text(say("rounds.which_month", plan=book.plan.name), strong=True)
    return Reply((asked, Choices(tuple(choices), 2), cancelling()), Outcome.ASK_BACK, MONTH)


def choose_month(turn: Turn, plan: str, month: str) -> Reply:
    """Take a pressed month."""
    return _month(turn, plan, month)


def typed_month(turn: Turn, text: str) -> Reply | None:
    """Take a typed month; one that cannot be is said in words."""
    return _month(turn, str((turn.waiting or {}).get("plan")), text)


def toggle(turn: Turn, unit: str) -> Reply:
    """Add a prefecture to the area, or take it away."""
    wish = waiting_wish(turn, AREA)
    if wish is None or unit not in _prefectures(turn, wish):
        return listing.old_button(turn)
    area = tuple(one for one in wish.area if one != unit)
    return ask_area(turn, replace(wish, area=area if unit in wish.area else (*area, unit)))


def typed_area(turn: Turn, text: str) -> Reply | None:
    """Take typed names of prefectures; what is no prefecture of the province is named."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return None
    month = _another_month(turn, wish, text)
    if month is not None:
        return month
    among = _prefectures(turn, wish)
    area, unknown = list(wish.area), []
    for name in text.replace("，", "、").replace(" ", "、").split("、"):
        exact, near = units_named(name, among, turn)
        found = exact or near
        area += found if len(found) == 1 else []
        unknown += [] if len(found) == 1 or not name else [name[:20]]
    lead = [Notice(say("rounds.no_prefecture", names="、".join(unknown)), "warning")] if unknown else []
    return ask_area(turn, replace(wish, area=tuple(dict.fromkeys(area))), *lead)


def waiting_wish(turn: Turn, kind: str) -> Wish | None:
    """Return what was chosen so far, if this very step is waited for."""
    kept = turn.waiting or {}
    if kept.get("for") != kind or kept.get("plan") not in turn.catalogue.plans or "month" not in kept:
        return None
    return Wish(kept["plan"], date.fromisoformat(kept["month"]), tuple(kept["area"]), kept["name"])


def ask_area(turn: Turn, wish: Wish, *lead: Block) -> Reply:
    """Ask for the area; what was chosen so far is marked."""
    wait(turn, AREA, wish)
    options = tuple(
        Choice(("✓ " if unit in wish.area else "") + short_name(turn, unit), f"ro:t:{unit}")
        for unit in _prefectures(turn, wish)
    )
    done = (Choice(say("rounds.area_done", count=len(wish.area)), "ro:area"),) if wish.area else ()
    month = say("rounds.month", year=wish.first_month.year, month=wish.first_month.month)
    names = "、".join(short_name(turn, unit) for unit in _prefectures(turn, wish)[:2])
    blocks = (
        *lead,
        Text(say("rounds.which_area", month=month, names=names), strong=True),
        Choices((Choice(say("rounds.all_area"), "ro:all"), *done), 2),
        Choices(options, 3),
        cancelling(),
    )
    return Reply(blocks, Outcome.ASK_BACK, AREA)


def wait(turn: Turn, kind: str, wish: Wish) -> None:
    """Keep what was chosen so far, waiting for the step of `kind`."""
    turn.wait_for(
        kind, plan=wish.plan, month=wish.first_month.isoformat(), area=list(wish.area), name=wish.name
    )


def short_name(turn: Turn, unit: str) -> str:
    """Return a prefecture's name without its ending."""
    place = turn.catalogue.places.by_unit(unit)
    return place.short if place is not None else unit


def cancelling() -> Choices:
    """Return the button that drops what was chosen."""
    return Choices((cancel_choice(say("rounds.cancel")),))


def _month(turn: Turn, plan: str, month: str) -> Reply:
    turn.require(Act.MANAGE_ROUND, SYSTEM_UNIT)
    try:
        wish = checked(Wish(plan, month_in(month)), turn.catalogue)
    except BadRound as error:
        turn.wait_for(MONTH, plan=plan)
        return Reply((Notice(error.sentence, "warning"), cancelling()), Outcome.ASK_BACK, MONTH)
    return ask_area(turn, wish)


def _another_month(turn: Turn, wish: Wish, text: str) -> Reply | None:
    """Go on with a month that is typed where the area is asked for; what was chosen so far stays."""
    try:
        month = month_in(text)
    except BadRound:
        return None
    try:
        return ask_area(turn, checked(replace(wish, first_month=month), turn.catalogue))
    except BadRound as error:
        return ask_area(turn, wish, Notice(error.sentence, "warning"))


def _prefectures(turn: Turn, wish: Wish) -> list[str]:
    province = turn.catalogue.plans[wish.plan].plan.province
    return sorted(prefectures_of(f"province:{province}", turn.catalogue))
