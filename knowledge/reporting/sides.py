"""Several kinds of work side by side that share a number: 宣讲和培训各1场, 普法、送文化各办了2场."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .found import Found

Span = tuple[int, int]

_JOINTS = re.compile(r"、|和(?!谐)|与|以及|及(?!时)|跟|还有|,")
_STOPS = ",。;!"
_MOST = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """Where each kind of work stands, and the words and numbers that belong to every one of them."""

    spans: tuple[Span, ...]
    each: Span
    shared: tuple[Found, ...]


def side_by_side(text: str, found: Sequence[Found], each: re.Pattern[str]) -> Sides | None:
    """Return the works that the clause before 各 lists, if two or three; `each`: 各办了 before a number.

    Whether they are different works is for the caller to see. A number before them belongs to something else,
    so then there are none.
    """
    told = [(said, one) for one in found if (said := each.search(text, 0, one.start))]
    if not told or any(one.start < told[0][0].start() for one in found):
        return None
    begin, end = _listed(text, told[0][0].start())
    cuts = [match.span() for match in _JOINTS.finditer(text, begin, end)]
    if not 0 < len(cuts) < _MOST:
        return None
    starts, ends = [begin, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    shared = tuple(one for _, one in told)
    return Sides(tuple(zip(starts, ends, strict=True)), (told[0][0].start(), shared[-1].end), shared)


def _listed(text: str, end: int) -> Span:
    """Where the list stands that goes up to 各; a comma may part its things (宣讲,培训各1场)."""
    end = len(text[:end].rstrip(_STOPS + "、"))
    return max(text.rfind(sign, 0, end) for sign in "。;!") + 1, end
