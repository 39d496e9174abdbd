"""What is late for a unit: behind one button of /due, newest first, page by page."""

from __future__ import annotations

from ..area import command_choice
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from .digest import Telling
from .own import SHOWN, amount, buttons_of, due, open_of, page_of, titled


def late(turn: Turn, which: str) -> Reply:
    """Show what is late for one of the person's units, newest first; `which`: `<unit>.<page>` in numbers."""
    page = page_of(turn, which)
    if page is None:
        return due(turn)
    unit, place, number = page
    found = [one for one in open_of(turn, unit) if one.due is not None and one.due < turn.today][::-1]
    duties = [one for one in found if not one.duty.is_target]
    targets = len(found) - len(duties)
    if not found:
        return due(turn)
    shown = duties[number * SHOWN : (number + 1) * SHOWN]
    telling = Telling(turn.catalogue, turn.today)
    name = unit_name(unit, turn.catalogue)
    blocks: list[Block] = [
        Text(
            say("reminders.late_title", unit=name, count=amount(found), day=day_name(turn.today)),
            strong=True,
        )
    ]
    blocks += [Text(telling.late(one, titled(one, duties))) for one in shown]
    turning = [Choice(say("reminders.newer"), f"o:late:{place}.{number - 1}")] if number else []
    if (number + 1) * SHOWN < len(duties):
        turning.append(Choice(say("reminders.older"), f"o:late:{place}.{number + 1}"))
    if targets and not number:
        blocks.append(Text(say("reminders.late_targets", count=targets)))
        turning.append(Choice(say("reminders.see_missing"), f"g:missing.{unit.partition(':')[2]}.0"))
    turning.append(command_choice(say("reminders.all"), "due"))
    buttons = (Choices(buttons_of(shown, duties)),) if shown else ()
    return Reply((*blocks, *buttons, Choices(tuple(turning), 2)), Outcome.ANSWERED, "due_late")
