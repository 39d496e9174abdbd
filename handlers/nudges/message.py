"""The words of a nudge, and by which clause the level above may remind."""

from __future__ import annotations

from datetime import date

from knowledge import Duty, Role

from ..people.naming import unit_name
from ..phrases import say
from ..reminders.days import planning_day
from ..reminders.digest import Telling, settle_buttons
from ..reminders.obligation import Obligation
from ..reply import Block, Choices, Outcome, Quote, Reply, Text
from ..turn import Turn

MOST = 300
"""How many characters the friendly word may have."""


def proposed(owed: Obligation, today: date) -> str:
    """Return the word to begin with, which knows whether the day is past; everybody may change it."""
    late = owed.due is not None and owed.due < today
    return say("nudges.proposed_late" if late else "nudges.proposed", title=owed.duty.title)


def blocks_of(turn: Turn, sender: str, owed: Obligation, text: str, day: date) -> tuple[Block, ...]:
    """Return what the unit's people see on a day: who writes, the word, what it is about, the clauses."""
    book = turn.catalogue.plans[owed.plan]
    cited = [Quote(book.id, owed.duty.clause, owed.duty.quote, book.label(owed.duty.clause))]
    right = authority(turn, sender, owed)
    if right is not None and right.quote != owed.duty.quote:
        cited.append(Quote(book.id, right.clause, right.quote, book.label(right.clause)))
    return (
        Text(say("nudges.head", unit=unit_name(sender, turn.catalogue)), strong=True),
        Text(text),
        Text(Telling(turn.catalogue, day).line(owed)),
        *cited,
    )


def reply_of(turn: Turn, sender: str, owed: Obligation, text: str, day: date) -> Reply:
    """Return the message to be read on a day, with the buttons that settle the obligation."""
    # The day on which the plan is read may be another than that of the clock; the days between are the same.
    blocks = blocks_of(turn, sender, owed, text, turn.today + (day - planning_day(turn)))
    return Reply((*blocks, Choices(settle_buttons(owed), 2)), Outcome.ANSWERED, "nudge")


def authority(turn: Turn, sender: str, owed: Obligation) -> Duty | None:
    """Return the duty by which the plan has this sender remind such a unit; None where it has none.

    滇 四(三): the prefectures 指导、提醒 the counties that lag behind. 皖 has no such words.
    """
    role = Role(sender.partition(":")[0])
    book = turn.catalogue.plans[owed.plan]
    concerned = Role(owed.unit.partition(":")[0])
    word = say("nudges.authority_word")
    found = (
        duty
        for duty in book.duties
        if role in duty.owes and concerned in duty.concerns and word in duty.title
    )
    return next(found, None)
