"""Unanswered questions and ratings as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class QuestionState(StrEnum):
    """Whether somebody has looked at the question."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that was handed on, masked, with the unit and plan it was asked for."""

    id: int
    text: str
    person_id: int | None
    unit: str | None
    plan: str | None
    outcome: str
    state: QuestionState
    at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rating:
    """有用 (+1) or 没用 (-1) for the answer to `question`, with a free word."""

    id: int
    question: str
    answered_as: str
    value: int
    word: str
    person_id: int | None
    at: datetime
