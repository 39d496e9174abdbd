"""What is due later than the nearest day: behind one button of /due, by day, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..area import command_choice
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from . import own
from .digest import Telling
from .obligation import Obligation


def afterwards(turn: Turn, which: str) -> Reply:
    """Show what one of the person's units owes after the nearest; `which`: `<unit>.<page>` in numbers."""
    page = own.page_of(turn, which)
    if page is None:
        return own.due(turn)
    unit, place, number = page
    duties = own.ahead(turn, unit)
    found = own.after_nearest(duties)
    shown = found[number * own.SHOWN : (number + 1) * own.SHOWN]
    if not shown:
        return own.due(turn)
    name = unit_name(unit, turn.catalogue)
    title = say("reminders.later_title", unit=name, count=len(found), day=day_name(turn.today))
    blocks: list[Block] = [Text(title, strong=True), *(Text(line) for line in _lines(turn, shown, duties))]
    turning = [Choice(say("reminders.nearer"), f"o:more:{place}.{number - 1}")] if number else []
    if (number + 1) * own.SHOWN < len(found):
        turning.append(Choice(say("reminders.further"), f"o:more:{place}.{number + 1}"))
    else:
        blocks += own.undated(turn, unit, {one.duty.id for one in duties})
    turning.append(command_choice(say("reminders.all"), "due"))
    buttons = Choices(own.buttons_of(shown, duties))
    return Reply((*blocks, buttons, Choices(tuple(turning), 2)), Outcome.ANSWERED, "due_later")


def _lines(turn: Turn, shown: Sequence[Obligation], among: Sequence[Obligation]) -> list[str]:
    """A line for each day with what falls on it."""
    telling = Telling(turn.catalogue, turn.today)
    lines = []
    for when, some in groupby(shown, key=telling.when_in_short):
        named = "；".join(telling.in_short(one, own.titled(one, among)) for one in some)
        lines.append(say("reminders.short", when=when, named=named))
    return lines
