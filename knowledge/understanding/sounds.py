"""How characters sound, without tone, from a table that is made once (tools/make_sounds.py)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import language_lines

_OTHER = 10_000  # ids of signs that have no syllable start here


class _Ids(dict[str, int]):
    """Number of a character's syllable; any other sign is a number of its own."""

    def __missing__(self, sign: str) -> int:
        return _OTHER + ord(sign)


def loose(syllable: str) -> str:
    """The syllable as southern speakers may write it: zh/ch/sh as z/c/s, l as n, final ng as n."""
    if syllable[1:2] == "h":
        syllable = syllable[0] + syllable[2:]
    if syllable[0] == "l":
        syllable = "n" + syllable[1:]
    return syllable[:-1] if syllable.endswith("ng") else syllable


@dataclass(frozen=True, slots=True)
class Sounds:
    """The syllables of some seven thousand characters."""

    usual: dict[str, str]
    further: dict[str, tuple[str, ...]]
    ids: _Ids

    @classmethod
    def load(cls, name: str = "sounds.txt") -> Sounds:
        """Read the table: a line is a syllable, its characters, and after a bar those that may be read so."""
        usual: dict[str, str] = {}
        further: dict[str, tuple[str, ...]] = {}
        ids = _Ids()
        for number, line in enumerate(language_lines(name)):
            syllable, _, signs = line.partition(" ")
            first, _, other = signs.partition("|")
            usual.update(dict.fromkeys(first, syllable))
            ids.update(dict.fromkeys(first, number))
            for sign in other:
                further[sign] = (*further.get(sign, ()), syllable)
        return cls(usual, further, ids)

    def syllable(self, sign: str) -> str | None:
        """The usual reading of one character (`fei`), None for anything that is not in the table."""
        return self.usual.get(sign)

    def readings(self, sign: str) -> tuple[str, ...]:
        """Every reading of a character that the table knows, the usual one first."""
        first = self.usual.get(sign)
        if first is None:
            return ()
        return (first, *self.further.get(sign, ()))

    def fold(self, text: str) -> tuple[int, ...]:
        """One number a character: equal numbers sound alike (劳东法律 and 劳动法律 give the same)."""
        return tuple(map(self.ids.__getitem__, text))


@cache
def load_sounds() -> Sounds:
    """The table; read from the file at the first call only."""
    return Sounds.load()
