"""Rows of the audit trail as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what to what. `actor_number` stands for a person who was deleted.

    `subject` names a row (`entry:7`, `person:12`); `detail` holds ids and counts, never what people wrote.
    """

    id: int
    at: datetime
    actor_id: int | None
    actor_number: int | None
    action: str
    subject: str
    unit: str | None
    detail: dict[str, Any]
