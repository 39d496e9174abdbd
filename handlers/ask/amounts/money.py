"""What money the plans write of, and how sums are written and named."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Cite, Facet, Money, Number, PlanBook

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question, residue

_AROUND_MONEY = re.compile("到底|究竟|大概|大约|具体|一般|总得|给|发|拿|领|能|会|可以")
_MONEY_WORDS = str.maketrans("", "", "补助贴标准钱经费资金专项额款多少高低哪")


def money_overview(question: Question) -> Reply | None:
    """Answer what money the plan gives at all, when the question names nothing that it would be for."""
    days = question.reading.facets & {Facet.WHEN, Facet.PAYMENT}
    if not only_money(question) or (days and Facet.MONEY not in question.reading.facets):
        return None  # when it is paid is told by a point
    answer = Answer("money_overview")
    claimed = [number for number in question.reading.numbers if "万" in number.text]
    for number in claimed if "yes_no" in question.reading.groups else ():
        _judge(answer, question, number)
    return all_money(question, answer)


def _judge(answer: Answer, question: Question, number: Number) -> None:
    """Which standard is the claimed one (补助是不是5万), where none is named."""
    amount = ten_thousands(number)
    for book in question.books:
        rates = [money for money in book.money if money.rate]
        same = [money.title for money in rates if money.rate and money.rate.value == amount]
        if same:
            titles = "、".join(same)
            answer.fact(say("money.some", plan=book.plan.name, amount=number.text, titles=titles))
        elif rates:
            answer.fact(say("money.none_so", plan=book.plan.name, amount=number.text))


def only_money(question: Question) -> bool:
    """True when a question holds hardly a word but those for money: nothing that it would be for."""
    left = residue(question.reading, groups=frozenset({"compare", "programme"}))
    for number in question.reading.numbers:
        left = left.replace(number.text, "")
    return not _AROUND_MONEY.sub("", left).translate(_MONEY_WORDS)


def all_money(question: Question, answer: Answer, books: Iterable[PlanBook] = ()) -> Reply:
    """Add what money each plan (those in focus, if none are given) writes of, and return the reply."""
    for book in books or question.books:
        rates = [money for money in book.money if money.rate]
        sums = [money for money in book.money if money.amount]
        if not rates and not sums:
            answer.fact(say("money.no_sums", plan=book.plan.name))
            answer.rows([(book.label(money.clause), money.title) for money in book.money])
        else:
            answer.fact(say("money.overview", plan=book.plan.name, rates=len(rates), sums=len(sums)))
            answer.rows([(money.title, _standard(money)) for money in rates], say("money.rates"))
            answer.rows(
                [(money.title, f"{plain(money.amount or 0)}万元") for money in sums], say("money.sums")
            )
        answer.cite(
            book, *(Cite(clause=money.clause, quote=money.quote) for money in (*rates, *sums) or book.money)
        )
        for money in rates:
            answer.step(money.title, f"{book.plan.name}{money.title}")
    return answer.reply()


def _standard(money: Money) -> str:
    rate = money.rate
    assert rate is not None
    parts = f"，分{money.instalments}次" if money.instalments else ""
    return f"{rate.per}{rate.period or ''}{plain(rate.value)}{rate.unit}{parts}"


def plain(value: float) -> str:
    """Return a number without zeros at its end: 2, 0.5, 3500."""
    return f"{value:.10g}"


def is_amount(number: Number) -> bool:
    """Return whether a number is a sum in 万元, or in 万 of whatever it counts."""
    return number.unit == "万元" or "万" in number.text


def is_money(number: Number) -> bool:
    """Return whether a number is a sum, in 元 or in 万元."""
    return is_amount(number) or number.unit == "元"


def ten_thousands(number: Number) -> float:
    """Return a sum in 万元, the unit of the plans."""
    return float(number.value) if number.unit == "万元" else float(number.value) / 10_000


def is_named(question: Question, money: Money) -> bool:
    """Return whether the question calls a sum or a standard by a name of its own."""
    return any(len(name) > 1 and name in question.text for name in (money.title, *money.names))
