"""Finding the words of a plan's topics in a line: as they are written, and as they sound.

The longest word wins: 劳动竞赛 is not 竞赛. A word misspelt by sound (实名治, 疗修养) counts less, a word
of two characters only where what stands there is no known word itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick

from ..understanding.sounds import load_sounds, loose

_NAMES_BEFORE = ("镇", "乡", "村", "街道", "社区", "路", "县", "州", "市场", "大厦", "广场")
_NAME_LENGTH = 3

Written = tuple[int, int, str]
"""Where a word begins and ends, and the word."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of the list where it stands in the line; `heard`: only its sound stands there."""

    word: str
    start: int
    end: int
    heard: bool = False


class WordList:
    """Words to be found in lines. Holds no state between lines."""

    def __init__(self, words: Iterable[str], parts: Iterable[str], known: frozenset[str]) -> None:
        """`words` are found longest first; `parts` wherever they stand; `known`: pairs that make a word."""
        self._words = frozenset(words)
        self._known = known
        self._written = ahocorasick.Automaton()
        for word in self._words | set(parts):
            self._written.add_word(word, word)
        self._written.make_automaton()
        self._syllables = _syllables()
        self._heard = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        sounds: dict[tuple[int, ...], list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= 2:
                sounds.setdefault(self._syllables.fold(word), []).append(word)
        for key, alike in sounds.items():
            self._heard.add_word(key, tuple(alike))
        self._heard.make_automaton()

    def find(self, text: str) -> tuple[list[Spot], list[Written]]:
        """Return the words in `text`, none inside another, and everything (parts too) that stands in it."""
        found = [(end - len(word) + 1, end + 1, word) for end, word in self._written.iter(text)]
        spots = [
            Spot(word, start, end)
            for start, end, word in found
            if word in self._words and not _part_of_name(text, end, word)
        ]
        spots += self._misspelt(text, spots)
        return _longest(spots), found

    def _misspelt(self, text: str, written: list[Spot]) -> list[Spot]:
        spots = []
        taken = {place for spot in written if len(spot.word) > 2 for place in range(spot.start, spot.end)}
        for end, alike in self._heard.iter(self._syllables.fold(text)):
            length = len(alike[0])
            start = end - length + 1
            typed = text[start : end + 1]
            if typed in alike or (length == 2 and (typed in self._known or start in taken or end in taken)):
                continue
            word = next((word for word in alike if _close(word, typed, self._syllables)), None)
            if word is not None:
                spots.append(Spot(word, start, end + 1, heard=True))
        return spots


_OTHER = 10_000
"""Numbers of signs that have no syllable start here."""


class _Syllables(dict[str, int]):
    """A number for each sign: the same for signs that southern speakers may say alike.

    Lines only look into it: several threads read at once, and none of them may add what another counts.
    """

    def __init__(self) -> None:
        self._sounds = load_sounds()
        numbers: dict[str, int] = {}
        for sign, syllable in self._sounds.usual.items():
            self[sign] = numbers.setdefault(loose(syllable), len(numbers) + 1)

    def __missing__(self, sign: str) -> int:
        return _OTHER + ord(sign)

    def exact(self, first: str, second: str) -> bool:
        """True when both signs have the same syllable, or one of them has none."""
        return self._sounds.syllable(first) == self._sounds.syllable(second)

    def fold(self, text: str) -> tuple[int, ...]:
        return tuple(map(self.__getitem__, text))


@cache
def _syllables() -> _Syllables:
    """One table for every list of words."""
    return _Syllables()


def _close(word: str, typed: str, syllables: _Syllables) -> bool:
    """One character at least is the same; in a pair the other sounds exactly alike."""
    same = sum(1 for a, b in zip(word, typed, strict=True) if a == b)
    if len(word) == 2:
        return same == 1 and all(a == b or syllables.exact(a, b) for a, b in zip(word, typed, strict=True))
    return same >= len(word) // 2


def _part_of_name(text: str, end: int, word: str) -> bool:
    """True for 团结 in 团结镇: a short word straight before 镇, 乡 or 村 names the place."""
    return (
        len(word) <= _NAME_LENGTH
        and text.startswith(_NAMES_BEFORE, end)
        and not text.startswith(("乡镇", "村社区", "村(", "社区和"), end)
    )


def _longest(spots: list[Spot]) -> list[Spot]:
    """Leave out what stands inside a longer word, and what is only heard where something is written."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (one.start - one.end, one.heard)):
        if not any(other.start <= spot.start and spot.end <= other.end for other in kept):
            kept.append(spot)
    return sorted(kept, key=lambda one: one.start)
