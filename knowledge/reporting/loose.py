"""Numbers that people leave open by a word: 百十来人, 百八十号人, 千余人, 二十好几人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..understanding.numbers import parse_number
from .found import Found, touches
from .line import Quantity

Span = tuple[int, int]

_UNIT = r"(?:号|来号|多号)?(?P<unit>人次|人|名|户|家|个|份)(?!家|民|工)"
_ALONE = r"(?<![\d一二三四五六七八九十几两])"
"""No number stands before it, of which it would be the end."""
_WAYS = (
    (re.compile(rf"{_ALONE}百(?:十[来多余几]?|[来余多])个?{_UNIT}"), 100, None),
    (re.compile(rf"{_ALONE}百八十{_UNIT}"), 80, 100),
    (re.compile(rf"{_ALONE}千[来余多]个?{_UNIT}"), 1000, None),
)
_BASE = r"(?:[二三四五六七八九]?十|\d0|[一二三四五六七八九两\d]百(?:[二三四五六七八九]十)?)"
_SOME_MORE = re.compile(rf"(?P<base>{_BASE})好几个?{_UNIT}")
_MAYBE = re.compile("百[十八来余多]|千[来余多]|好几")


def find_loose(text: str, taken: Sequence[Span]) -> list[Found]:
    """Return such numbers, each with the lower end, about so much; nothing that stands in `taken`."""
    if _MAYBE.search(text) is None:
        return []
    found = []
    for way, value, upto in _WAYS:
        for match in way.finditer(text):
            quantity = Quantity(value, match["unit"], approx=True, text=match[0], upto=upto)
            found.append(Found(quantity, *match.span()))
    for match in _SOME_MORE.finditer(text):
        base = parse_number(match["base"]) or 0
        found.append(Found(Quantity(base, match["unit"], approx=True, text=match[0]), *match.span()))
    return [one for one in found if not touches((one.start, one.end), taken)]
