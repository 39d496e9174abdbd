"""What a message that changes an earlier one finds in the outbox."""

from __future__ import annotations

from enum import Enum

from storage import Message, MessageState, UnitOfWork


class There(Enum):
    """What to do about the place that a message is to take."""

    EDIT = "edit"
    """A message stands there and is edited."""
    WAIT = "wait"
    """One is on its way there."""
    DOUBT = "doubt"
    """Nobody knows whether one stands there: another would perhaps be the second."""
    NOTHING = "nothing"
    """None stands there: it is sent anew."""


_MEANS = {MessageState.SENT: There.EDIT, MessageState.UNCERTAIN: There.DOUBT}


def found(store: UnitOfWork, message: Message) -> tuple[There, str | None]:
    """Return what stands where the message is to go, and the channel's id of it if it can be edited."""
    if message.edits is None or message.parts_sent:
        return There.NOTHING, None
    earlier = store.outbox.standing(message.edits, message.place.chat)
    if earlier is None:
        return There.NOTHING, None
    there = _MEANS.get(earlier.state, There.WAIT)
    return there, earlier.message if there is There.EDIT else None
