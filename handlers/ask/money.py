"""Small sums from printed rates: three social workers for a year, two federations, five counties."""

from __future__ import annotations

import re

from knowledge import Cite, Money, Number, PlanBook, Rate

from ..phrases import say
from ..reply import Outcome, Reply
from .answer import Answer
from .question import Question, residue

_MONEY = ("万元", "元", "%")
_MEASURES = ("个", "名", "位", "人", "家")
_MOST = 100_000
_NEAR = 10
_LITTLE = 1
_MONEY_WORDS = str.maketrans("", "", "补助贴标准钱经费资金专项额款")
_EVERYTHING = re.compile("总额|加总|按项目|所有|全部|各项|几笔|总盘子|总计|拢共|加一起|加起来")
_AND = re.compile("[和跟与加、,，]")
_SUM_WORDS = re.compile("合计|加起来|加一块|加一起|一共|总共|两笔|几笔|多少|钱|经费")
_PART = 0.3
_NAMED = 0.4
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
    """The number that counts what the rate is for: 5个社工, 社工5人; sums of money are no counts."""
    words = money.rate.per_words if money.rate else ()
    for number in question.reading.numbers:
        if number.unit in _MONEY or number.ordinal or number.value > _MOST:
            continue
        after = question.text[number.end : number.end + _NEAR]
        before = question.text[max(0, number.start - _NEAR) : number.start]
        for word in words:
            counted = number.unit in (None, *_MEASURES) or (number.unit or "").startswith(word)
            if counted and (
                after.lstrip("名个位").startswith(word) or word in (number.unit or "", before[-len(word) :])
            ):
                return float(number.value)
    return None


def _tell(question: Question, book: PlanBook, money: Money, count: float) -> Reply:
    rate = money.rate
    assert rate is not None
    years, half = _span(question.text) if rate.period else (1.0, False)
    total = count * rate.value * years
    span = (
        ""
        if not rate.period
        else say("money.span_half")
        if half
        else say("money.span_years", years=_n(years))
    )
    times = "" if years == 1 else f"×{_n(years)}年"
    answer = Answer("money_for_count")
    answer.fact(
        say(
            "money.total", count=_n(count), per=_counted(rate), span=span, total=_n(total),
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


def _counted(rate: Rate) -> str:
    """What is counted, with its measure word: 名社工, 个县."""
    name = rate.per.removeprefix("每个").removeprefix("每")
    return f"名{rate.per_words[0]}" if name == "人" else f"个{name}"


def _n(value: float) -> str:
    return f"{value:g}"


def money_by_amount(question: Question) -> Reply | None:
    """Answer what a printed sum is for; several sums of the same size are told apart."""
    answer = Answer("money_by_amount")
    sums = {_ten_thousands(number) for number in question.reading.numbers if "万" in number.text}
    found = [(book, money) for book in question.books for money in book.money if money.amount in sums]
    near = {hit.point.owner for hit in question.hits() if hit.score >= _NAMED}
    named = [(book, money) for book, money in found if f"money:{money.id}" in near or _named(question, money)]
    if len(named) == len(found) > 1:
        named = [pair for pair in found if _named(question, pair[1])]
    for book, money in named or found:
        answer.fact(say("money.sum_is", amount=_n(money.amount or 0), title=money.title))
        answer.cite(book, Cite(clause=money.clause, quote=money.quote))
        answer.step(money.title, f"{book.plan.name}{money.title}")
    reply = answer.reply()
    if not reply.blocks:
        return None
    if len(named or found) > 1:
        return answer.text(say("money.which")).reply(Outcome.ASK_BACK)
    return reply


def money_sum(question: Question) -> Reply | None:
    """Answer sums added up: of the actions or topics named; None when fewer than two sums are meant."""
    answer = Answer("money_sum")
    for book in question.books:
        chosen = _meant(question, book)
        if not chosen:
            continue
        total = sum(money.amount or 0 for money in chosen)
        parts = "＋".join(_n(money.amount or 0) for money in chosen)
        answer.fact(say("money.added", total=_n(total), parts=parts if len(chosen) > 1 else _n(total)))
        answer.rows([(money.title, f"{_n(money.amount or 0)}万元") for money in chosen])
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
    reply = answer.notice(say("money.derived_sum")).reply()
    return reply if reply.quotes else None


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
    for part in _AND.split(_SUM_WORDS.sub("", question.text)):
        hits = question.understanding.find_text(part, [book.id], limit=24)
        owner = next(
            (hit.point.owner for hit in hits if hit.point.owner in known and hit.score >= _PART), None
        )
        if owner:
            chosen[owner] = known[owner]
    if len(chosen) > 1:
        return list(chosen.values())
    return list(known.values()) if _EVERYTHING.search(question.text) else []


def _ten_thousands(number: Number) -> float:
    return float(number.value) if number.unit == "万元" else float(number.value) / 10_000


def _named(question: Question, money: Money) -> bool:
    return any(len(name) > 1 and name in question.text for name in (money.title, *money.names))


def money_overview(question: Question) -> Reply | None:
    """Answer what money the plan gives at all, when the question names nothing that it would be for."""
    if len(residue(question.reading).translate(_MONEY_WORDS)) > _LITTLE:
        return None
    answer = Answer("money_overview")
    for book in question.books:
        rates = [money for money in book.money if money.rate]
        sums = [money for money in book.money if money.amount]
        if not rates and not sums:
            answer.fact(say("money.no_sums", plan=book.plan.name))
            answer.rows([(book.label(money.clause), money.title) for money in book.money])
        else:
            answer.fact(say("money.overview", plan=book.plan.name, rates=len(rates), sums=len(sums)))
            answer.rows([(money.title, _standard(money)) for money in rates], say("money.rates"))
            answer.rows([(money.title, f"{_n(money.amount or 0)}万元") for money in sums], say("money.sums"))
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
    return f"{rate.per}{rate.period or ''}{_n(rate.value)}{rate.unit}{parts}"
