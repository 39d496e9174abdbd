"""Printed sums: what one is for, and several added up."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge import Cite, Money, PlanBook, blanked, find_numbers

from ...phrases import say
from ...reply import Outcome, Reply, Text
from ..answer import Answer
from ..checking import asserted
from ..question import Question
from ..tasks.numbered import targets_total
from .money import all_money, is_named, plain, ten_thousands

_EVERYTHING = re.compile("总额|加总|按项目|所有|全部|各项|几笔|总盘子|总计|拢共|加一起|加起来")
_AND = re.compile("[和跟与加、,，]")
_SUM_WORDS = re.compile(
    "[0-9.]+万?元?|合计|合起来|加起来|加一块|加一起|一共|总共|总计|相加|两笔|几笔|多少|钱|经费|那块|是|的|[呢吗啊?？]"
)
_COMPARING = re.compile(
    f"{_SUM_WORDS.pattern}|哪一?[个笔项块]|给得?|安排|更|比较|[多少大高小低]|一些|些|谁|云南|方案"
)
_PART = 0.3  # a part of a list of sums (宣讲和送文化) is the sum that it finds this well
_WORD = 2
_TOPIC, _KNOWN_TOPIC = 4, 0.6  # so many characters, of which a point knows this share, name one topic
_OF_MONEY = frozenset({"money_word", "how_much"})
_OF_SUMS = frozenset({"sum_word", "money_word", "everything"})
_NAMED = 0.4  # a sum found this well is named beside the amount


def money_by_amount(question: Question) -> Reply | None:
    """Answer what a printed sum is for; several sums of the same size are told apart."""
    answer, refuted = Answer("money_by_amount"), False
    sums = {ten_thousands(number) for number in question.reading.numbers if "万" in number.text}
    found = [(book, money) for book in question.books for money in book.money if money.amount in sums]
    near = {hit.point.owner for hit in question.hits() if hit.score >= _NAMED}
    named = [
        (book, money) for book, money in found if f"money:{money.id}" in near or is_named(question, money)
    ]
    if len(named) == len(found) > 1:
        named = [pair for pair in found if is_named(question, pair[1])]
    for one in {asserted.not_for_one(question, book.id) for book, _ in found} - {""}:
        answer.fact(say("money.of_all", said=one))
        refuted = True
    for book, money in named or found:
        group = next((group.title for group in book.groups if group.no == money.group), "")
        of = say("money.of_group", group=group) if group else ""
        answer.fact(say("money.sum_is", amount=plain(money.amount or 0), title=money.title) + of)
        answer.cite(book, Cite(clause=money.clause, quote=money.quote))
        answer.step(money.title, f"{book.plan.name}{money.title}")
    if not found:
        return _no_such(question, sums)
    reply = answer.reply()
    if len(named or found) > 1 and not refuted:
        return answer.text(say("money.which")).reply(Outcome.ASK_BACK)
    return reply


def _no_such(question: Question, sums: set[float]) -> Reply | None:
    """Say that the plans print no such sum; None where they do, or where the money is named."""
    printed = {
        ten_thousands(number)
        for book in question.books
        for clause in book.clauses.values()
        for number in find_numbers(clause.text.replace(" ", ""))
        if number.unit in ("元", "万元")
    }
    if not sums or sums & printed:
        return None
    if any(is_named(question, money) for book in question.books for money in book.money):
        return None
    answer = Answer("money_by_amount")
    said = "、".join(f"{plain(amount)}万元" for amount in sorted(sums))
    plans = "、".join(book.plan.name for book in question.books)
    return all_money(question, answer.fact(say("money.no_such_sum", plan=plans, amount=said)))


def no_such_sum(question: Question, amount: float, owners: list[tuple[PlanBook, Money]]) -> Reply | None:
    """Return that the plans in focus print no sum of that size (万元), and of which other plan it is."""
    reply = _no_such(question, {amount})
    if reply is None:
        return None
    said = [
        Text(
            say(
                "points.owner",
                other=book.plan.name,
                topic=f"{money.title}（{plain(amount)}{say('money.unit')}）",
            )
        )
        for book, money in owners
    ]
    first, *others = reply.blocks
    return replace(reply, blocks=(first, *said, *others))


def money_sum(question: Question) -> Reply | None:
    """Answer sums added up: of the actions or topics named; None when fewer than two sums are meant."""
    answer = Answer("money_sum")
    for book in question.books:
        chosen = _meant(question, book)
        if not chosen:
            continue
        total = sum(money.amount or 0 for money in chosen)
        parts = "＋".join(plain(money.amount or 0) for money in chosen)
        if len(chosen) == 1:
            answer.fact(say("money.sum_is", amount=plain(total), title=chosen[0].title))
        else:
            answer.fact(say("money.added", total=plain(total), parts=parts))
        several = chosen if len(chosen) > 1 else []
        answer.rows([(money.title, f"{plain(money.amount or 0)}万元") for money in several])
        answer.cite(book, *(Cite(clause=money.clause, quote=money.quote) for money in chosen))
        open_ended = [
            money
            for money in book.money
            if money.rate and not money.amount and money.group in _groups(question)
        ]
        for money in open_ended:
            answer.text(say("money.besides", title=money.title)).cite(
                book, Cite(clause=money.clause, quote=money.quote)
            )
        if several:
            answer.notice(say("money.derived_sum"))
    reply = answer.reply()
    return reply if reply.quotes else None


def sums_or_targets(question: Question) -> Reply | None:
    """Add up sums named with their amounts (竞赛500加创新600一共多少), else what counties are to reach."""
    amounts = {money.amount for book in question.books for money in book.money}
    named = sum(float(number.value) in amounts for number in question.reading.numbers) > 1
    return (money_sum(question) if named else None) or targets_total(question)


def _groups(question: Question) -> set[int]:
    return {
        reference.number for reference in question.reading.references if reference.kind == "group_number"
    } | {group.no for book in question.books for group in book.groups if _short(group.title) in question.text}


def _short(title: str) -> str:
    return title.removesuffix("提升行动").removesuffix("行动")


def _meant(question: Question, book: PlanBook) -> list[Money]:
    """The sums to add: of the actions named, else those named one by one, else all when all are meant."""
    groups = _groups(question)
    if groups:
        return [money for money in book.money if money.amount and money.group in groups]
    known = {f"money:{money.id}": money for money in book.money if money.amount}
    chosen = {}
    for part in _AND.split(_SUM_WORDS.sub(" ", question.text)):
        for owner in _sums_called(question, book, part.strip(), known):
            chosen[owner] = known[owner]
    said = {float(number.value) for number in question.reading.numbers}
    money = question.reading.groups & _OF_MONEY or "how_many" not in question.reading.groups
    if len(chosen) > 1 and (money or all(known[owner].amount in said for owner in chosen)):
        return list(chosen.values())
    if not question.reading.groups & _OF_MONEY:
        return []
    if _says_one_thing(question, book):
        return []  # one sum alone needs no adding up
    return list(known.values()) if _EVERYTHING.search(question.text) else []


def _sums_called(question: Question, book: PlanBook, part: str, known: dict[str, Money]) -> list[str]:
    """The sums that a part of the question calls by a word of their title, else the one that it is near."""
    if len(part) < _WORD:
        return []
    called = [owner for owner, money in known.items() if part in money.title or part in money.names]
    if called:
        return called
    hits = question.understanding.find_text(part, [book.id], limit=24)
    return [hit.point.owner for hit in hits if hit.point.owner in known and hit.score >= _PART][:1]


def named_sums(question: Question, book: PlanBook) -> list[Money]:
    """Return the sums that the question calls one by one (竞赛和培训); [] when fewer than two."""
    known = {f"money:{money.id}": money for money in book.money if money.amount}
    chosen = {}
    for part in _AND.split(_COMPARING.sub(" ", question.text)):
        for owner in _sums_called(question, book, part.strip(), known):
            chosen[owner] = known[owner]
    return list(chosen.values()) if len(chosen) > 1 else []


def _says_one_thing(question: Question, book: PlanBook) -> bool:
    """True when the question names a topic of its own that a point with money knows well."""
    of_sums = [(word.start, word.end) for word in question.reading.words if word.group in _OF_SUMS]
    topic = blanked(question.topic_words(), of_sums)
    if len(topic.strip()) < _TOPIC:
        return False
    hits = question.understanding.find_text(topic, [book.id], limit=1)
    return bool(hits) and hits[0].known >= _KNOWN_TOPIC
