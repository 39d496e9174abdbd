"""People, departments and groups by name, as they are printed and as people call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from operator import eq

import ahocorasick

from ..catalogue import PlanBook
from ..schema.organisation import Liaison
from .sounds import loose
from .strangers import Stranger

_LEADER, _INDUSTRY = "leader", "industry"
_SHORT = 4  # an industrial union is known by the first so many characters of what it unites
_HEARD_LENGTH = 3  # names shorter than this are not recognised by sound alone
_OF_OTHERS = (
    *("县委", "市委", "州委", "省委", "区委", "党委", "政府", "人大", "政协", "厅", "局", "委员会", "协会"),
    *("公司", "集团", "州总", "市总", "县总", "区总"),
)
"""Before a department they tell whose it is: 县委组织部 is none of the union's."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a name means in one plan. `kind`: unit (links counties), department, body or person."""

    plan: str
    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the sentence and everybody who bears it; `heard` when it was recognised by sound."""

    text: str
    start: int
    end: int
    bearers: tuple[Bearer, ...]
    heard: bool = False

    def of(self, *kinds: str) -> tuple[Bearer, ...]:
        """Return the bearers of the given kinds."""
        return tuple(bearer for bearer in self.bearers if bearer.kind in kinds)


class Names:
    """Finds names of every plan in a sentence; the longest name wins."""

    def __init__(self, books: Iterable[PlanBook], sound: Callable[[str], str | None]) -> None:
        """Collect the names of all plans."""
        bearers: dict[str, dict[Bearer, None]] = defaultdict(dict)
        for book in books:
            for name, bearer in _of_book(book):
                bearers[name.lower()][bearer] = None
        self._bearers: Mapping[str, dict[Bearer, None]] = bearers
        self._sound = cache(partial(_southern, sound))
        self._automaton = ahocorasick.Automaton()
        self._heard: dict[tuple[str, ...], str] = {}
        for name in bearers:
            self._automaton.add_word(name, name)
            key = self._key(name)
            if key and len(name) >= _HEARD_LENGTH:
                self._heard[key] = name
        self._automaton.make_automaton()
        self._people = {self._key(name): name for name in bearers if _is_person(bearers[name])}
        self._begun = _by_beginning(self._heard)

    def find(self, text: str) -> list[Mention]:
        """Return the names printed in `text`; only if there is none, those that sound like it."""
        spans = [(end - len(name) + 1, end + 1, name) for end, name in self._automaton.iter(text)]
        found: list[Mention] = []
        for start, end, name in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if not any(start < other.end and other.start < end for other in found):
                found.append(Mention(name, start, end, tuple(self._bearers[name])))
        found = sorted(found, key=lambda mention: mention.start) or self._listen(text)
        return [one for one in found if not _of_others(text, one)]

    def known(self, strangers: Iterable[Stranger]) -> tuple[list[Mention], tuple[Stranger, ...]]:
        """Return those who only sound like a named person (张弛 for 张驰), and those whom nobody names."""
        heard, unknown = [], []
        for one in strangers:
            name = self._people.get(self._key(one.text))
            if name and name[0] == one.text[0]:
                heard.append(Mention(one.text, one.start, one.end, tuple(self._bearers[name]), heard=True))
            else:
                unknown.append(one)
        return heard, tuple(unknown)

    def _listen(self, text: str) -> list[Mention]:
        """The longest name that the text sounds like; of equally long ones the first."""
        sounds = [self._sound(char) or "" for char in text]
        best: tuple[int, int] | None = None
        for start, pair in enumerate(pairwise(sounds)):
            for length in self._begun.get(pair, ()):
                if (best is None or length > best[1]) and self._sounds_like_one(text, sounds, start, length):
                    best = start, length
        if best is None:
            return []
        start, end = best[0], sum(best)
        name = self._heard[tuple(sounds[start:end])]
        return [Mention(text[start:end], start, end, tuple(self._bearers[name]), heard=True)]

    def _sounds_like_one(self, text: str, sounds: list[str], start: int, length: int) -> bool:
        """Whether a name is heard here of which one character at least is written right."""
        name = self._heard.get(tuple(sounds[start : start + length]))
        return name is not None and any(map(eq, name, text[start : start + length]))

    def _key(self, name: str) -> tuple[str, ...]:
        sounds = [self._sound(char) for char in name]
        return tuple(sound for sound in sounds if sound) if all(sounds) else ()


def _of_others(text: str, mention: Mention) -> bool:
    """True for a department of somebody else than the union."""
    return text.endswith(_OF_OTHERS, 0, mention.start) and bool(mention.of("unit", "department"))


def _by_beginning(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, str], list[int]]:
    """The lengths of the names that begin with a pair of syllables, the longest first."""
    lengths: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0], name[1]].add(len(name))
    return {pair: sorted(found, reverse=True) for pair, found in lengths.items()}


def _southern(sound: Callable[[str], str | None], sign: str) -> str | None:
    """The syllable of a character as southern speakers may write it: 建民 sounds like 建明."""
    syllable = sound(sign)
    return loose(syllable) if syllable else None


def _short_names(unit: Liaison) -> Iterable[str]:
    """What an industrial union is called for short: 财贸轻纺, 财贸轻纺烟草工会 for 省财贸轻纺烟草工会."""
    core = unit.unit.removeprefix("省").removesuffix("工会")
    if unit.kind != _INDUSTRY or len(core) < _SHORT:
        return ()
    return {core, core[:_SHORT], *(name.removeprefix("省") for name in (unit.unit, *unit.names))}


def _is_person(bearers: Iterable[Bearer]) -> bool:
    return any(bearer.kind == "person" for bearer in bearers)


def _of_book(book: PlanBook) -> Iterable[tuple[str, Bearer]]:
    for unit in book.liaisons.units:
        kind = "person" if unit.kind == _LEADER else "unit"
        for name in {unit.unit, *unit.names, *_short_names(unit)}:
            yield name, Bearer(book.id, kind, unit.slug, unit.unit)
            yield name, Bearer(book.id, "unit", unit.slug, unit.unit)
    for department in book.organisation.departments:
        for name in {department.name, *department.names}:
            yield name, Bearer(book.id, "department", department.name, department.name)
    for body in book.organisation.bodies:
        for name in {body.title, *body.names}:
            yield name, Bearer(book.id, "body", body.id, body.title)
    for person in book.organisation.people:
        yield person.name, Bearer(book.id, "person", person.name, person.name)
