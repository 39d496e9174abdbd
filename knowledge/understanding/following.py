"""What a sentence asks for when the question before it named the topic: 要做成啥样才算, 这家还带着谁.

The words are data (`language/following.yaml`) and are read in a conversation alone, for they name no topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..schema.language import FollowingFile

_BETWEEN = "[^,。?!;、]{0,4}?"

Line = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Side:
    """What a sentence asks for in plain words, the sentence with these words, and what is left beside.

    `said` is what stood there before.
    """

    words: str
    text: str
    rest: str
    said: str


class Following:
    """Puts the side that a sentence asks for into plain words. Holds no state between sentences."""

    def __init__(self, file: FollowingFile) -> None:
        """Build the patterns; the longest phrase of a line wins."""
        self._sides = _lines(file.sides)
        self._liaison = _lines(file.liaison)
        self._fillers = re.compile("|".join(_longest(file.fillers)) or "(?!)")

    def plain(self, text: str) -> Side | None:
        """Return the sentence with the side it asks for in plain words; None when it asks for none."""
        return self._put(text, self._sides)

    def of_liaison(self, text: str) -> Side | None:
        """Return the same for a sentence behind the question who links a county."""
        return self._put(text, self._liaison)

    def _put(self, text: str, lines: Iterable[Line]) -> Side | None:
        text = _even(text)
        found = [
            (match.end() - match.start(), match, first)
            for first, one in lines
            for match in one.finditer(text)
        ]
        if not found:
            return None
        _, match, first = max(found, key=lambda item: item[0])
        before, behind = text[: match.start()], text[match.end() :]
        with_words, rest = (self._fillers.sub("", f"{before}{words}{behind}") for words in (first, " "))
        return Side(first, with_words, rest, match[0])


def _lines(lines: Sequence[Sequence[str]]) -> list[Line]:
    return [(line[0], re.compile("|".join(_longest(line)))) for line in lines]


def _longest(phrases: Iterable[str]) -> list[str]:
    """The patterns of phrases, the longest first; other characters may stand where a phrase has a space."""
    return [
        _BETWEEN.join(re.escape(_even(part)) for part in phrase.split())
        for phrase in sorted(phrases, key=len, reverse=True)
    ]


def _even(text: str) -> str:
    """A text with the short words of asking in full: 啥 is 什么."""
    return text.replace("啥", "什么").replace("咋", "怎么")
