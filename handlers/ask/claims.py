"""Checking a claim in the question (每县10项？ 补5万吧) against what the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Number, PlanPoint, find_numbers

from ..phrases import say
from .question import Question

_TAG = re.compile(
    "(?:吧|吗|是吧|对吧|对不对|是不是|没错吧|对吗|[?？])[?？。!]*$|听说|据说|说是|是不是|对不对"
)


def verdict(question: Question, point: PlanPoint) -> str:
    """Return 对 or 不是 in words when the question claims a number that the point settles, else ""."""
    if point.silence or not _TAG.search(question.text):
        return ""
    said = _counted(question.reading.numbers)
    told = _counted(find_numbers(point.say))
    for unit in said.keys() & told.keys():
        if said[unit] & told[unit]:
            return say("points.right")
        return say("points.wrong", said="、".join(f"{value:g}{unit}" for value in sorted(said[unit])))
    return ""


def _counted(numbers: Iterable[Number]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for number in numbers:
        if number.ordinal or number.value is None:
            continue
        unit = number.unit or ""
        value = float(number.value)
        if "万" in number.text and unit in ("", "元"):
            unit, value = "万元", value / 10_000
        found.setdefault(unit, set()).add(value)
    found.pop("", None)
    found.pop("年", None)
    return found
