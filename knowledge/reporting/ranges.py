"""Numbers with two ends: 四五十人, 两三百份, 30到40人. The lower one is certain, the upper is kept."""

from __future__ import annotations

import re
from typing import TypedDict

from ..understanding.numbers import Number, Value, parse_number
from ..understanding.numerals import DIGITS, parse_between

_BETWEEN = re.compile(r"[至到~—–-]")
_PERIODS = "期"
"""What is numbered in a row: 第一到三期 and 1至3期 are three of them."""
_APART = 3
"""三五 and 二三 leave a number open, 三八 and 五一 are names."""

NUMERAL = r"(?:\d+(?:\.\d+)?[百千万]*|[零〇一二三四五六七八九十两百千万廿]+)"
RANGE = r"(?:[至到~—–-](?:\d+(?:\.\d+)?[百千万]*|[一二三四五六七八九十两百千万]+))?"
"""What may follow a numeral as its upper end."""


class Ends(TypedDict, total=False):
    """What differs of a quantity for its two ends."""

    value: Value
    so_far: bool
    approx: bool
    upto: Value


def ends_of(text: str, number: Number, upto: Value) -> Ends:
    """Return what is otherwise for a number with two ends; the upper one alone where it rose to it."""
    rose = text.startswith("从", max(0, number.start - 1)) and not text.startswith("不等", number.end)
    if not number.approx and (rose or (number.unit == _PERIODS and number.value == 1)):
        return {"value": upto, "so_far": rose}
    return {"approx": True, "upto": upto}


def both_ends(text: str) -> tuple[Value, Value | None] | None:
    """Return the value of a numeral and its upper end if it has two (三四十, 30到40); None for no numeral."""
    value = parse_number(text)
    if value is not None:
        return value, None
    if len(text) == 2 and all(sign in DIGITS for sign in text):
        low, high = DIGITS[text[0]], DIGITS[text[1]]
        return (low, high) if 0 < high - low < _APART else None
    parts = [parse_number(part) for part in _BETWEEN.split(text)]
    if len(parts) == 2:
        first, last = parts
        return (first, last) if first is not None and last is not None and first < last else None
    return parse_between(text)
