"""Names that are not written as they should be: same sound, similar sound, similar shape, pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..places import Place
from .place_context import NOT_AN_ENDING, is_han, is_rare, open_before, surely_after
from .place_index import ENDINGS, Certainty, Heard, PlaceIndex, shared
from .sounds import loose

_ENDING = re.compile("[县市区州]")
_MIXED = re.compile(r"([\u4e00-\u9fff]{0,3})([a-z]{2,8})([\u4e00-\u9fff]{0,3})")
_LONG = re.compile("自治[县州]")
_LATIN = re.compile(r"[a-z]{3,}(?:[ '-][a-z]{2,})*")
_LONGEST = 4
_OFFERS_AT_MOST = 5
# Before 县, 市, 区 these make an ordinary expression: 我们县, 每个县, 全市, 社区.
_NO_NAME = frozenset("们个各每全本该哪些几两困社园辖省级、,或的了是这那此何们")
_NO_UNKNOWN = _NO_NAME | frozenset("多小地老城片郊市县州区和与在到向对开超上门都点")
_NUMBERS_AND_TIMES = frozenset("一二三四五六七八九十百年月日天周")
_UNKNOWN = re.compile(
    r"(?:^|(?<=[^\u3400-\u9fff]))(?:请问|我们是|我是|我们|我在|在|是|问|查|帮我查|那)?([\u3400-\u9fff]{1,3}?)$"
)
_SINGLE_WORDS = frozenset("一以已何合核小受收首下上同设")


@dataclass(frozen=True, slots=True)
class Guess:
    """A typed text and the places that may be meant; without places it is an unknown 某县."""

    start: int
    end: int
    places: tuple[Place, ...]
    certainty: Certainty


def guesses_at_long_names(index: PlaceIndex, text: str, taken: list[tuple[int, int]]) -> Iterator[Guess]:
    """Guess at a name of a people's county or prefecture with one character mistaken: 玉拢纳西族自治县."""
    for match in _LONG.finditer(text):
        end = match.end()
        if any(start < end <= stop for start, stop in taken):
            continue
        near = [
            place
            for place in index.long_names
            if shared(text[max(0, end - len(place.name)) : end], place.name) == len(place.name) - 1
        ]
        if len(near) == 1:
            yield Guess(end - len(near[0].name), end, (near[0],), "sound")


def guesses_before_endings(
    index: PlaceIndex, text: str, taken: list[tuple[int, int]], refused: set[int]
) -> Iterator[Guess]:
    """Guess at every 县, 市, 区, 州 outside `taken` from the characters before it.

    `refused`: ends of two-character names that were seen to be no name there (和县 in 我和县里说).
    """
    for match in _ENDING.finditer(text):
        at = match.start()
        if at == 0 or (at + 1 < len(text) and text[at + 1] in NOT_AN_ENDING):
            continue
        floor = max((end for start, end in taken if start <= at), default=0)
        if floor > at:
            continue
        guess = _before_ending(index, text, max(floor, at - _LONGEST), at, single=at + 1 not in refused)
        if guess:
            yield guess


def _before_ending(index: PlaceIndex, text: str, floor: int, at: int, *, single: bool) -> Guess | None:
    """The best guess for a name that ends with the ending at `at` and begins at `floor` or later."""
    ending = text[at]
    windows = [text[start:at] for start in range(floor, at) if all(map(is_han, text[start:at]))]
    for name in windows:
        found = _by_sound(index, name, ending)
        if found and (len(name) > 1 or (single and _single_may_stand(text, at - 1, name))):
            places, certainty = found
            return Guess(at - len(name), at + 1, places, certainty)
    for name in windows:
        places = _similar(index, name, ending)
        if places:
            return Guess(at - len(name), at + 1, places, "offered")
    return _unknown(index, text, floor, at)


def _single_may_stand(text: str, start: int, name: str) -> bool:
    """四县, 经县: only where nothing else is said before, and what follows asks for a place or ends."""
    end = start + 2
    ends = end >= len(text) or not is_han(text[end])
    if name in _SINGLE_WORDS or (name == "经" and (start > 0 or text.startswith(("总", "工会"), end))):
        return False
    return open_before(text, start) and (ends or surely_after(text, end))


def _by_sound(index: PlaceIndex, name: str, ending: str) -> tuple[tuple[Place, ...], Certainty] | None:
    """Places that sound like `name`: certain with their own ending, to be offered with another."""
    if name in index.words["never"]:
        return None
    heard = [one for key in index.keys(name) for one in index.heard.get(key, ())]
    heard = [one for one in heard if one.name != name or ending in one.endings]
    if not heard:
        return None
    fitting = [one for one in heard if ending in one.endings]
    word = name in index.words["sounds"] and not any(shared(name, one.name) for one in heard)
    if fitting and not word:
        return _closest(name, fitting), "offered" if name == "四" else "sound"
    if len(name) == 1 or ending == "州":
        return None
    return _closest(name, fitting or heard), "offered"


def _closest(name: str, heard: list[Heard]) -> tuple[Place, ...]:
    """Those with the most characters in common; equal ones stay for the person to choose."""
    best = max(shared(name, one.name) for one in heard)
    return tuple(dict.fromkeys(one.place for one in heard if shared(name, one.name) == best))


