"""Broadcasts of a province or prefecture, and nudges to single units, as they enter and leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BroadcastState(StrEnum):
    """Draft: written, not confirmed. Planned: its messages are in the outbox. Stopped and dropped: over."""

    DRAFT = "draft"
    PLANNED = "planned"
    STOPPED = "stopped"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to get a broadcast: kinds of units (`county`, `prefecture`, `liaison`), groups, single units."""

    kinds: tuple[str, ...] = ()
    groups: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One broadcast of a unit; a change of the draft raises `version`; `recipients` counts once planned."""

    id: int
    unit: str
    author_id: int | None
    text: str
    audience: Audience
    state: BroadcastState
    version: int
    recipients: int
    created_at: datetime
    confirmed_at: datetime | None
    stopped_at: datetime | None
    as_of: date | None = None
    """The day that counted as today when it was confirmed."""

    @property
    def key_prefix(self) -> str:
        """The beginning of the outbox keys of its messages."""
        return f"broadcast:{self.id}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A private word of `by_unit` to `unit` about one obligation, at most one a day."""

    id: int
    unit: str
    obligation: str
    day: date
    by_unit: str
    by_id: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeStop:
    """Why a unit is not to be nudged about an obligation; in force until `lifted_at`."""

    id: int
    unit: str
    obligation: str
    reason: str
    by_unit: str
    by_id: int | None
    at: datetime
    lifted_at: datetime | None
    as_of: date | None = None
    """The day that counted as today."""
