"""/round: the guided way to a new round; what was chosen so far waits with the person, nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge import PlanBook
from storage import SYSTEM_UNIT

from ..access import Act
from ..people.finding import units_named
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import listing
from .current import prefectures_of
from .preview import preview
from .wish import NAME_LENGTH, BadRound, Wish, checked, month_in, open_wish, taken

MONTH, AREA, NAME, READY = "round_month", "round_area", "round_name", "round_ready"
_MONTHS = 4
"""How many coming months are offered as buttons."""


def choose_plan(turn: Turn, plan: str) -> Reply:
    """Ask for the first month of a new round of the plan."""
    book = turn.catalogue.plans.get(plan)
    if book is None:
        return listing.old_button(turn)
    turn.wait_for(MONTH, plan=plan)
    months = [_later(turn.today, step) for step in range(_MONTHS)]
    choices = [
        Choice(say("rounds.month", year=one.year, month=one.month), f"ro:month:{plan}:{one:%Y-%m}")
        for one in months
    ]
    asked = Text(say("rounds.which_month", plan=book.plan.name), strong=True)
    return Reply((asked, Choices(tuple(choices), 2), _cancel()), Outcome.ASK_BACK, MONTH)


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
    return _ask_area(turn, replace(wish, area=area if unit in wish.area else (*area, unit)))


def whole_province(turn: Turn) -> Reply:
    """Take the whole province as the area and show the preview."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return listing.old_button(turn)
    province = turn.catalogue.plans[wish.plan].plan.province
    return show(turn, replace(wish, area=(f"province:{province}",)))


def chosen(turn: Turn) -> Reply:
    """Go on with the prefectures that were chosen."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return listing.old_button(turn)
    return show(turn, wish) if wish.area else _ask_area(turn, wish, Notice(say("rounds.no_area"), "warning"))


def typed_area(turn: Turn, text: str) -> Reply | None:
    """Take typed names of prefectures; what is no prefecture of the province is named."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return None
    among = _prefectures(turn, wish)
    area, unknown = list(wish.area), []
    for name in text.replace("，", "、").replace(" ", "、").split("、"):
        exact, near = units_named(name, among, turn)
        found = exact or near
        area += found if len(found) == 1 else []
        unknown += [] if len(found) == 1 or not name else [name[:20]]
    lead = [Notice(say("rounds.no_prefecture", names="、".join(unknown)), "warning")] if unknown else []
    return _ask_area(turn, replace(wish, area=tuple(dict.fromkeys(area))), *lead)


def ask_name(turn: Turn) -> Reply:
    """Ask for another name."""
    wish = waiting_wish(turn, READY)
    if wish is None:
        return listing.old_button(turn)
    _wait(turn, NAME, wish)
    return Reply((Text(say("rounds.which_name"), strong=True), _cancel()), Outcome.ASK_BACK, NAME)


def typed_name(turn: Turn, text: str) -> Reply | None:
    """Take the typed name and show the preview again."""
    wish = waiting_wish(turn, NAME)
    if wish is None or not text or len(text) > NAME_LENGTH:
        said = Text(say("rounds.long_name", length=NAME_LENGTH), strong=True)
        return Reply((said, _cancel()), Outcome.ASK_BACK, NAME)
    return show(turn, replace(wish, name=text))


def show(turn: Turn, wish: Wish, *, wait: bool = True) -> Reply:
    """Show what the round would be, with the button that opens it unless one is open there already."""
    checked(wish, turn.catalogue)
    there = taken(turn.store, wish, turn.catalogue)
    blocks: list[Block] = preview(wish, turn.catalogue)
    if there:
        names = "、".join(
            f"{unit_name(unit, turn.catalogue).removesuffix('总工会')}（{one.name}）"
            for unit, one in there[:6]
        )
        back = Choices((Choice(say("rounds.list"), "ro:list"),))
        refused = Notice(say("rounds.taken", names=names, count=len(there)), "warning")
        return Reply((*blocks, refused, back), Outcome.ASK_BACK, "round_taken")
    if wait:
        _wait(turn, READY, wish)
    buttons = (
        Choice(say("rounds.open"), "ro:open"),
        Choice(say("rounds.rename"), "ro:name"),
        Choice(say("rounds.cancel"), "c:cancel"),
    )
    return Reply((*blocks, Choices(buttons)), Outcome.ASK_BACK, READY)


