"""Everything a place can be called, and how it sounds, ready to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import ahocorasick

from ..places import Place, Places
from .other_places import OtherPlace, load_other_places
from .sounds import Sounds, load_sounds, loose
from .tables import language_lines, language_sections

Certainty = Literal["exact", "alias", "sound", "offered"]

ENDINGS = "县市区"
# Names that Latin letters are used for beside pinyin.
_LATIN = {"香格里拉": ("shangrila", "shangri-la")}


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a place.

    `bare`: without 县, 市, 区 or 州, so that it may be part of other words. `single`: one character and an
    ending (和县). `other`: the place outside the two provinces that bears this very name.
    """

    places: tuple[Place, ...]
    certainty: Certainty
    bare: bool = False
    single: bool = False
    other: OtherPlace | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A name by its sound: the name, its place and the endings that belong to it."""

    name: str
    place: Place
    endings: frozenset[str]


@dataclass(slots=True)
class PlaceIndex:
    """Names, sounds and shapes of all places; built once."""

    forms: dict[str, Form] = field(default_factory=dict)
    heard: dict[str, tuple[Heard, ...]] = field(default_factory=dict)
    heard_loosely: dict[str, tuple[Heard, ...]] = field(default_factory=dict)
    latin: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    by_character: dict[str, tuple[Heard, ...]] = field(default_factory=dict)
    by_name: dict[str, tuple[Heard, ...]] = field(default_factory=dict)
    long_names: tuple[Place, ...] = ()
    alike: dict[str, str] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    sounds: Sounds = field(default_factory=load_sounds)
    automaton: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)

    def keys(self, text: str, *, every_reading: bool = True) -> Iterator[str]:
        """The sounds that `text` can have; none when a character is not in the table."""
        if every_reading:
            choices = [self.sounds.readings(sign) for sign in text]
        else:
            choices = [tuple(filter(None, [self.sounds.syllable(sign)])) for sign in text]
        for syllables in product(*choices):
            yield " ".join(syllables)


def stem(name: str) -> str:
    """`name` without its ending; the name itself where one character or none would be left."""
    return name[:-1] if len(name) > 2 and name[-1] in "县市区州" else name


def build_index(places: Places) -> PlaceIndex:
    """Index every name of `places` and of the places outside the two provinces."""
    index = PlaceIndex(alike=_look_alikes(), words=_ordinary_words())
    _add_names(index, places)
    _add_sounds(index, places)
    _add_wrong_endings(index, places)
    for other in load_other_places():
        _add_other(index, other)
    for key in index.forms:
        index.automaton.add_word(key, key)
    index.automaton.make_automaton()
    return index


def _ordinary_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in language_sections("ordinary_words.txt").items()}


def _look_alikes() -> dict[str, str]:
    """For each character those that it may be mistaken for."""
    alike: dict[str, str] = {}
    for group in language_lines("lookalikes.txt"):
        for sign in group:
            alike[sign] = alike.get(sign, "") + group.replace(sign, "")
    return alike


def _add_names(index: PlaceIndex, places: Places) -> None:
    """Official names first, so that no other name can take their place."""
    forms = index.forms
    index.long_names = tuple(place for place in places.all if "自治" in place.name)
    for place in places.all:
        forms[place.name] = Form((place,), "exact", single=place.kind == "county" and len(place.name) == 2)
    bare: dict[str, list[Place]] = defaultdict(list)
    for place in (*places.counties, *places.prefectures, *places.provinces):
        if place.short != place.name:
            bare[place.short].append(place)
    for name, bearers in bare.items():
        forms.setdefault(name, Form(tuple(bearers), "exact", bare=True))
    for place in places.all:
        for name in place.former:
            forms.setdefault(name, Form((place,), "alias", bare=name[-1] not in "县市区州"))
            if "自治" not in name:
                forms.setdefault(stem(name), Form((place,), "alias", bare=True))


def _add_sounds(index: PlaceIndex, places: Places) -> None:
    heard: dict[str, list[Heard]] = defaultdict(list)
    loosely: dict[str, list[Heard]] = defaultdict(list)
    latin: dict[str, list[Place]] = defaultdict(list)
    by_character: dict[str, list[Heard]] = defaultdict(list)
    by_name: dict[str, list[Heard]] = defaultdict(list)
    for place in (*places.counties, *places.prefectures):
        for one, syllables in _heard_names(index, place):
            heard[" ".join(syllables)].append(one)
            loosely[" ".join(map(loose, syllables))].append(one)
            by_name[one.name].append(one)
            for sign in one.name:
                by_character[sign].append(one)
            for spelling in _spellings(one, syllables):
                latin[spelling].append(place)
    index.heard = {key: tuple(found) for key, found in heard.items()}
    index.heard_loosely = {key: tuple(found) for key, found in loosely.items()}
    index.by_character = {key: tuple(found) for key, found in by_character.items()}
    index.by_name = {key: tuple(found) for key, found in by_name.items()}
    index.latin = {key: tuple(dict.fromkeys(found)) for key, found in latin.items()}


def _heard_names(index: PlaceIndex, place: Place) -> Iterator[tuple[Heard, list[str]]]:
    """The names that a place can be heard by, without ending, each with its syllables."""
    names: dict[str, set[str]] = {}
    if place.level in "县市区州":
        name = place.short if len(place.name) > 2 else place.name[:1]
        names[name] = {place.level}
    for former in place.former:
        if former[-1] in "县市区州" and len(former) > 2 and "自治" not in former:
            names.setdefault(former[:-1], set()).add(former[-1])
    for name, endings in names.items():
        syllables = list(place.sound) if name == place.short and place.sound else None
        syllables = syllables or [index.sounds.syllable(sign) or sign for sign in name]
        yield Heard(name, place, frozenset(endings)), syllables


def _spellings(heard: Heard, syllables: list[str]) -> Iterable[str]:
    """Pinyin of a name, with and without its ending; a single syllable only with it."""
    endings = {"县": "xian", "市": "shi", "区": "qu", "州": "zhou"}
    joined = "".join(syllables)
    spellings = [joined + endings[ending] for ending in heard.endings]
    if len(syllables) > 1 and heard.name == heard.place.short:
        spellings.append(joined)
    spellings += [spelling.replace("v", "u") for spelling in spellings if "v" in spelling]
    return [*spellings, *_LATIN.get(heard.name, ())]


def _add_wrong_endings(index: PlaceIndex, places: Places) -> None:
    """弥勒县 is 弥勒市; but 迎江县 may as well be 盈江县, which sounds the same and has this ending."""
    for place in places.counties:
        if len(place.short) < 2 or place.short == place.name:
            continue
        for ending in (*ENDINGS, "自治县"):
            name = place.short + ending
            if name in index.forms:
                continue
            twins = [
                one.place
                for key in index.keys(place.short, every_reading=False)
                for one in index.heard.get(key, ())
                if ending in one.endings and one.place != place
            ]
            if twins:
                index.forms[name] = Form((place, *twins), "sound")
            else:
                index.forms[name] = Form((place,), "alias")


def _add_other(index: PlaceIndex, other: OtherPlace) -> None:
    """A place outside: alone, or beside ours when its name is ours with another ending or sounds like it."""
    form = index.forms.get(other.name)
    if form is None:
        ours = _same_sound(index, other.name) if other.county else ()
        certainty: Certainty = "sound" if ours and len(other.name) > 2 else "offered"
        ours = ours or (_similar_sound(index, other.name) if other.county else ())
        certainty = certainty if ours else "exact"
        index.forms[other.name] = Form(
            ours, certainty, other.bare, len(other.name) == 2 and other.county, other
        )
    elif form.certainty == "alias" and not form.bare:
        # 安宁区 is in 兰州; it may still be meant for 安宁市.
        index.forms[other.name] = Form(form.places, "offered", other=other)


def _same_sound(index: PlaceIndex, name: str) -> tuple[Place, ...]:
    """Our units with this ending that sound like `name`; an unusual reading needs a character in common."""
    if name[-1] not in ENDINGS:
        return ()
    short = name[:-1]
    usual = next(index.keys(short, every_reading=False), "")
    found = [
        one.place
        for key in index.keys(short)
        for one in index.heard.get(key, ())
        if name[-1] in one.endings and one.place.kind == "county"
        if key == usual or (len(short) > 1 and shared(short, one.name))
    ]
    return tuple(dict.fromkeys(found))


def _similar_sound(index: PlaceIndex, name: str) -> tuple[Place, ...]:
    """Our units that southern speakers say like `name`, with a character in common: 德庆县 and 德钦县."""
    short = name[:-1]
    if len(short) < 2:
        return ()
    found = [
        one.place
        for key in index.keys(short, every_reading=False)
        for one in index.heard_loosely.get(" ".join(map(loose, key.split())), ())
        if name[-1] in one.endings and one.place.kind == "county" and shared(short, one.name)
    ]
    return tuple(dict.fromkeys(found))


def shared(typed: str, name: str) -> int:
    """How many characters of two names of equal length are the same at the same place."""
    return sum(one == other for one, other in zip(typed, name, strict=False))
