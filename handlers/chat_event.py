"""What happens to a chat without anybody saying anything to the assistant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .request import Chat, Sender


class ChatEventKind(StrEnum):
    """What happened."""

    ADDED = "added"
    """The assistant came into a group."""
    REMOVED = "removed"
    """It was taken out of a group, or the group is gone."""
    MUTED = "muted"
    """It is in the group and may not write there."""
    PROMOTED = "promoted"
    """It became an administrator of the group, or stayed one."""
    BLOCKED = "blocked"
    """A person blocked it."""
    UNBLOCKED = "unblocked"
    """A person lets it write again."""
    MOVED = "moved"
    """A group became a supergroup and goes on under another id."""
    RENAMED = "renamed"
    """A group has another title."""


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """One event of one chat; `by` is who brought it about, `moved_to` the new id of a chat that moved."""

    kind: ChatEventKind
    chat: Chat
    moment: datetime
    by: Sender | None = None
    moved_to: str | None = None