def open_now(turn: Turn) -> Reply:
    """Open the round that was previewed; a second press opens none."""
    wish = waiting_wish(turn, READY)
    if wish is None:
        return listing.rounds_list(turn, Notice(say("rounds.opened_before")))
    turn.stop_waiting()
    found = open_wish(turn.store, wish, turn.catalogue, at=turn.moment, by=turn.person.id)
    detail = {
        "plan": found.plan,
        "month": f"{found.first_month:%Y-%m}",
        "prefectures": len(found.prefectures),
    }
    turn.audit("open_round", f"round:{found.id}", unit=SYSTEM_UNIT, detail=detail)
    return listing.rounds_list(turn, Text(say("rounds.opened", name=found.name), strong=True))


def direct(turn: Turn, words: str) -> Reply:
    """Serve `/round 云南 2027-03 昆明市 曲靖市` up to the preview; without places the area is asked for."""
    first, *rest = words.split()
    book = next((one for one in turn.catalogue.plans.values() if first in _names(one)), None)
    if book is None:
        return listing.rounds_list(turn, Notice(say("rounds.how"), "warning"))
    if not rest:
        return choose_plan(turn, book.id)
    reply = _month(turn, book.id, rest[0])
    if len(rest) > 1 and waiting_wish(turn, AREA) is not None:
        return typed_area(turn, "、".join(rest[1:])) or reply
    return reply


def waiting_wish(turn: Turn, kind: str) -> Wish | None:
    """Return what was chosen so far, if this very step is waited for."""
    kept = turn.waiting or {}
    if kept.get("for") != kind or kept.get("plan") not in turn.catalogue.plans or "month" not in kept:
        return None
    return Wish(kept["plan"], date.fromisoformat(kept["month"]), tuple(kept["area"]), kept["name"])


def _month(turn: Turn, plan: str, month: str) -> Reply:
    turn.require(Act.MANAGE_ROUND, SYSTEM_UNIT)
    try:
        wish = checked(Wish(plan, month_in(month)), turn.catalogue)
    except BadRound as error:
        turn.wait_for(MONTH, plan=plan)
        return Reply((Notice(error.sentence, "warning"), _cancel()), Outcome.ASK_BACK, MONTH)
    return _ask_area(turn, wish)


def _ask_area(turn: Turn, wish: Wish, *lead: Block) -> Reply:
    _wait(turn, AREA, wish)
    options = tuple(
        Choice(("✓ " if unit in wish.area else "") + _short(turn, unit), f"ro:t:{unit}")
        for unit in _prefectures(turn, wish)
    )
    done = (Choice(say("rounds.area_done", count=len(wish.area)), "ro:area"),) if wish.area else ()
    month = say("rounds.month", year=wish.first_month.year, month=wish.first_month.month)
    blocks = (
        *lead,
        Text(say("rounds.which_area", month=month), strong=True),
        Choices((Choice(say("rounds.all_area"), "ro:all"), *done), 2),
        Choices(options, 3),
        _cancel(),
    )
    return Reply(blocks, Outcome.ASK_BACK, AREA)


def _wait(turn: Turn, kind: str, wish: Wish) -> None:
    turn.wait_for(
        kind, plan=wish.plan, month=wish.first_month.isoformat(), area=list(wish.area), name=wish.name
    )


def _prefectures(turn: Turn, wish: Wish) -> list[str]:
    province = turn.catalogue.plans[wish.plan].plan.province
    return sorted(prefectures_of(f"province:{province}", turn.catalogue))


def _short(turn: Turn, unit: str) -> str:
    place = turn.catalogue.places.by_unit(unit)
    return place.short if place is not None else unit


def _names(book: PlanBook) -> set[str]:
    return {book.id, book.plan.name, book.plan.short, *book.plan.names}


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _cancel() -> Choices:
    return Choices((Choice(say("rounds.cancel"), "c:cancel"),))
