"""Topics of daily life, of labour law and of unions that a question names and a plan may not know."""

from __future__ import annotations

from collections.abc import Callable

import ahocorasick

from .tables import language_sections


class OtherTopics:
    """Finds the words of the table; they name a topic wherever they stand."""

    def __init__(self, clean: Callable[[str], str], name: str = "other_topics.txt") -> None:
        """`clean` makes text comparable: a word that becomes a topic of the plans (带孩子) is none here."""
        self._clean = clean
        self._words = ahocorasick.Automaton()
        for words in language_sections(name).values():
            for word in words:
                self._words.add_word(word, word)
        self._words.make_automaton()

    def find(self, text: str) -> tuple[str, ...]:
        """Return the words that stand in a normalised text, the longest at each place, each once."""
        if next(self._words.iter(text), None) is None:  # most texts: not worth making comparable
            return ()
        return tuple(dict.fromkeys(word for _, word in self._words.iter_long(self._clean(text))))
