"""Rounds: a plan that an administrator restarted, as they enter and leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RoundState(StrEnum):
    """Open: entries belong to it. Ended: looked at. Archived: out of the lists, entries stay."""

    OPEN = "open"
    ENDED = "ended"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """A restart of `plan` in the month of `first_month` (its first day) for some prefectures.

    `area` is what was chosen (a province, or prefectures); `prefectures` are all that belong to it.
    """

    plan: str
    first_month: date
    name: str
    area: tuple[str, ...]
    prefectures: tuple[str, ...]
    created_at: datetime
    created_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(NewRound):
    """A stored round."""

    id: int
    state: RoundState
    ended_at: datetime | None = None
    archived_at: datetime | None = None
