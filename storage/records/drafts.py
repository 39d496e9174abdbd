"""Drafts as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.records.chats import Place


class DraftState(StrEnum):
    """Open until it is saved, dropped, or too old."""

    OPEN = "open"
    SAVED = "saved"
    DROPPED = "dropped"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved entry of one person at one place; each change raises `version` by one.

    `asked_in` names the group's chat, topic and message where it was said, if it was said in one.
    """

    id: int
    person_id: int
    place: Place
    kind: str
    payload: dict[str, Any]
    version: int
    state: DraftState
    created_at: datetime
    changed_at: datetime
    expires_at: datetime
    asked_in: dict[str, Any] | None = None
