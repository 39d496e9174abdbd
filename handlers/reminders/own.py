"""/due for a member: what the own units owe, due soon first, late folded, settled ones on another page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from knowledge import Basis as PlanBasis
from storage import ObligationState

from ..area import command_choice
from ..days import day_name, left
from ..people.naming import unit_name
from ..phrases import cut, say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from ..units import unit_of
from . import keys
from .digest import Telling
from .finding import owed_by, own_units, reader_of
from .obligation import Obligation
from .pausing import paused_now

SOON = timedelta(days=60)
_LATE_BACK = timedelta(days=430)
SHOWN = 8
"""So many things stand on a page."""
_UNDATED = 6
_LABEL = 20
"""So many characters of a title stand on a button."""
_IN_FULL, _NEAREST = 4, 3
"""So many things are all told in full; of more only the nearest, so many of them."""


def due(turn: Turn, _: str = "") -> Reply:
    """Show what the units of the person owe within sixty days, what is late, and what has no day."""
    blocks: list[Block] = []
    for unit in own_units(turn):
        blocks += _unit(turn, unit)
    return Reply((*blocks, *paused_now(turn)), Outcome.ANSWERED, "due_own")


def settled(turn: Turn, _: str = "") -> Reply:
    """Show what was said to be done or not one's own, each with the way back."""
    found = [
        one
        for unit in own_units(turn)
        for one in owed_by(turn, unit)
        if one.state is not ObligationState.OPEN and not one.duty.is_target
    ]
    if not found:
        return Reply((Text(say("reminders.nothing_settled"), strong=True),), Outcome.ANSWERED, "due_settled")
    shown = found[::-1][:SHOWN]
    rows = tuple((titled(one, found), say(f"reminders.state_{one.state.value}")) for one in shown)
    key = "reminders.settled_latest" if len(found) > len(shown) else "reminders.settled_title"
    title = Text(say(key, count=len(found), shown=len(shown)), strong=True)
    return Reply((title, Facts(rows), Choices(buttons_of(shown))), Outcome.ANSWERED, "due_settled")


def open_of(turn: Turn, unit: str) -> list[Obligation]:
    """Return what a unit owes and has not settled, late or within sixty days, by day."""
    owed = owed_by(turn, unit, back=_LATE_BACK, ahead=SOON)
    return [one for one in owed if one.state is ObligationState.OPEN]


def ahead(turn: Turn, unit: str) -> list[Obligation]:
    """Return what a unit owes within sixty days, targets left out; what has a day comes first, by day."""
    return [one for one in _soon(open_of(turn, unit), turn) if not one.duty.is_target]


def after_nearest(duties: Sequence[Obligation]) -> Sequence[Obligation]:
    """Return what is not told at once: of few things none, of many all but the nearest."""
    return duties[len(_nearest(duties)) :] if len(duties) > _IN_FULL else ()


def page_of(turn: Turn, which: str) -> tuple[str, int, int] | None:
    """Return what a button's `<unit>.<page>` means: an own unit, its place among them, the page; or None."""
    place, _, page = which.partition(".")
    units = own_units(turn)
    if not (_is_number(place) and _is_number(page)) or int(place) >= len(units):
        return None
    return units[int(place)], int(place), int(page)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def _soon(found: Sequence[Obligation], turn: Turn) -> list[Obligation]:
    return sorted((one for one in found if _is_ahead(one, turn)), key=lambda one: one.due or date.max)


def _nearest(duties: Sequence[Obligation]) -> Sequence[Obligation]:
    """Those of the first day; where none has a day, the first ones."""
    return [one for one in duties if one.due == duties[0].due][:_NEAREST]


def _unit(turn: Turn, unit: str) -> list[Block]:
    found = open_of(turn, unit)
    named = unit_name(unit, turn.catalogue)
    title = say("reminders.due_title", unit=named, day=day_name(turn.today))
    blocks: list[Block] = [Text(title, strong=True)]
    soon = _soon(found, turn)
    duties = [one for one in soon if not one.duty.is_target]
    rest = after_nearest(duties)
    blocks += _told(duties, rest, Telling(turn.catalogue, turn.today))
    targets = [one for one in soon if one.duty.is_target]
    if targets:
        blocks.append(Text(say("reminders.targets_soon", count=len(targets))))
    if not soon:
        blocks.append(Text(say("reminders.nothing_soon")))
    # Of many things those without a day stand on the page of the later ones.
    blocks += undated(turn, unit, {one.duty.id for one in duties}) if not rest else []
    blocks += _past(turn, unit)
    buttons = buttons_of(duties[: len(duties) - len(rest)], duties)
    late = amount([one for one in found if one.due is not None and one.due < turn.today])
    more = _ways(turn, unit, len(rest), late, missing=bool(targets))
    return [*blocks, *([Choices(buttons)] if buttons else []), Choices(tuple(more), 2)]


