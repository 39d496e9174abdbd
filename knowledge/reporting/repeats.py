"""Numbers that tell one thing twice: 建了个驿站1个, 办了一场宣讲1场."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .alike import EVENTS
from .found import Found

_ALIKE = (EVENTS, frozenset({"个", "家"}))
_THING = re.compile(r"(?P<name>[㐀-鿿\d]{2})[^,。;!、了还又再也另和跟与及配装带含来发]{0,18},?")
"""What was made, without another act or another thing beside it."""
_OTHER = re.compile(
    r"(?<!六)有|上午|下午|中午|早上|晚上|今天|昨天|前天|[东西南北](?:边|街|门|城|头|区|路)|一个在|在[㐀-鿿]"
)
"""Another time or place: the second number tells of another one."""
_AFTER_VERB = re.compile(r"[办搞开演做弄建评设织]了?$")
_ENDS = re.compile(r"次?(?:[,。;!、\s]|$)")


def told_once(text: str, found: Sequence[Found]) -> list[Found]:
    """Return the quantities without the first of two that count the same thing in one clause.

    A measure without a number (建了个) gives way to any number of the thing, a number only to its equal.
    """
    repeated = [
        one
        for at, one in enumerate(found)
        if (two := _next(found[at + 1 :], one)) and _same_thing(text, one, two)
    ]
    return [one for one in found if one not in repeated]


def _next(later: Sequence[Found], one: Found) -> Found | None:
    """The next number that may count the same."""
    return next((two for two in later if _alike(one, two)), None)


def _alike(one: Found, two: Found) -> bool:
    units = {one.quantity.unit, two.quantity.unit}
    return len(units) == 1 or any(units <= alike for alike in _ALIKE)


def _same_thing(text: str, one: Found, two: Found) -> bool:
    implied = one.quantity.text == one.quantity.unit
    if not implied and one.quantity.value != two.quantity.value:
        return False
    thing = _THING.fullmatch(text, one.end, two.start)
    if thing is None or _OTHER.search(thing[0]) or _AFTER_VERB.search(text, 0, one.start) is None:
        return False
    named_again = text.startswith(thing["name"], two.end)
    return named_again or _ENDS.match(text, two.end) is not None
