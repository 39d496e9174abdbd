"""Places, chats and conversations as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the channel's chat and, in a group with topics, the topic."""

    channel: str
    chat: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class KnownChat:
    """A chat that the bot has seen; a bound one speaks for a unit while `bound_by` is in force."""

    id: int
    channel: str
    chat: str
    kind: str
    title: str
    topic: str | None
    bound_unit: str | None
    bound_by: int | None
    active: bool
    migrated_to: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person talked about at one place: `recent`, oldest first, and the text waited for."""

    recent: tuple[Any, ...] = ()
    awaiting: dict[str, Any] | None = None
    updated_at: datetime | None = None
