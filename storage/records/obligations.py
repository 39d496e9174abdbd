"""Statements about obligations as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ObligationState(StrEnum):
    """Where an obligation stands by what the unit's people said."""

    OPEN = "open"
    DONE = "done"
    NOT_MINE = "not_mine"


@dataclass(frozen=True, slots=True)
class ObligationMark:
    """Who said what about an obligation, and when; `entry_id` is the entry that fulfilled it, if one did.

    `as_of` is the day that counted as today; None in rows from before it was kept.
    """

    key: str
    unit: str
    state: ObligationState
    by_id: int | None
    at: datetime
    entry_id: int | None = None
    as_of: date | None = None
