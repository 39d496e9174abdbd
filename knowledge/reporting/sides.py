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
    begin, end = _listed(text, start, span[0], [one.end for one in found if one.start < start])
    cuts = [match.span() for match in _JOINTS.finditer(text, begin, end)]
    joined = {stop for _, stop in cuts}
    cuts = sorted([*cuts, *((at, at) for at in borders if begin < at < end and at not in joined)])
    if begin >= end or not 0 < len(cuts) < _MOST:
        return None
    starts, ends = [begin, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    spans = [(first, last) for first, last in zip(starts, ends, strict=True) if text[first:last].strip()]
    last = shared[-1][1].end
    return Sides(tuple(spans), (start, last), tuple(one for _, one in shared))


def _listed(text: str, end: int, begin: int, numbers: Sequence[int]) -> Span:
    """Where the list stands that goes up to 各; a comma may part its things (宣讲,培训各1场)."""
    end = max(begin, len(text[:end].rstrip(_STOPS + "、")))
    begin = max(begin, *(text.rfind(sign, 0, end) + 1 for sign in "。;!"))
    if numbers and numbers[-1] > begin:
        sign = _ENDS.search(text, numbers[-1], end)
        begin = sign.end() if sign else end
    return begin, end
