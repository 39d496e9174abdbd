"""Everyday speech: characters and words that name no topic, whatever the sentence is about."""

from __future__ import annotations

from dataclasses import dataclass

import ahocorasick

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

    def without_words(self, text: str) -> str:
        """Return a text with the words of everyday speech blank: what is left may name a topic."""
        marks = list(text)
        for start, stop in self.spans(text):
            marks[start:stop] = " " * (stop - start)
        return "".join(marks)
