"""Sums from a rate that is paid several times a year (每人每月1500元): only named whole periods count."""

from __future__ import annotations

import re

from knowledge import Cite, Money, PlanBook, Rate, first_day, months_between, parse_number

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question
from .money import plain

_MONTHS = {"每月": 1, "每个月": 1, "每季度": 3, "每季": 3, "每半年": 6}
_HAN = "[0-9.零〇一二三四五六七八九十百两]+"
_SAID = re.compile(
    f"(?P<months>{_HAN})个月|(?P<quarters>{_HAN})个?季度|(?P<years>{_HAN})(?:周年|个?年头|年)|半年"
)
_OF = {"months": 1, "quarters": 3, "years": 12}
_CALENDAR = 1900
"""From here on a number before 年 is a calendar year: how many periods lie in it, the plan does not say."""


def recurs(rate: Rate) -> bool:
    """True for a rate that is paid more often than once a year."""
    return rate.period in _MONTHS


def tell(question: Question, book: PlanBook, money: Money, count: float, words: tuple[str, str]) -> Reply:
    """Answer a number times the rate for the periods that are named; `words`: 名社工, and the standard."""
    rate, (counted, standard) = money.rate, words
    assert rate is not None
    answer = Answer("money_for_count").cite(book, Cite(clause=money.clause, quote=money.quote))
    periods, span, uncounted = times(rate, question.text, book)
    if uncounted:
        answer.fact(say("money.not_counted", said=uncounted, period=rate.period))
    total = say(
        "money.total", title=money.title, count=plain(count), per=counted, span=span, unit=rate.unit,
        total=plain(count * rate.value * periods), value=plain(rate.value), times=factor(rate, periods),
    )  # fmt: skip
    answer.fact(say("points.of_plan", plan=book.plan.name, say=total) if question.book is None else total)
    return answer.text(standard).notice(say("money.derived")).reply()


def times(rate: Rate, text: str, book: PlanBook) -> tuple[int, str, str]:
    """Return for how many periods the money is meant, how that is said, and words of a time not counted.

    One period where no length is named, or one that is no whole number of periods of the programme.
    """
    period = rate.period or ""
    length = _MONTHS[period]
    found = _SAID.search(text)
    months = _months(found) if found else None
    if found is None or (found["months"] and months == 1 == length):
        return 1, period, ""
    programme = months_between(first_day(book), book.plan.end.date) + 1
    if months is None or months % length or not 1 <= months <= programme:
        return 1, period, found[0]
    return int(months) // length, found[0], ""


def factor(rate: Rate, count: int) -> str:
    """Return ×12个月 or ×4个季度, to stand behind the rate; "" for one period."""
    unit = {1: "个月", 3: "个季度", 6: "个半年"}[_MONTHS[rate.period or ""]]
    return "" if count == 1 else say("money.times", count=count, unit=unit)


def _months(found: re.Match[str]) -> float | None:
    """The months of a named length; None for a calendar year or no number."""
    for name, months in _OF.items():
        if found[name]:
            number = parse_number(found[name])
            return number * months if number is not None and number < _CALENDAR else None
    return 6
