"""What the successor is told when a hand-over is finished: what is theirs now, and what to bind anew."""

from __future__ import annotations

from collections.abc import Sequence

from storage import SYSTEM_UNIT, EntryFilter, KnownChat, Membership, MessageKind, NewMessage, Place

from ..area import command_choice
from ..phrases import say
from ..reply import Block, Choices, Outcome, Reply, Text
from ..reply_codec import encode
from ..turn import Turn
from .left_behind import groups_words
from .naming import unit_name

_COUNTED = 1000


def tell(turn: Turn, handed_over: Membership, invitation: int, chats: Sequence[KnownChat]) -> None:
    """Plan one message to whoever joined by the hand-over's code; nothing where they left again."""
    there = turn.store.memberships.of_unit(handed_over.unit)
    successor = next((one for one in there if one.invitation_id == invitation), None)
    person = turn.store.people.get(successor.person_id) if successor is not None else None
    if person is None:
        return
    message = NewMessage(
        key=f"handover-done:{handed_over.id}",
        kind=MessageKind.CARD,
        place=Place(person.channel, person.external_id),
        reply=encode(Reply(tuple(_told(turn, handed_over.unit, chats)), Outcome.SMALL_TALK, "taken_over")),
        created_at=turn.moment,
        due=turn.moment,
        person_id=person.id,
    )
    turn.store.outbox.plan([message])


def _told(turn: Turn, unit: str, chats: Sequence[KnownChat]) -> list[Block]:
    name = unit_name(unit, turn.catalogue)
    blocks: list[Block] = [Text(say("membership.taken_over", unit=name), strong=True)]
    if unit == SYSTEM_UNIT:
        return blocks
    count = len(turn.store.entries.list(EntryFilter((unit,), limit=_COUNTED)))
    blocks += [Text(say("membership.taken_entries", count=count))] if count else []
    blocks.append(Text(say("membership.taken_reminders")))
    groups = groups_words(chats, "membership.bind_anew")
    blocks += [Text(groups)] if groups else []
    ways = [("membership.see_entries", "entries")] if count else []
    choices = (*ways, ("commands.label_due", "due"))
    return [*blocks, Choices(tuple(command_choice(say(label), command) for label, command in choices), 2)]
