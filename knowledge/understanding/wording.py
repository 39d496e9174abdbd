"""Making two wordings comparable: synonyms become one word, fillers go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import ahocorasick

_NOT_WORDS = re.compile(r"[^0-9a-z一-鿿%+]+")


class Wording:
    """Synonyms and fillers as data; the longest word wins, from left to right."""

    def __init__(self, synonyms: Iterable[Sequence[str]], fillers: Iterable[str]) -> None:
        """`synonyms`: the first of each line stands for all; `fillers` are replaced by nothing."""
        self._automaton = ahocorasick.Automaton()
        for first, *others in synonyms:
            for word in (first, *others):
                self._automaton.add_word(_plain(word), (len(_plain(word)), _plain(first)))
        for word in fillers:
            if word not in self._automaton:
                self._automaton.add_word(word, (len(word), " "))
        self._automaton.make_automaton()

    def comparable(self, text: str) -> str:
        """Return `text` in lower case without punctuation, with synonyms unified and fillers dropped."""
        text = _plain(text)
        parts: list[str] = []
        done = 0
        for end, (length, instead) in self._automaton.iter_long(text):
            start = end - length + 1
            parts += (text[done:start], instead)
            done = end + 1
        parts.append(text[done:])
        return "".join(parts)


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.lower())
