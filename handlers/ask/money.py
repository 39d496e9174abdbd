"""Small sums from printed rates: three social workers for a year, two federations, five counties."""

from __future__ import annotations

import re

from knowledge import Cite, Money, PlanBook

from ..phrases import say
from ..reply import Reply
from .answer import Answer
from .question import Question

_YEARS = re.compile(r"([0-9一二三四五两]+)年")
_HAN = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def money_for_count(question: Question) -> Reply | None:
    """Answer a number times a printed rate; None when no rate of the plans in focus fits the words."""
    for book in question.books:
        for money in book.money:
            count = _count(question, money)
            if count is not None and money.rate is not None:
                return _tell(question, book, money, count)
    return None


def _count(question: Question, money: Money) -> float | None:
    """The number that stands right before one of the words which the rate counts."""
    words = money.rate.per_words if money.rate else ()
    for number in question.reading.numbers:
        after = question.text[number.start :]
        for word in words:
            position = after.find(word)
            if 0 <= position <= 8:
                return float(number.value)
    return None


def _tell(question: Question, book: PlanBook, money: Money, count: float) -> Reply:
    rate = money.rate
    assert rate is not None
    years, half = _span(question.text) if rate.period else (1.0, False)
    total = count * rate.value * years
    span = "" if not rate.period else say("money.span_half") if half else say("money.span_years", years=_n(years))
    times = "" if years == 1 else f"×{_n(years)}年"
    answer = Answer("money_for_count")
    answer.fact(
        say(
            "money.total", count=_n(count), per=_counted(rate.per), span=span, total=_n(total),
            unit=rate.unit, value=_n(rate.value), times=times,
        )
    )  # fmt: skip
    period = rate.period or ""
    answer.text(say("money.standard", per=rate.per, period=period, value=_n(rate.value), unit=rate.unit))
    if half:
        answer.notice(say("money.half_note"))
    answer.cite(book, Cite(clause=money.clause, quote=money.quote)).notice(say("money.derived"))
    return answer.reply()


def _span(text: str) -> tuple[float, bool]:
    if "半年" in text:
        return 0.5, True
    found = _YEARS.search(text)
    years = (_HAN.get(found[1]) or (int(found[1]) if found[1].isdigit() else 1)) if found else 1
    return (float(years) if years < 100 else 1.0), False


def _counted(per: str) -> str:
    return per.removeprefix("每个").removeprefix("每")


def _n(value: float) -> str:
    return f"{value:g}"
