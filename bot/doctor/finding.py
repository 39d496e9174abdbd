"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: only a fault keeps the assistant from working rightly."""

    OK = "ok"
    NOTE = "note"
    """Nothing is wrong; somebody may want to know it or do something some day."""
    WARNING = "warning"
    """It works, but not as it should, or not for long."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: under which name, how it is, and what to do where something is to be done."""

    name: str
    state: State
    said: str
    todo: str = ""


def ok(name: str, said: str) -> Finding:
    """Return that all is well."""
    return Finding(name, State.OK, said)


def note(name: str, said: str, todo: str = "") -> Finding:
    """Return something that is worth knowing."""
    return Finding(name, State.NOTE, said, todo)


def warning(name: str, said: str, todo: str) -> Finding:
    """Return something that should be mended soon."""
    return Finding(name, State.WARNING, said, todo)


def fault(name: str, said: str, todo: str) -> Finding:
    """Return something that has to be mended."""
    return Finding(name, State.FAULT, said, todo)