def _ways(turn: Turn, unit: str, rest: int, late: str, *, missing: bool) -> list[Choice]:
    place = own_units(turn).index(unit)
    ways = [Choice(say("reminders.see_later", count=rest), f"o:more:{place}.0")] if rest else []
    if missing:
        ways.append(Choice(say("reminders.see_missing"), f"g:missing.{unit.partition(':')[2]}.0"))
    if late:
        ways.append(Choice(say("reminders.see_late", count=late), f"o:late:{place}.0"))
    settings = command_choice(say("reminders.settings_label"), "remind")
    return [*ways, settings, Choice(say("reminders.settled"), "o:settled")]


def _told(duties: Sequence[Obligation], rest: Sequence[Obligation], telling: Telling) -> list[Block]:
    """Few things in full; of many how many they are, the nearest in full, of the others how many when."""
    if not rest:
        return [Text(telling.line(one)) for one in duties]
    first = duties[0].due
    key = "due_count" if first is None else "due_nearest"
    blanks = {"day": day_name(first), "left": left(first, telling.today)} if first is not None else {}
    lead = Text(say(f"reminders.{key}", count=len(duties), **blanks), strong=True)
    days = [
        say("reminders.rest_day", when=_day_of(one), count=len(list(some)))
        for one, some in groupby(rest, key=lambda one: one.due)
    ]
    nearest = duties[: len(duties) - len(rest)]
    return [
        lead,
        *(Text(telling.line(one)) for one in nearest),
        Text(say("reminders.rest", count=len(rest), days="、".join(days))),
    ]


def _day_of(due: date | None) -> str:
    return day_name(due) if due is not None else say("reminders.rest_undated")


def _is_ahead(one: Obligation, turn: Turn) -> bool:
    if turn.today < one.begins_on:
        return one.due is not None and one.due >= turn.today
    if one.due is None:
        return one.mention is not None and one.mention >= turn.today.replace(day=1)
    return one.due >= turn.today


def undated(turn: Turn, unit: str, told: set[str]) -> list[Block]:
    """Return the duties in force that have neither day nor countable cycle; `told` ones are left out."""
    reader = reader_of(turn)
    known = unit_of(unit, turn.catalogue)
    book = reader.book(known.plan, reader.shift_of(unit))
    if not book.plan.issued_on <= turn.today <= book.plan.end.date:
        return []
    phases = {phase.clause for phase in book.phases}
    titles = [
        duty.title
        for duty in book.duties
        if known.role in duty.owes
        and duty.basis is PlanBasis.NONE
        and duty.clause not in phases
        and duty.id not in told
    ]
    if not titles:
        return []
    more = say("reminders.and_so_on") if len(titles) > _UNDATED else ""
    return [Text(say("reminders.undated", count=len(titles), titles="；".join(titles[:_UNDATED]) + more))]


def _past(turn: Turn, unit: str) -> list[Block]:
    """Say that the programme is over, unless a round has begun it anew."""
    reader = reader_of(turn)
    plan = reader.plan_of(unit)
    shift = reader.shift_of(unit)
    end = reader.book(plan, shift).plan.end.date
    if turn.today <= end:
        found = turn.store.rounds.get(shift.round_id) if shift is not None else None
        return [Notice(say("reminders.in_round", name=found.name))] if found is not None else []
    goes_on = any(duty.goes_on for duty in turn.catalogue.plans[plan].duties)
    key = "reminders.past_goes_on" if goes_on and shift is None else "reminders.past"
    return [Notice(say(key, today=day_name(turn.today), end=day_name(end)))]


def amount(owed: Sequence[Obligation]) -> str:
    """Return in words how many things and how many open targets these are; "" for nothing."""
    duties = sum(not one.duty.is_target for one in owed)
    targets = len(owed) - duties
    said = (
        say("reminders.so_many", count=duties) if duties else "",
        say("reminders.late_targets", count=targets) if targets else "",
    )
    return "、".join(part for part in said if part)


def buttons_of(shown: Sequence[Obligation], among: Sequence[Obligation] = ()) -> tuple[Choice, ...]:
    """Return a button for each thing, its title cut short; `among`: all of which they are some."""
    known = among or shown
    return tuple(Choice(cut(titled(one, known), _LABEL), f"o:{keys.token(one.key)}:show") for one in shown)


def titled(one: Obligation, among: Sequence[Obligation]) -> str:
    """Return the title; the same duty of two periods is told apart by the period."""
    twice = sum(other.duty.id == one.duty.id for other in among) > 1
    return f"{one.name} {one.duty.title}" if twice else one.duty.title
