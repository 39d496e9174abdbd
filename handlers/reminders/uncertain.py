"""What nobody knows to have arrived: named with unit, kind and day, never with its words."""

from __future__ import annotations

from storage import Message, MessageState

from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Facts
from ..turn import Turn
from .days import local_day

_SHOWN = 20
"""The last so many are listed; rows are never deleted."""


def uncertain(turn: Turn) -> tuple[Block, ...]:
    """Return the list of the last messages that may or may not have arrived; () where there are none.

    They are not sent again, so the administrator can only ask the people.
    """
    found = turn.store.outbox.list(MessageState.UNCERTAIN, limit=_SHOWN)
    rows = tuple((_whom(turn, one), _what(one)) for one in found)
    return (Facts(rows, say("reminders.uncertain", count=len(rows))),) if rows else ()


def _what(one: Message) -> str:
    kind = say(f"reminders.uncertain_{one.kind.value}")
    return say("reminders.uncertain_what", kind=kind, day=local_day(one.due).isoformat())


def _whom(turn: Turn, one: Message) -> str:
    """The units of the person, or the unit that the group speaks for; either may have ended since."""
    if one.person_id is not None:
        units = [held.unit for held in turn.store.memberships.of_person(one.person_id)]
    else:
        chat = turn.store.chats.get(one.place.channel, one.place.chat)
        units = [chat.bound_unit] if chat is not None and chat.bound_unit is not None else []
    named = [unit_name(unit, turn.catalogue) for unit in dict.fromkeys(units)]
    return "、".join(named) or say("reminders.uncertain_nobody")
