"""A sum that somebody worked out and claims: 3个社工一年6万对吗, 社工一次给1万对吗."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge import Cite, Money, Number, PlanBook, Rate

from ...phrases import say
from ...reply import Reply, Text
from ..amounts import rates, recurring
from ..amounts.money import is_money, plain
from ..answer import Answer
from ..finding.two_parts import joined
from ..question import Question
from .asserted import AT_ONCE
from .claiming import claims_something, verdict_on, with_verdict

_OF_EACH = re.compile("(?:每个?(?:人|名|位|社工|联合会|县|家|区)|人均|一个?人|各)[^,，。0-9]{0,6}$")
"""What stands before the standard of one: 5个社工每人2万."""
_A_TIME = re.compile("(?:每次|一次(?!性)|每回|一回|[每一]笔|每期)[^,，。0-9]{0,6}$")
_HALF_YEAR = re.compile("半年(?![发拨给付划]?[一1]次)")
_OTHERWISE = re.compile(f"{AT_ONCE}|一把|[每一]个?月|按月|季|还是")
_EACH_COUNTY = "每个县"


def claimed_sum(question: Question) -> Reply | None:
    """Return whether the sum claimed for a number of social workers, federations, counties is right.

    None where no sum is claimed, where it is the printed standard of one, or where no rate is meant.
    """
    amounts = [number for number in question.reading.numbers if is_money(number)]
    if not amounts or not claims_something(question) or _OTHERWISE.search(question.text):
        return None
    claimed = amounts[-1]
    for book in question.books:
        counted = [(money, count) for money in book.money if (count := _count(question, money, claimed))]
        plain_rates = all(_sum(one) in {m.rate.value for m, _ in counted if m.rate} for one in amounts[:-1])
        if not counted or not plain_rates:
            continue
        if len(counted) > 1:
            return _of_several(question, book, counted, claimed)
        if told := _judged(question, book, *counted[0], claimed):
            return told
    return None


def _count(question: Question, money: Money, claimed: Number) -> tuple[float, str] | None:
    """For how many a rate is meant; one where only a payment of it is named (社工一次给1万)."""
    rate = money.rate
    if rate is None or recurring.recurs(rate):
        return None
    counted = rates.count_of(question, money)
    if counted and counted[1] == claimed.text:
        return None  # 社工2万 counts no social workers
    if rate.per == _EACH_COUNTY and counted and not rates.is_meant(question, money):
        return None  # so many counties may be paid for something else
    named = any(word in question.text for word in rate.per_words)
    return counted or (
        (1.0, "") if named and money.instalments and _of_a_time(question, claimed, rate) else None
    )


def _of_a_time(question: Question, claimed: Number, rate: Rate) -> bool:
    if _A_TIME.search(question.text, 0, claimed.start):
        return True
    return rate.period is not None and _HALF_YEAR.search(question.text) is not None


def _judged(
    question: Question, book: PlanBook, money: Money, counted: tuple[float, str], claimed: Number
) -> Reply | None:
    rate = money.rate
    assert rate is not None
    if money.instalments and _of_a_time(question, claimed, rate):
        return _of_part(book, money, counted[0], claimed)
    told, total = rates.told_total(question, book, money, counted)
    if total is None:
        return told
    if total == rate.value:
        return None  # the standard itself, which a point prints
    if _OF_EACH.search(question.text, 0, claimed.start):
        total = rate.value
    return with_verdict(told, verdict_on(right=_sum(claimed) == total, said=_typed(claimed)))


def _of_several(
    question: Question, book: PlanBook, counted: list[tuple[Money, tuple[float, str]]], claimed: Number
) -> Reply | None:
    """Several things counted in one claim: 12个社工加2个联合会一共34万."""
    told = [rates.told_total(question, book, money, count) for money, count in counted]
    totals = [total for _, total in told if total is not None]
    if len(totals) < len(told):
        return joined([reply for reply, _ in told])
    said = say("money.added", total=plain(sum(totals)), parts="＋".join(plain(total) for total in totals))
    verdict = verdict_on(right=_sum(claimed) == sum(totals), said=_typed(claimed))
    whole = joined([reply for reply, _ in told])
    return replace(whole, blocks=(Text(verdict + said, strong=True), *whole.blocks))


def _of_part(book: PlanBook, money: Money, count: float, claimed: Number) -> Reply:
    """The amount of one of several payments: worked out as if all were alike, for the plan does not say."""
    rate, parts = money.rate, money.instalments or 1
    assert rate is not None
    whole = count * rate.value
    even = say(
        "money.part_if_even", parts=parts, count=plain(count), per=rates.counted_as(rate),
        share=plain(whole / parts), unit=rate.unit,
    )  # fmt: skip
    said = _sum(claimed)
    if said == whole / parts:
        verdict = say("money.right_if_even")
    else:
        verdict = say("points.wrong", said=_typed(claimed)) if said >= whole else ""
    answer = Answer("claimed_sum").fact(verdict + even)
    answer.text(rates.standard(money, rate)).cite(book, Cite(clause=money.clause, quote=money.quote))
    return answer.reply()


def _sum(number: Number) -> float:
    """The number in 万元, the unit of the rates."""
    if number.unit == "万元":
        return float(number.value)
    return float(number.value) / 10_000


def _typed(number: Number) -> str:
    return f"{plain(_sum(number))}{say('money.unit')}"
