"""Sums and counts that a question divides: 258万除以129, 500万够几个联合会, 平均每个州几个县."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge import Cite, Money, Number, PlanBook

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question
from ..tasks.numbered import group_word
from .money import is_amount, is_named, plain, ten_thousands

_BY = re.compile("[元块钱]*(?:除以|÷|/)")
_SUFFICES = re.compile("(?:够|能|可以)(?:用来)?(?:补助?|给|发|拨|建|支持)?(?:几|多少|好多)[个家名位]")
_MEAN = re.compile("平均|均下来|摊下来")
_EACH = "(?:每|一)[个家位]?"
_EACH_UNIT = re.compile(f"{_EACH}(?:联系)?(?:单位|部门|部室)[^,。]*县")
_EACH_PREFECTURE = re.compile(f"{_EACH}(?:州市|市州|地市|地州|州|市)[^,。]*县")
_ROUND = 2


def divided(question: Question) -> Reply | None:
    """Return a printed sum divided as the question says, or the average of what the plan counts.

    None where nothing is divided, or what is divided is not printed.
    """
    if _BY.search(question.text):
        return _by_number(question)
    if _SUFFICES.search(question.text):
        return _by_rate(question)
    return _mean(question) if _MEAN.search(question.text) else None


def _by_number(question: Question) -> Reply | None:
    numbers = question.reading.numbers
    for first, second in pairwise(numbers):
        if not _BY.fullmatch(question.text, first.end, second.start) or not second.value:
            continue
        answer = Answer("divided")
        for book, money in _printed(question, first):
            _say_share(answer, book, money, second)
        reply = answer.reply()
        return reply if reply.quotes else None
    return None


def _printed(question: Question, number: Number) -> list[tuple[PlanBook, Money]]:
    """The printed sums of the number, with or without its 万; those that are named, where some are."""
    sums = {ten_thousands(number), float(number.value)}
    found = [(book, money) for book in question.books for money in book.money if money.amount in sums]
    return [pair for pair in found if is_named(question, pair[1])] or found


def _say_share(answer: Answer, book: PlanBook, money: Money, by: Number) -> None:
    amount, parts = money.amount or 0.0, float(by.value)
    share = plain(round(amount / parts, _ROUND))
    even = "＝" if round(amount / parts, _ROUND) * parts == amount else "≈"
    answer.fact(
        say("money.divided", title=money.title, amount=plain(amount), by=plain(parts), even=even, share=share)
    )
    if money.rate and money.rate.value * parts == amount:
        answer.text(say("money.as_printed", per=money.rate.per, value=plain(money.rate.value)))
    else:
        answer.text(say("money.only_sums", plan=book.plan.name))
    answer.cite(book, Cite(clause=money.clause, quote=money.quote))


def _by_rate(question: Question) -> Reply | None:
    """For how many of what it pays for a printed sum is enough, by its own standard."""
    amounts = [number for number in question.reading.numbers if is_amount(number)]
    answer = Answer("divided")
    for number in amounts[:1]:
        for book, money in _printed(question, number):
            rate = money.rate
            if rate is None or rate.period or not any(word in question.text for word in rate.per_words):
                continue
            most = int((money.amount or 0) // rate.value)
            answer.fact(
                say(
                    "money.suffices", title=money.title, amount=plain(money.amount or 0), most=most,
                    what=rate.per.removeprefix("每个"), value=plain(rate.value),
                )
            )  # fmt: skip
            answer.cite(book, Cite(clause=money.clause, quote=money.quote)).notice(say("money.derived"))
    reply = answer.reply()
    return reply if reply.quotes else None


def _mean(question: Question) -> Reply | None:
    answer = Answer("divided")
    for book in question.books:
        for whole, parts, what, per, cites in _counts(question, book):
            mean = plain(round(whole / parts, _ROUND))
            answer.fact(
                say(
                    "numbered.mean",
                    plan=book.plan.name,
                    per=per,
                    what=what,
                    mean=mean,
                    whole=whole,
                    parts=parts,
                )
            )
            answer.cite(book, *cites)
            break
    reply = answer.notice(say("numbered.mean_derived")).reply()
    return reply if reply.quotes else None


def _counts(question: Question, book: PlanBook) -> Iterator[tuple[int, int, str, str, tuple[Cite, ...]]]:
    """What the plan counts, in how many parts, as the question names them: counties, tasks."""
    cover, text, word = book.liaisons.coverage, question.text, group_word(book)
    counties = say("numbered.counties")
    if _EACH_UNIT.search(text):
        proofs = (cover.total_cite, cover.rule_cite)
        yield cover.listed, len(book.liaisons.units), counties, say("numbered.unit"), proofs
    if _EACH_PREFECTURE.search(text):
        places = question.catalogue.places.counties
        prefectures = {place.prefecture for place in places if place.province == book.plan.province}
        yield cover.total, len(prefectures), counties, say("numbered.prefecture_word"), (cover.total_cite,)
    if re.search(
        f"{_EACH}(?:{word}|行动|方面|部分)|(?:{word}|行动|方面)[^,。]*每[个项]?有?(?:几|多少)项", text
    ):
        cites = tuple(Cite(clause=group.clause, quote=group.quote) for group in book.groups)
        yield len(book.tasks), len(book.groups), say("numbered.task_items"), word, cites
