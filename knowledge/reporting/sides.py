"""Several kinds of work side by side that share a number: 宣讲和培训各1场, 普法、送文化各办了2场."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .found import Found

Span = tuple[int, int]

_JOINTS = re.compile(r"、|和(?!谐)|与|以及|及(?!时)|跟|还有|,")
_STOPS = ",。;!"
_ENDS = re.compile("[,。;!、]")
_MOST = 8
_RESPECTIVELY = re.compile(
    r"(?<!各)分别(?:都|也)?(?:是|为|有|共|约|来了?|到了?|:|(?:[办搞开演做弄讲建发]|举办|开展|组织|参加|参训|慰问)[了过]?){0,2}"
)
_BETWEEN = re.compile(r"[,、和与跟及]?(?:共|约|有|来了?|参加)?")


@dataclass(frozen=True, slots=True)
class Sides:
    """Where each kind of work stands, and the words and numbers that belong to every one of them."""

    spans: tuple[Span, ...]
    each: Span
    shared: tuple[Found, ...]


def side_by_side(
    text: str, found: Sequence[Found], each: re.Pattern[str], span: Span, borders: Sequence[int] = ()
) -> Sides | None:
    """Return the works that the first clause before 各 in `span` lists; `each`: 各办了 before a number.

    `found` are the numbers of the span; at `borders` another work begins (宣讲普法各一场). Whether they are
    different works is for the caller to see. A number before them belongs to what was told before their
    clause; where it stands in it, there are none.
    """
    told = [(said, one) for one in found if (said := each.search(text, span[0], one.start))]
    if not told:
        return None
    shared = [told[0]]
    for said, one in told[1:]:
        # 各1场，各来了30人 are of the same works; 宣讲和普法各1场，驿站和书屋各2个 are not.
        if text[shared[-1][1].end : said.start()].strip(_STOPS):
            break
        shared.append((said, one))
    start = shared[0][0].start()
    spans = _listed_spans(text, start, span[0], found, borders)
    last = shared[-1][1].end
    return Sides(spans, (start, last), tuple(one for _, one in shared)) if spans else None


@dataclass(frozen=True, slots=True)
class Own:
    """Where one of several works stands, its numbers and where these are told."""

    span: Span
    numbers: tuple[Found, ...]
    told: Span


def respectively(text: str, found: Sequence[Found], span: Span, borders: Sequence[int] = ()) -> list[Own]:
    """Return the works before 分别, each with its own numbers behind it: 宣讲和普法分别1场、2场.

    Nothing where the numbers do not fall to the works evenly, the same units to each where it has several.
    """
    word = _RESPECTIVELY.search(text, *span)
    spans = _listed_spans(text, word.start(), span[0], found, borders) if word else ()
    if word is None or not spans:
        return []
    row: list[Found] = []
    for one in (one for one in found if word.end() <= one.start < span[1]):
        begin = row[-1].end if row else word.end()
        if not _BETWEEN.fullmatch(text, begin, one.start):
            break
        row.append(one)
    size, rest = divmod(len(row), len(spans))
    groups = [tuple(row[at : at + size]) for at in range(0, len(row), size)] if size and not rest else []
    units = {tuple(one.quantity.unit for one in group) for group in groups}
    if not groups or (size > 1 and len(units) > 1):
        return []
    return [
        Own(side, group, (group[0].start, group[-1].end)) for side, group in zip(spans, groups, strict=True)
    ]


def _listed_spans(
    text: str, start: int, floor: int, found: Sequence[Found], borders: Sequence[int]
) -> tuple[Span, ...]:
    """Where the things stand that are listed before `start`; () where it is no list."""
    begin, end = _listed(text, start, floor, [one.end for one in found if one.start < start])
    cuts = [match.span() for match in _JOINTS.finditer(text, begin, end)]
    joined = {stop for _, stop in cuts}
    cuts = sorted([*cuts, *((at, at) for at in borders if begin < at < end and at not in joined)])
    if begin >= end or not 0 < len(cuts) < _MOST:
        return ()
    starts, ends = [begin, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    return tuple((first, last) for first, last in zip(starts, ends, strict=True) if text[first:last].strip())


def _listed(text: str, end: int, begin: int, numbers: Sequence[int]) -> Span:
    """Where the list stands that goes up to 各; a comma may part its things (宣讲,培训各1场)."""
    end = max(begin, len(text[:end].rstrip(_STOPS + "、")))
    begin = max(begin, *(text.rfind(sign, 0, end) + 1 for sign in "。;!"))
    if numbers and numbers[-1] > begin:
        sign = _ENDS.search(text, numbers[-1], end)
        begin = sign.end() if sign else end
    return begin, end
