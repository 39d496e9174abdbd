"""Questions that name two answers (县里建还是州里建, 一次还是两次): which points tell one of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge import PlanPoint, parse_number

_EITHER = re.compile("([^,。;、?!]{1,10})还是([^,。;、?!]{1,10})")
_LEVELS = re.compile("[县州市省乡镇村]")
_NUMERAL = re.compile("[一二三四五六七八九十两]+(?=[年月次个项名人场期条家%])")
_AROUND = "的是在由归按要了得个"
_LEAST = 2


def either(text: str) -> bool:
    """True when the question names two answers."""
    return _EITHER.search(text) is not None


def tells_one(text: str) -> Callable[[PlanPoint], bool]:
    """Return how to tell whether a point says one of the two answers and not the other."""
    found = _EITHER.search(text)
    if found is None:
        return lambda _: False
    first, second = (_digits(part).strip(_AROUND) for part in found.groups())
    levels = _LEVELS.findall(first)[-1:], _LEVELS.findall(second)[:1]
    if all(levels) and levels[0] != levels[1]:
        return lambda point: (levels[0][0] in point.say) != (levels[1][0] in point.say)
    ends = [first[-size:] for size in range(_LEAST, len(first) + 1)]
    starts = [second[:size] for size in range(_LEAST, len(second) + 1)]
    return lambda point: any(end in point.say for end in ends) != any(start in point.say for start in starts)


def _digits(text: str) -> str:
    """九月 as 9月, 两次 as 2次: as plans print numbers."""
    return _NUMERAL.sub(lambda match: f"{parse_number(match[0]) or 0:g}", text)
