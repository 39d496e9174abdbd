"""Unanswered questions and ratings, for the administrator's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from storage.records.questions import QuestionState, Rating, UnansweredQuestion
from storage.repositories.base import Repository
from storage.tables import questions, ratings


class Questions(Repository):
    """What people asked in vain and how they liked the answers. Texts come in masked."""

    def add(
        self,
        text: str,
        *,
        outcome: str,
        at: datetime,
        person_id: int | None = None,
        unit: str | None = None,
        plan: str | None = None,
    ) -> UnansweredQuestion:
        """Store a question that was handed on."""
        values = {
            "text": text,
            "person_id": person_id,
            "unit": unit,
            "plan": plan,
            "outcome": outcome,
            "state": QuestionState.OPEN,
            "at": at,
        }
        return _question(self._connection.execute(insert(questions).returning(questions), values).one())

    def rate(
        self,
        question: str,
        *,
        answered_as: str,
        value: int,
        at: datetime,
        word: str = "",
        person_id: int | None = None,
    ) -> Rating:
        """Store +1 or -1 for the answer to `question` (`answered_as`: its intent).

        Raises:
            ValueError: another value.
        """
        if value not in (1, -1):
            raise ValueError(f"a rating is 1 or -1, not {value}")
        values = {
            "question": question,
            "answered_as": answered_as,
            "value": value,
            "word": word,
            "person_id": person_id,
            "at": at,
        }
        return _rating(self._connection.execute(insert(ratings).returning(ratings), values).one())

    def list(
        self, state: QuestionState | None = QuestionState.OPEN, *, limit: int = 50
    ) -> Sequence[UnansweredQuestion]:
        """Return questions, newest first; `state` None: all."""
        wanted = select(questions).order_by(questions.c.at.desc(), questions.c.id.desc()).limit(limit)
        if state is not None:
            wanted = wanted.where(questions.c.state == state)
        return [_question(row) for row in self._all(wanted)]

    def close(self, question_id: int, at: datetime) -> UnansweredQuestion | None:
        """Take a question off the list; None when it was closed before."""
        still_open = (questions.c.id == question_id, questions.c.state == QuestionState.OPEN)
        closed = update(questions).where(*still_open).values(state=QuestionState.CLOSED, closed_at=at)
        row = self._first(closed.returning(questions))
        return _question(row) if row is not None else None

    def ratings(self, *, limit: int = 50) -> Sequence[Rating]:
        """Return ratings, newest first."""
        wanted = select(ratings).order_by(ratings.c.at.desc(), ratings.c.id.desc()).limit(limit)
        return [_rating(row) for row in self._all(wanted)]


def _question(row: Row[Any]) -> UnansweredQuestion:
    return UnansweredQuestion(
        id=row.id,
        text=row.text,
        person_id=row.person_id,
        unit=row.unit,
        plan=row.plan,
        outcome=row.outcome,
        state=QuestionState(row.state),
        at=row.at,
        closed_at=row.closed_at,
    )


def _rating(row: Row[Any]) -> Rating:
    return Rating(row.id, row.question, row.answered_as, row.value, row.word, row.person_id, row.at)
