"""Checking a claim in the question (每县10项？ 补5万吧) against what the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Number, PlanPoint, find_numbers, parse_number

from ..phrases import say
from .question import Question

_TAG = re.compile(
    "(?:吧|吗|是吧|对吧|对不对|是不是|没错吧|对吗|[?？])[?？。!]*$|听说|据说|说是|是不是|对不对"
)


_CYCLES = {
    "two_months": ("每两个月", "两个月", "双月", "隔月"),
    "month": ("每个月", "每月", "一个月", "月月", "按月"),
    "quarter": ("每个季度", "每季度", "一个季度", "一季度", "每季", "按季"),
    "half_year": ("每半年", "半年"),
    "year": ("每年", "一年", "年年", "全年"),
}
"""How often something falls, in the words of plans and people; 每两个月 is no 每月."""


_A_YEAR = {"month": 12, "two_months": 6, "quarter": 4, "half_year": 2, "year": 1}
_TIMES = re.compile("([0-9一二两三四五六七八九十]+)[次回趟]")


def verdict(question: Question, point: PlanPoint) -> str:
    """Return 对 or 不是 in words when the question claims a number that the point settles, else ""."""
    if point.silence or not _TAG.search(question.text):
        return ""
    if wrong := _other_cycle(question.text, point.say):
        return say("points.wrong", said=wrong)
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


def _other_cycle(asked: str, told: str) -> str:
    """The frequency that the question claims, when the plan prints another one; else ""."""
    said, printed = _cycles(asked), _cycles(told)
    times = _TIMES.search(asked)
    if "year" in said and times and any(_A_YEAR[cycle] == parse_number(times[1]) for cycle in printed):
        return ""
    return "、".join(said.values()) if said and printed and not said.keys() & printed.keys() else ""


def _cycles(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for cycle, words in _CYCLES.items():
        for word in words:
            if word in text:
                found[cycle] = word
                text = text.replace(word, " ")
    return found
