"""Everyday speech: characters and words that name no topic, whatever the sentence is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ahocorasick

from .blanking import blanked
from .tables import language_sections


@dataclass(frozen=True, slots=True)
class Everyday:
    """Characters and words of everyday speech."""

    characters: frozenset[str]
    words: ahocorasick.Automaton

    @classmethod
    def load(cls, name: str = "everyday.txt") -> Everyday:
        """Read the table."""
        sections = language_sections(name)
        words = ahocorasick.Automaton()
        for word in sections["words"]:
            words.add_word(word, len(word))
        words.make_automaton()
        return cls(frozenset(sections["characters"]), words)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where everyday words stand in `text`, as in slices."""
        return tuple((end - length + 1, end + 1) for end, length in self.words.iter_long(text))

    def gap(self, text: str, knows: Callable[[str], bool]) -> float:
        """Return how many characters of a topic stand together in `text` that are in no pair of those known.

        A character that is known by itself counts half. A made-up topic has such a stretch (量子通信 of
        量子通信驿站); a real question in any wording has hardly more than one or two.
        """
        marks = list(self.without_words(text))
        for start in range(len(text) - 1):
            pair = text[start : start + 2]
            if not self.characters.issuperset(pair) and knows(pair):
                marks[start : start + 2] = "  "
        stretches = "".join(" " if mark in self.characters else mark for mark in marks).split()
        return max((sum(0.5 if knows(sign) else 1 for sign in part) for part in stretches), default=0)

    def without_words(self, text: str) -> str:
        """Return a text with the words of everyday speech blank: what is left may name a topic."""
        return blanked(text, self.spans(text))