def _similar(index: PlaceIndex, name: str, ending: str) -> tuple[Place, ...]:
    """Places to be offered for `name`: southern sound, similar shape, a wrong or two swapped characters."""
    if len(name) < 2 or name in index.words["never"] or name in index.words["sounds"]:
        return ()
    swapped = [one.place for one in index.by_name.get(name[::-1], ()) if ending in one.endings]
    if swapped:
        return tuple(dict.fromkeys(swapped))
    places = [one.place for one in _similar_shape(index, name) if ending in one.endings]
    if name[-1] not in _NO_NAME:
        places += _similar_sound(index, name, ending)
    begun = index.by_character.get(name[0], ())
    rare = is_rare(name[0]) and len(begun) == 1
    if not places and rare and len(begun[0].name) == len(name) and begun[0].name[0] == name[0]:
        # 枞什么县: no other name has this character.
        places = [begun[0].place] if ending in begun[0].endings else []
    found = tuple(dict.fromkeys(places))
    return found if len(found) <= _OFFERS_AT_MOST else ()


def _similar_sound(index: PlaceIndex, name: str, ending: str) -> Iterator[Place]:
    for key in index.keys(name, every_reading=False):
        for one in index.heard_loosely.get(" ".join(map(loose, key.split())), ()):
            if not ending or ending in one.endings:
                yield one.place


def _similar_shape(index: PlaceIndex, name: str) -> Iterator[Heard]:
    for at, sign in enumerate(name):
        for other in index.alike.get(sign, ""):
            yield from index.by_name.get(name[:at] + other + name[at + 1 :], ())
    if len(name) > 2:
        for sign in name:
            for one in index.by_character.get(sign, ()):
                if len(one.name) == len(name) and shared(name, one.name) == len(name) - 1:
                    yield one


def _unknown(index: PlaceIndex, text: str, floor: int, at: int) -> Guess | None:
    """某某县 that is no unit of ours: said at the beginning, and asked about as a place."""
    if text[at] not in ENDINGS or not (at + 1 == len(text) or surely_after(text, at + 1)):
        return None
    match = _UNKNOWN.search(text, 0, at)
    if match is None or match.start(1) < floor or match[1] in index.words["never"]:
        return None
    name = match[1]
    if (
        name[-1] in _NO_UNKNOWN
        or name in _SINGLE_WORDS
        or name == "经"
        or not _NUMBERS_AND_TIMES.isdisjoint(name)
    ):
        return None
    places: tuple[Place, ...] = ()
    if len(name) == 1:
        begun = index.by_character.get(name, ())
        places = tuple(
            dict.fromkeys(one.place for one in begun if one.name[0] == name and text[at] in one.endings)
        )
    return Guess(match.start(1), at + 1, places[:_OFFERS_AT_MOST], "offered")


def guesses_without_ending(
    index: PlaceIndex, text: str, ends: list[int], taken: list[tuple[int, int]]
) -> Iterator[Guess]:
    """Guess at names that end at one of `ends`, where a question goes on; all of them are only offered."""
    for end in ends:
        if any(start < end <= stop for start, stop in taken):
            continue
        for length in (_LONGEST, 3, 2):
            start = end - length
            if start < 0 or not all(map(is_han, text[start:end])) or not open_before(text, start):
                continue
            places = _without_ending(index, text[start:end], whole=length == len(text.rstrip("?!。,;:.~ ")))
            if places:
                yield Guess(start, end, places, "offered")
                break


def _without_ending(index: PlaceIndex, name: str, *, whole: bool) -> tuple[Place, ...]:
    if name in index.words["sounds"] or name in index.forms:
        return ()
    if whole and name.endswith("现"):
        # 寿现: 现 is typed for 县.
        found = _by_sound(index, name[:-1], "县")
        return found[0] if found else ()
    heard = [one for key in index.keys(name, every_reading=whole) for one in index.heard.get(key, ())]
    heard = [one for one in heard if whole or shared(name, one.name)]
    if heard:
        return _closest(name, heard)
    places = [one.place for one in _similar_shape(index, name)]
    if whole and not places:
        places = [place for place in _similar_sound(index, name, "") if shared(name, place.short)]
    return tuple(dict.fromkeys(places))[:_OFFERS_AT_MOST]


def guesses_in_latin(index: PlaceIndex, text: str) -> Iterator[Guess]:
    """Pinyin of names: feixi, fei xi, hexian."""
    for match in _LATIN.finditer(text):
        whole = re.sub("[ '-]", "", match[0])
        places = index.latin.get(whole) or index.latin.get(match[0])
        if places:
            yield Guess(match.start(), _with_ending(text, match.end()), places, "alias")
            continue
        for part in re.finditer("[a-z]+", match[0]):
            places = index.latin.get(part[0])
            if places:
                end = match.start() + part.end()
                yield Guess(match.start() + part.start(), _with_ending(text, end), places, "alias")


def guesses_in_mixed(index: PlaceIndex, text: str) -> Iterator[Guess]:
    """Names written half in pinyin: 丘bei县, fei西."""
    for match in _MIXED.finditer(text):
        before, letters, behind = match.groups()
        for first in range(len(before) + 1):
            for last in range(len(behind), -1, -1):
                signs = before[first:] + behind[:last]
                places = _half_spelt(index, before[first:], letters, behind[:last]) if signs else ()
                if places:
                    end = match.start(3) + last
                    yield Guess(match.start() + first, _with_ending(text, end), places, "alias")
                    break
            else:
                continue
            break


def _half_spelt(index: PlaceIndex, before: str, letters: str, behind: str) -> tuple[Place, ...]:
    """The places whose pinyin is that of the signs and letters together, and which hold the signs."""
    heard = [index.sounds.syllable(sign) or sign for sign in before + behind]
    spelt = "".join([*heard[: len(before)], letters, *heard[len(before) :]])
    found = index.latin.get(spelt, ())
    return tuple(place for place in found if all(sign in place.name for sign in before + behind))


def _with_ending(text: str, end: int) -> int:
    """The end of feixi县 when `end` is that of feixi."""
    return end + 1 if text[end : end + 1] in (*ENDINGS, "州") else end
