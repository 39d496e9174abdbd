"""Commands and mentions within a text, as Telegram marks them. Places count in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])", re.ASCII)
_MENTION = re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mark:
    """A command, a mention and the like within a text."""

    kind: str
    start: int
    length: int
    user: int | None


def found(text: str) -> tuple[Mark, ...]:
    """Return the command at the beginning and the mentions, for a text that came without marks.

    Telegram marks them always; a server in between, or one of one's own, may not.
    """
    if not text.startswith("/") and "@" not in text:
        return ()
    marks = [
        Mark("mention", _units(text[: one.start()]), len(one[0]), None) for one in _MENTION.finditer(text)
    ]
    if command := _COMMAND.match(text):
        marks.insert(0, Mark("bot_command", 0, len(command[0]), None))
    return tuple(marks)


def part(text: str, mark: Mark) -> str:
    """Return the words that are marked."""
    raw = text.encode("utf-16-le", "surrogatepass")[2 * mark.start : 2 * (mark.start + mark.length)]
    return raw.decode("utf-16-le", "replace")


def without(text: str, marks: Iterable[Mark]) -> str:
    """Return the text without what is marked; half of a character, which nobody can write, is left out."""
    raw = text.encode("utf-16-le", "surrogatepass")
    for mark in sorted(marks, key=lambda one: one.start, reverse=True):
        raw = raw[: 2 * mark.start] + raw[2 * (mark.start + mark.length) :]
    return raw.decode("utf-16-le", "ignore").strip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
