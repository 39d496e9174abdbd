"""Numbers of a line that are corrected in it: the wrong ones are marked as denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..understanding.numbers import parse_number
from .alike import EVENTS_OR_ANY, PERSONS_OR_ANY
from .found import Found, standing
from .line import Quantity
from .ranges import NUMERAL

_NOT_THIS = re.compile(r"不是$")
_NUMBER = re.compile(NUMERAL)
_WORK = re.compile(r"[^,。;!、\d]{1,8}")
_BUT = re.compile(r"了?,?(?:而|应该|其实|应)?是[^,。;!、\d]{0,8}")
_SHORT = 6
"""A right number without a unit follows at once."""


def corrected(text: str, found: list[Found], corrections: re.Pattern[str]) -> list[Found]:
    """Return the list in which a number after 不对 stands for the one before it, marked as denied."""
    for match in corrections.finditer(text):
        wrong = _not_this_but_that(text, match, found)
        if wrong is not None:
            found = _deny(found, wrong)
            continue
        left = standing(found)
        before = [one for one in left if one.end <= match.start()]
        after = next((one for one in left if one.start >= match.end()), None)
        gap = after.start - match.end() if after else 0
        if after and _NOT_THIS.search(match[0]) and gap <= (0 if before else 1):
            found = _deny(found, after) if len(left) > 1 else found
            continue
        if not before:
            continue
        if after is None:
            if not _denies_itself(text, match):
                found = _bare(text, match.end(), found, before)
            continue
        wrong = next((one for one in reversed(before) if counted_alike(one, after)), None)
        found = _deny(found, wrong) if wrong is not None else found
    return found


def _denies_itself(text: str, match: re.Match[str]) -> bool:
    """True for the number straight behind 不是, which is the wrong one: 录了五百多不是三百多."""
    return _NOT_THIS.search(match[0]) is not None and _NUMBER.match(text, match.end()) is not None


def counted_alike(one: Found, other: Found) -> bool:
    """Return whether both count the same thing, perhaps in another word: 86名 不对 89人."""
    units = {one.quantity.unit, other.quantity.unit}
    return len(units) == 1 or units <= PERSONS_OR_ANY or units <= EVENTS_OR_ANY


def _not_this_but_that(text: str, match: re.Match[str], found: Sequence[Found]) -> Found | None:
    """The number that is denied along with its work, before the right one: 不是宣讲1场,是2场."""
    if _NOT_THIS.search(match[0]) is None:
        return None
    told = [one for one in found if one.start >= match.end()]
    for one, two in pairwise(told[:2]):
        denied = _WORK.fullmatch(text, match.end(), one.start) is not None
        if denied and counted_alike(one, two) and _BUT.fullmatch(text, one.end, two.start):
            return one
    return None


def _bare(text: str, start: int, found: list[Found], before: list[Found]) -> list[Found]:
    """不对是6 without a unit: the last number gets the new value."""
    match = _NUMBER.search(text, start, start + _SHORT)
    value = parse_number(match[0]) if match else None
    if match is None or value is None:
        return found
    last = before[-1]
    mended = Found(Quantity(value, last.quantity.unit, text=match[0]), *match.span())
    return [*_deny(found, last), mended]


def _deny(found: list[Found], wrong: Found) -> list[Found]:
    return [replace(one, denied=True) if one is wrong else one for one in found]
