"""Find the places that a sentence names: exact → other name → same sound with 县, 市, 区 → offer.

A name that is only similar is never taken for granted: it comes out as `offered`, for the person to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..places import Place, Places
from .place_context import (
    ASKS,
    NOT_AN_ENDING,
    across_words,
    hard_before,
    is_han,
    open_after,
    open_before,
    single_stands,
    surely_after,
)
from .place_index import Certainty, Form, PlaceIndex, build_index
from .place_match import (
    Guess,
    guesses_at_long_names,
    guesses_before_endings,
    guesses_in_latin,
    guesses_in_mixed,
    guesses_without_ending,
)

Kind = Literal["county", "prefecture", "province", "foreign", "unknown"]

_PEOPLES = "彝苗回傣哈尼拉祜佤纳西布朗壮瑶白普米傈僳独龙怒藏景颇"
_LONG_NAME = re.compile(rf"(?:(?:[{_PEOPLES}]{{1,3}}族)+(?:自治)?|(?:[㐀-鿿]{{1,3}}族)+自治)([县州])")
"""The rest of a long name; before 自治县 a people's name may be misspelt (力僳族自治县)."""
_SURE = re.compile("|".join(sorted(ASKS, key=len, reverse=True)))
_LINKED_LAST = re.compile(r"(?:联系|挂联|挂钩|包联|对口)[\u3400-\u9fff]{2,4}$")
_LETTERS = re.compile("[a-z]{2}")
_BETWEEN = ("", "的", " ")
_ENDINGS = "县市区州"
_FUZZY_AT_MOST = 200
"""Only in texts up to this length are misspelt names without ending looked for."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as it was typed and what it may mean.

    Attributes:
        text, start, end: what was typed and where; a prefecture or province straight before is part of it.
        candidates: the places meant, several where only the person can tell (红河: county and prefecture).
        certainty: exact, alias (former name, pinyin, other ending), sound (same sound with 县, 市, 区), or
            offered (similar only, or also a place elsewhere): show it as a choice, never act on it.
        kind: of the first candidate; foreign for a place outside the two provinces; unknown for 某某县.
        also_a_word: the name without ending is an ordinary word too, and nothing around it settles that.
        elsewhere: the province outside ours that has a place of this name, or empty.
    """

    text: str
    start: int
    end: int
    candidates: tuple[Place, ...]
    certainty: Certainty
    kind: Kind
    also_a_word: bool = False
    elsewhere: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in the sentence."""
        return self.start, self.end

    @property
    def place(self) -> Place | None:
        """The place meant, when it is certain and only one."""
        return self.candidates[0] if len(self.candidates) == 1 and self.certainty != "offered" else None


@dataclass(frozen=True, slots=True)
class PlaceFindings:
    """All mentions of a sentence in the order in which they stand."""

    mentions: tuple[PlaceMention, ...] = ()

    @property
    def counties(self) -> tuple[Place, ...]:
        """The counties that are certain, each once."""
        found = (mention.place for mention in self.mentions)
        return tuple(dict.fromkeys(place for place in found if place and place.kind == "county"))

    @property
    def offered(self) -> tuple[PlaceMention, ...]:
        """Mentions of ours that the person must confirm or choose from."""
        return tuple(one for one in self.mentions if one.candidates and one.place is None)

    @property
    def foreign(self) -> tuple[PlaceMention, ...]:
        """Mentions of places outside the two provinces."""
        return tuple(one for one in self.mentions if one.kind == "foreign")


class PlaceFinder:
    """Finds places in normalised sentences. Holds no state between sentences."""

    def __init__(self, places: Places) -> None:
        """Index every name of `places` (about 30 ms)."""
        self._index: PlaceIndex = build_index(places)

    def find(self, text: str, *, province: str | None = None) -> PlaceFindings:
        """Return the places that `text` (from `normalise`) names.

        `province` (34 or 53) settles names that are equally close to a place of each province.
        """
        refused: set[int] = set()
        mentions = list(self._written(text, refused))
        mentions += self._guessed(text, mentions, refused)
        if not mentions:
            return PlaceFindings()
        mentions.sort(key=lambda mention: mention.start)
        joined = _joined(text, mentions)
        return PlaceFindings(tuple(_settled(mention, joined, province) for mention in joined))

    def _written(self, text: str, refused: set[int]) -> Iterator[PlaceMention]:
        """Names that stand in the text as they are; the end of what is none there goes to `refused`."""
        found = self._matches(text, 0)
        starts = {start for start, _ in found}
        before: PlaceMention | None = None
        while found:
            start, key = found.pop(0)
            end = start + len(key)
            mention = self._read(text, start, key, before, followed=end in starts)
            if mention is not None:
                before = mention
                yield mention
                continue
            refused.add(end)
            # 天长 in 昨天长丰 is none, but hides 长丰.
            again = self._matches(text, start + 1)
            if again and again[0][0] < end:
                found = again

    def _matches(self, text: str, start: int) -> list[tuple[int, str]]:
        """Where names stand in `text` from `start` on; the longest of those that begin first."""
        if start >= len(text):
            return []
        return [(last + 1 - len(key), key) for last, key in self._index.automaton.iter_long(text, start)]

    def _read(
        self, text: str, start: int, key: str, before: PlaceMention | None, *, followed: bool
    ) -> PlaceMention | None:
        """The mention that `key` makes at `start`, None where it is part of other words."""
        form: Form | None = self._index.forms[key]
        end = start + len(key)
        if key[-1] in _ENDINGS and len(key) > 2 and text[end : end + 1] in NOT_AN_ENDING and end < len(text):
            # 芜湖县级工会 speaks of 芜湖.
            key, end = key[:-1], end - 1
            form = self._index.forms.get(key)
        if form is None:
            return None
        touching = before is not None and before.end == start
        if form.single and form.other and not (touching or hard_before(text, start)):
            return None
        if form.single and not single_stands(
            text, start, end, touching=touching, related=touching and _related(before, form)
        ):
            return None
        also_a_word = False
        if form.bare:
            framed = (touching or open_before(text, start)) and (followed or open_after(text, end))
            inside = touching and _contains(before, form.places)
            if not framed and not inside and (form.other or across_words(text, start, end)):
                return None
            also_a_word = key in self._index.words["names"] and not touching and not _sure(text, start, end)
            end, form = self._lengthened(text, end, form)
        return _mention(text, start, end, form, also_a_word=also_a_word)

    @staticmethod
    def _lengthened(text: str, end: int, form: Form) -> tuple[int, Form]:
        """镇沅彝族自治县: a long name written with other peoples than the official one."""
        match = _LONG_NAME.match(text, end)
        if match is None or form.other is not None:
            return end, form
        kind = "prefecture" if match[1] == "州" else "county"
        fitting = tuple(place for place in form.places if place.kind == kind)
        return (match.end(), Form(fitting, "alias")) if fitting else (end, form)

    def _guessed(self, text: str, written: list[PlaceMention], refused: set[int]) -> Iterator[PlaceMention]:
        """Names that are written differently, found outside the `written` ones."""
        index = self._index
        taken = [mention.span for mention in written]
        known = any(mention.kind == "county" for mention in written)
        if "自治" in text:
            for guess in guesses_at_long_names(index, text, taken):
                taken.append((guess.start, guess.end))
                known = True
                yield _from_guess(text, guess)
        if "县" in text or "市" in text or "区" in text or "州" in text:
            for guess in guesses_before_endings(index, text, taken, refused):
                taken.append((guess.start, guess.end))
                known = known or bool(guess.places)
                yield _from_guess(text, guess)
        if not known and len(text) <= _FUZZY_AT_MOST:
            for guess in guesses_without_ending(index, text, _ends_of_names(text), taken):
                yield _from_guess(text, guess)
        if _LETTERS.search(text):
            for guess in (*guesses_in_latin(index, text), *guesses_in_mixed(index, text)):
                yield _from_guess(text, guess)


def _ends_of_names(text: str) -> list[int]:
    """Where a question about a place goes on, or a text ends that is very short or links with a place."""
    ends = [match.start() for match in _SURE.finditer(text)]
    bare = text.rstrip("?!。,;:.~ ")
    if len(bare) <= 5 or _LINKED_LAST.search(bare, max(0, len(bare) - 6)):
        ends.append(len(bare))
    return [end for end in dict.fromkeys(ends) if end >= 2]


def _mention(text: str, start: int, end: int, form: Form, *, also_a_word: bool = False) -> PlaceMention:
    kind: Kind = form.places[0].kind if form.places else "foreign"
    elsewhere = form.other.province if form.other else ""
    return PlaceMention(
        text[start:end], start, end, form.places, form.certainty, kind, also_a_word, elsewhere
    )


def _from_guess(text: str, guess: Guess) -> PlaceMention:
    kind: Kind = guess.places[0].kind if guess.places else "unknown"
    return PlaceMention(
        text[guess.start : guess.end], guess.start, guess.end, guess.places, guess.certainty, kind
    )


def _contains(mention: PlaceMention | None, places: tuple[Place, ...]) -> bool:
    return mention is not None and any(
        _inside(place, outer) for place in places for outer in mention.candidates
    )


def _related(before: PlaceMention | None, form: Form) -> bool:
    """True when `before` is where the place of `form` lies, its neighbour, or elsewhere as it is itself."""
    if before is None:
        return False
    if before.kind == "foreign":
        return form.other is not None
    neighbours = {place.prefecture for place in before.candidates if place.kind == "county"}
    return _contains(before, form.places) or any(place.prefecture in neighbours for place in form.places)


def _sure(text: str, start: int, end: int) -> bool:
    """True when the name can only be one: alone between signs, or asked about as a place."""
    ends = end >= len(text) or not is_han(text[end])
    return (surely_after(text, end) and open_before(text, start)) or (ends and hard_before(text, start))


def _inside(place: Place, outer: Place) -> bool:
    """True when `place` lies in `outer`."""
    if outer.kind == "province":
        return place.kind != "province" and place.province == outer.province
    return outer.kind == "prefecture" and place.kind == "county" and place.prefecture == outer.code


def _joined(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """云南省昆明市禄劝县 is one place, 河北涉县 one elsewhere."""
    joined: list[PlaceMention] = []
    for mention in mentions:
        while joined:
            whole = _whole(text, joined[-1], mention)
            if whole is None:
                break
            joined.pop()
            mention = whole
        joined.append(mention)
    return joined


def _whole(text: str, outer: PlaceMention, inner: PlaceMention) -> PlaceMention | None:
    """Both mentions as one when the first says where the second lies."""
    if text[outer.end : inner.start] not in _BETWEEN:
        return None
    whole = text[outer.start : inner.end]
    if outer.kind == "foreign" and (outer.end == inner.start or inner.elsewhere):
        return PlaceMention(whole, outer.start, inner.end, (), "exact", "foreign", elsewhere=outer.elsewhere)
    inside = tuple(place for place in inner.candidates if _contains(outer, (place,)))
    if not inside:
        return None
    certainty = inner.certainty if outer.certainty != "offered" or inner.certainty == "exact" else "offered"
    return PlaceMention(whole, outer.start, inner.end, inside, certainty, inside[0].kind)


def _settled(mention: PlaceMention, mentions: list[PlaceMention], province: str | None) -> PlaceMention:
    """`mention` with the candidates of one province, where the province is known or said."""
    provinces = {place.province for place in mention.candidates}
    if len(provinces) < 2:
        return mention
    if province not in provinces:
        said = {one.candidates[0].province for one in mentions if one.kind == "province"}
        province = said.pop() if len(said) == 1 else None
    left = tuple(place for place in mention.candidates if place.province == province)
    return replace(mention, candidates=left, kind=left[0].kind) if left else mention


__all__ = ["Certainty", "PlaceFinder", "PlaceFindings", "PlaceMention"]
