"""The last questions of one person in one place: what a follow-up leans on, and what can be handed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from .turn import Turn

KEPT = 6
"""How many questions are kept."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One question: its update's key, its words, how it was answered and what was done about the answer."""

    key: str
    question: str
    intent: str = ""
    outcome: str = ""
    unit: str | None = None
    plan: str | None = None
    handed_on: bool = False
    rated: bool = False

    @property
    def reference(self) -> str:
        """The short name of the question in buttons; meaningless in anybody else's conversation."""
        return reference_of(self.key)


def reference_of(key: str) -> str:
    """Return the short name of the question that came with an update."""
    return sha256(key.encode()).hexdigest()[:10]


def frames_of(turn: Turn) -> tuple[Frame, ...]:
    """Return the questions kept here, oldest first."""
    return tuple(Frame(**frame) for frame in turn.conversation.recent)


def history(turn: Turn) -> tuple[str, ...]:
    """Return the earlier questions in words; one that comes again does not follow itself."""
    return tuple(frame.question for frame in frames_of(turn) if frame.key != turn.request.key)


def remember(turn: Turn, frame: Frame) -> None:
    """Keep a question as the newest one."""
    others = [one for one in frames_of(turn) if one.key != frame.key]
    _keep(turn, (*others, frame)[-KEPT:])


def find(turn: Turn, reference: str) -> Frame | None:
    """Return the question of a button, if this person asked it here and not too long ago."""
    return next((frame for frame in frames_of(turn) if frame.reference == reference), None)


def mark(turn: Turn, frame: Frame, *, handed_on: bool = False, rated: bool = False) -> None:
    """Note what was done about a question, so that a second press does nothing."""
    marked = replace(frame, handed_on=frame.handed_on or handed_on, rated=frame.rated or rated)
    _keep(turn, tuple(marked if one.key == frame.key else one for one in frames_of(turn)))


def _keep(turn: Turn, frames: tuple[Frame, ...]) -> None:
    turn.keep_recent(tuple(_plain(frame) for frame in frames))


def _plain(frame: Frame) -> dict[str, Any]:
    return {
        "key": frame.key,
        "question": frame.question,
        "intent": frame.intent,
        "outcome": frame.outcome,
        "unit": frame.unit,
        "plan": frame.plan,
        "handed_on": frame.handed_on,
        "rated": frame.rated,
    }
