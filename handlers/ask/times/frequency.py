"""How often a recurring duty falls in the time that a question names: 半年报告两年要报几次."""

from __future__ import annotations

import re

from knowledge import Cycle, Duty, PlanBook, PlanPoint, parse_number

from ...phrases import say
from ..places.counted import counties_meant
from ..question import Question

_CYCLES = {Cycle.MONTH: 1, Cycle.TWO_MONTHS: 2, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
_NUMERAL = "[0-9一二两三四五六七八九十]+"
_LENGTHS = (
    (re.compile(f"(?<![0-9第])({_NUMERAL})(?:周年|个年头|年)(?!计划|行动|规划|[0-9]+月)"), 12),
    (re.compile(f"(?<!第)({_NUMERAL})个?季度"), 3),
    (re.compile(f"(?<!第)({_NUMERAL})个月"), 1),
)
_YEAR = re.compile("今年|全年|每年|明年|去年")
_HALF = re.compile("(?<!每)半年(?!报|总结|小结|工作|[一1])")
_COUNTIES = re.compile(f"({_NUMERAL})个(?:县|区县|县区)")
_MANY = 20
_TWO = 2
_OF_TIMES = re.compile("几|多少|合计|一共|总共|次数")


def times_in(question: Question, book: PlanBook, point: PlanPoint) -> str:
    """Return how often the point's duty falls in the time named, as worked out; "" if unasked."""
    duty = _duty(book, point)
    months = _months(question.text)
    if duty is None or not months or not _OF_TIMES.search(question.text):
        return ""
    named = [every for every in duty.every if _calls(question.text, every.printed)]
    for every in named if len(duty.every) > 1 else duty.every:
        length = _CYCLES.get(every.cycle)
        if length and not every.part and months >= length:
            return _said(question, duty, months, length, every.times)
    return ""


def _duty(book: PlanBook, point: PlanPoint) -> Duty | None:
    """The duty that a point belongs to, else the one whose words it quotes."""
    kind, _, name = point.owner.partition(":")
    if kind == "duty":
        return next((duty for duty in book.duties if duty.id == name), None)
    quotes = [cite.quote for cite in point.cites]
    return next((duty for duty in book.duties if duty.every and duty.quote in quotes), None)


def _calls(text: str, printed: str) -> bool:
    """True when the question calls one of several cycles by its printed name: 季度小结."""
    return any(printed[start : start + _TWO] in text for start in range(1, len(printed) - 1))


def _months(text: str) -> int:
    """The length of the time named in months, 0 where none is."""
    for pattern, unit in _LENGTHS:
        found = pattern.search(text)
        number = parse_number(found[1]) if found else None
        if number and number <= _MANY:
            return int(number) * unit
    if _HALF.search(text):
        return 6
    return 12 if _YEAR.search(text) else 0


def _said(question: Question, duty: Duty, months: int, length: int, each: int) -> str:
    if months % length:
        return say("points.times_uneven", months=months, length=length, times=months // length * each)
    times = months // length * each
    span = say("points.span_years", years=months // 12) if months % 12 == 0 else ""
    span = span or say("points.span_months", months=months)
    if months == 12:
        text = say("points.a_year", times=times)
    else:
        text = say("points.times", span=span, times=times, months=months, length=length, each=each)
    if counties := _counties(question, duty):
        text += say("points.times_counties", counties=counties, times=times, total=times * counties)
    return text


def _counties(question: Question, duty: Duty) -> int:
    """How many counties do it, where the question counts them and each county owes it."""
    if "county" not in duty.owes:
        return 0
    found = _COUNTIES.search(question.text)
    number = parse_number(found[1]) if found else None
    if number:
        return int(number) if number > 1 else 0
    return counties_meant(question) or 0
