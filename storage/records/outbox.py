"""Messages to be sent and the lease under which they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.records.chats import Place


class MessageKind(StrEnum):
    """What a message is; it decides its turn and what happens after a crash in the middle of sending."""

    ANSWER = "answer"
    CONFIRMATION = "confirmation"
    CARD = "card"
    REMINDER = "reminder"
    NUDGE = "nudge"
    BROADCAST = "broadcast"

    @property
    def priority(self) -> int:
        """0 goes first: replies before planned messages, those before broadcasts."""
        return _PRIORITY[self]

    @property
    def at_least_once(self) -> bool:
        """True: sent again when in doubt. False: never sent again, but shown as uncertain."""
        return self in AT_LEAST_ONCE


AT_LEAST_ONCE = frozenset({MessageKind.ANSWER, MessageKind.CONFIRMATION})

_PRIORITY = {
    MessageKind.ANSWER: 0,
    MessageKind.CONFIRMATION: 0,
    MessageKind.CARD: 1,
    MessageKind.REMINDER: 1,
    MessageKind.NUDGE: 1,
    MessageKind.BROADCAST: 2,
}

PRIORITIES = tuple(sorted(set(_PRIORITY.values())))


class MessageState(StrEnum):
    """Where a message stands; rows are marked, never deleted."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to be planned. The same `key` is planned once, whatever else differs.

    Build the key from ids of rows (`digest:12:2023-04-20`), never from names or the channel's ids.

    Attributes:
        edits: the key of an earlier message to the same chat; that one is edited in place where it still
            can be, else a new one is sent (a status card: `card:7:2023-05:2` edits `card:7:2023-05:1`).
        answers: the channel's message that this one answers (in groups).
        parts_sent: how many of the messages that the reply makes have arrived already.
    """

    key: str
    kind: MessageKind
    place: Place
    reply: dict[str, Any]
    created_at: datetime
    due: datetime
    expires: datetime | None = None
    person_id: int | None = None
    edits: str | None = None
    answers: str | None = None
    parts_sent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(NewMessage):
    """A planned message; `message` is the channel's id of the sent one, `reason` why it stands so."""

    id: int
    state: MessageState
    tries: int
    reason: str
    message: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send, until `until`; `epoch` grows with every take-over and is checked on every write."""

    name: str
    holder: str
    epoch: int
    until: datetime
