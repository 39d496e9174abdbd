"""A part of a sum that is paid in parts: 第二笔什么时候发. Which sum is asked back where none is said."""

from __future__ import annotations

import re

from knowledge import Facet, Money, PlanBook, PlanPoint, Silence, parse_number

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question, residue
from .money import is_named

_NTH = re.compile(
    "第(?P<number>[一二两三四五1-5])(?P<measure>[笔次批期])(?:的)?(?:钱|款|补助|补贴|资金|经费)?"
)
_AROUND = re.compile("第[一二两三四五1-5]?[笔次批期]?|[发给到拨来付领拿能会,?]")
_MONEY = frozenset({"money_word"})
_PAID = frozenset({Facet.PAYMENT, Facet.MONEY})


def nth_instalment(question: Question) -> Reply | None:
    """Return what the plan says of the n-th part of a sum; None where another matter is numbered."""
    found = _NTH.search(question.text)
    if found is None or (found["measure"] != "笔" and not question.reading.groups & _MONEY):
        return None
    named = [money for book in question.books for money in book.money if is_named(question, money)]
    if not named and _AROUND.sub("", residue(question.reading, everyday=False, groups=_MONEY)):
        return None
    number = int(parse_number(found["number"]) or 0)
    answer = Answer("instalments")
    for book in question.books:
        paid = [money for money in book.money if money.instalments and (not named or money in named)]
        if named and not paid:
            return None
        if not paid:
            _say_unwritten(answer, question, book)
        elif len(paid) > 1:
            return _which(paid, found[0])
        else:
            _say_part(answer, book, paid[0], number)
    reply = answer.reply()
    if not reply.quotes:
        return None
    if len(question.books) == 1 and not any(money.instalments for money in question.books[0].money):
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    return reply


def _which(paid: list[Money], said: str) -> Reply:
    titles = "、".join(money.title for money in paid)
    answer = Answer("instalments").fact(say("money.which_part", titles=titles))
    for money in paid:
        answer.step(money.title, f"{money.title}{said}")
    return answer.reply(Outcome.ASK_BACK)


def _say_part(answer: Answer, book: PlanBook, money: Money, number: int) -> None:
    if money.instalments and number > money.instalments:
        answer.fact(say("money.no_part", title=money.title, count=money.instalments))
    points = [point for point in book.points if point.owner == f"money:{money.id}" and _of_payment(point)]
    for point in points[:2]:
        answer.fact(point.say).cite(book, *point.cites)


def _of_payment(point: PlanPoint) -> bool:
    return Facet.PAYMENT in point.facets


def _say_unwritten(answer: Answer, question: Question, book: PlanBook) -> None:
    """What the plan leaves open about money, where it pays nothing in parts."""
    for hit in question.understanding.find_text(say("money.parts_asked"), [book.id], limit=6):
        if hit.point.silence is Silence.STATED and hit.point.facets & _PAID:
            named = book.plan.name if hit.point.say.startswith("方案") else ""
            answer.fact(named + hit.point.say).cite(book, *hit.point.cites)
            return
