"""What a message that changes an earlier one finds in the outbox."""

from __future__ import annotations

from storage import Message, MessageState, UnitOfWork

_BACK = 100
"""So many edits back the message that stands is looked for."""
_THERE = (MessageState.SENT, MessageState.WAITING, MessageState.SENDING)


def standing(store: UnitOfWork, message: Message) -> Message | None:
    """Return the message that stands where this one is to go, or that is on its way there.

    An edit that never arrived changed nothing: what it was to edit still stands, and is edited instead.
    """
    key = message.edits
    for _ in range(_BACK):
        earlier = store.outbox.get(key) if key is not None else None
        if earlier is None or earlier.place.chat != message.place.chat:
            return None
        if earlier.state in _THERE:
            return earlier
        key = earlier.edits
    return None
