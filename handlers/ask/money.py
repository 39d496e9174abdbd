"""Small sums from printed rates: three social workers for a year, two federations, five counties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Cite, Facet, Money, Number, PlanBook, Rate, Silence, find_numbers, parse_number

from ..phrases import say
from ..reply import Outcome, Reply, SilenceKind
from .answer import Answer
from .choosing import SURE
from .counted import counties_meant
from .question import Question, residue

_MONEY = ("万元", "元", "%")
_MEASURES = ("个", "名", "位", "人", "家")
_MOST = 100_000
_NEAR = 10
_AROUND_MONEY = re.compile("到底|究竟|大概|大约|具体|一般|总得|给|发|拿|领|能|会|可以")
_MONEY_WORDS = str.maketrans("", "", "补助贴标准钱经费资金专项额款多少高低哪")
_EVERYTHING = re.compile("总额|加总|按项目|所有|全部|各项|几笔|总盘子|总计|拢共|加一起|加起来")
_AND = re.compile("[和跟与加、,，]")
_SUM_WORDS = re.compile(
    "合计|合起来|加起来|加一块|加一起|一共|总共|总计|相加|两笔|几笔|多少|钱|经费|那块|是|的|[呢吗啊?？]"
)
_PART = 0.3  # a part of a list of sums (宣讲和送文化) is the sum that it finds this well
_WORD = 2
_TOPIC, _KNOWN_TOPIC = 4, 0.6  # so many characters, of which a point knows this share, name one topic
_OF_SUMS = frozenset({"sum_word", "money_word", "everything"})
_NAMED = 0.4  # a sum found this well is named beside the amount
_OTHER = 0.4
_BARE_AMOUNT = re.compile("多少(?:呢|啊|了)?[?？。 ]*$")
_EACH_COUNTY = "每个县"
_YEARS = re.compile("([0-9.零〇一二三四五六七八九十百两]+)(?:周年|个?年头|年)(半?)")
_MONTHS = re.compile("([0-9零〇一二三四五六七八九十百两]+)个月")
_CALENDAR = 1900
"""From here on a number before 年 is a calendar year, no length."""
_MINUS = ("负", "-", "−", "－")


def money_for_count(question: Question) -> Reply | None:
    """Answer a number times a printed rate; None when no rate of the plans in focus fits the words."""
    if not question.reading.groups & {"money_word", "how_much"} and not _BARE_AMOUNT.search(question.text):
        return None
    for book in question.books:
        for money in book.money:
            count = _count(question, money)
            if count is not None and money.rate is not None:
                return _tell(question, book, money, *count)
    return _unsaid(question)


def _unsaid(question: Question) -> Reply | None:
    """The plan's silence on a rate that only another plan prints (3个社工一年多少钱, asked in Anhui)."""
    others = [book for book in question.catalogue.plans.values() if not question.in_focus(book.id)]
    words = [
        money.rate.per_words[0]
        for book in others
        for money in book.money
        if money.rate and money.rate.per_words and _count(question, money)
    ]
    answer = Answer("money_for_count")
    for book in question.books if words else ():
        asked = say("money.asked_for_one", what=words[0])
        best = next(iter(question.understanding.find_text(asked, [book.id], limit=1)), None)
        if best is None or best.point.silence is not Silence.STATED or best.score < SURE:
            return None
        answer.fact(say("points.of_plan", plan=book.plan.name, say=best.point.say)).cite(
            book, *best.point.cites
        )
    if answer.quoted:
        answer.text(say("money.elsewhere", other="、".join(book.plan.name for book in others), what=words[0]))
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED) if answer.quoted else None


def _count(question: Question, money: Money) -> tuple[float, str] | None:
    """The number that counts what the rate is for, and as typed: 5个社工, 社工5人; money is no count."""
    words = money.rate.per_words if money.rate else ()
    if money.rate and money.rate.per == _EACH_COUNTY:
        near = _nearest(question, money)
        if near is False:
            return None  # 诉调对接一个县分几万 is not about the rate a county
        if counties := counties_meant(question):
            return (float(counties), str(counties)) if near else None
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
                minus = before.endswith(_MINUS)
                return float(-number.value if minus else number.value), before[-1:] * minus + number.text
    return None


def _nearest(question: Question, money: Money) -> bool | None:
    """True when a sum is what the question is nearest to, False when another sum or task is; None unsure."""
    if _named(question, money):
        return True
    hits = question.hits(*(book.id for book in question.books))
    if not hits or hits[0].score < _OTHER:
        return None
    kind, _, name = hits[0].point.owner.partition(":")
    if kind == "money":
        return name == money.id
    return name in money.tasks if kind == "task" else None


def _tell(question: Question, book: PlanBook, money: Money, count: float, typed: str) -> Reply:
    rate = money.rate
    assert rate is not None
    answer = Answer("money_for_count")
    standard = say(
        "money.standard", title=money.title, per=rate.per, period=rate.period or "",
        value=_n(rate.value), unit=rate.unit,
    )  # fmt: skip
    answer.cite(book, Cite(clause=money.clause, quote=money.quote))
    if refused := _refusal(book, money, count, typed):
        return answer.fact(refused).text(standard).reply()
    years, too_long = _span(question.text, book) if rate.period else (1.0, "")
    half = years < 1
    span = (
        ""
        if not rate.period
        else say("money.span_half")
        if half
        else say("money.span_years", years=_n(years))
    )
    times = "" if years == 1 else f"×{_n(years)}年"
    if too_long:
        answer.fact(
            say(
                "money.too_long", plan=book.plan.name, period=rate.period, said=too_long,
                first=_month(book.plan.first_month), last=book.plan.end.printed,
            )
        )  # fmt: skip
    total = say(
        "money.total", title=money.title, count=_n(count), per=_counted(rate), span=span,
        total=_n(count * rate.value * years), unit=rate.unit, value=_n(rate.value), times=times,
    )  # fmt: skip
    several = question.book is None
    answer.fact(say("points.of_plan", plan=book.plan.name, say=total) if several else total)
    if not half and rate.period and "半年" in question.text:
        half = True
        answer.text(say("money.half_beside", value=_n(count * rate.value / 2), unit=rate.unit))
    answer.text(standard)
    if half:
        answer.notice(say("money.half_note"))
    return answer.notice(say("money.derived")).reply()


def _refusal(book: PlanBook, money: Money, count: float, typed: str) -> str:
    """Why nothing is multiplied: no such number, more counties than the plan has, more than its sum."""
    rate = money.rate
    assert rate is not None
    if count < 1 or count != int(count):
        return say("money.no_count", said=typed)
    counties = book.plan.counties
    if rate.per == "每个县" and count > counties:
        return say("money.counties", plan=book.plan.name, counties=counties, said=_n(count))
    if money.amount and count * rate.value > money.amount:
        most = int(money.amount // rate.value)
        return say("money.beyond", title=money.title, amount=_n(money.amount), most=most, per=_counted(rate))
    return ""


_TOUCHED = 2
"""Each programme touches two calendar years: a yearly standard is not multiplied further."""


def _span(text: str, book: PlanBook) -> tuple[float, str]:
    """For how many years the money is meant, and the words of a time that the plan does not cover."""
    if found := _MONTHS.search(text):
        months = parse_number(found[1])
        return (0.5, "") if months == 6 else (1.0, "" if months == 12 else found[0])
    for found in _YEARS.finditer(text):
        years = parse_number(found[1])
        if years is None:
            return 1.0, found[0]
        if years >= _CALENDAR:
            if not int(book.plan.first_month[:4]) <= years <= book.plan.end.date.year:
                return 1.0, found[0]
        elif found[2] or not 1 <= years <= _TOUCHED:
            return 1.0, found[0]
        else:
            return float(years), ""
    return (0.5, "") if "半年" in text else (1.0, "")


def _month(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def _counted(rate: Rate) -> str:
    """What is counted, with its measure word: 名社工, 个县."""
    name = rate.per.removeprefix("每个").removeprefix("每")
    return f"名{rate.per_words[0]}" if name == "人" else f"个{name}"


def _n(value: float) -> str:
    return f"{value:.10g}"


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
        group = next((group.title for group in book.groups if group.no == money.group), "")
        of = say("money.of_group", group=group) if group else ""
        answer.fact(say("money.sum_is", amount=_n(money.amount or 0), title=money.title) + of)
        answer.cite(book, Cite(clause=money.clause, quote=money.quote))
        answer.step(money.title, f"{book.plan.name}{money.title}")
    if not found:
        return _no_such_sum(question, sums)
    reply = answer.reply()
    if len(named or found) > 1:
        return answer.text(say("money.which")).reply(Outcome.ASK_BACK)
    return reply


def _no_such_sum(question: Question, sums: set[float]) -> Reply | None:
    """Say that the plans print no such sum; None where they do, or where the money is named."""
    printed = {
        _ten_thousands(number)
        for book in question.books
        for clause in book.clauses.values()
        for number in find_numbers(clause.text.replace(" ", ""))
        if number.unit in ("元", "万元")
    }
    if not sums or sums & printed:
        return None
    if any(_named(question, money) for book in question.books for money in book.money):
        return None
    answer = Answer("money_by_amount")
    said = "、".join(f"{_n(amount)}万元" for amount in sorted(sums))
    plans = "、".join(book.plan.name for book in question.books)
    return all_money(question, answer.fact(say("money.no_such_sum", plan=plans, amount=said)))


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
    for part in _AND.split(_SUM_WORDS.sub(" ", question.text)):
        for owner in _sums_called(question, book, part.strip(), known):
            chosen[owner] = known[owner]
    if len(chosen) > 1:
        return list(chosen.values())
    if not question.reading.groups & {"money_word", "how_much"}:
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


def _says_one_thing(question: Question, book: PlanBook) -> bool:
    """True when the question names a topic of its own that a point with money knows well."""
    text = list(question.topic_words())
    for word in question.reading.words:
        if word.group in _OF_SUMS:
            text[word.start : word.end] = " " * (word.end - word.start)
    topic = "".join(text)
    if len(topic.strip()) < _TOPIC:
        return False
    hits = question.understanding.find_text(topic, [book.id], limit=1)
    return bool(hits) and hits[0].known >= _KNOWN_TOPIC


def _ten_thousands(number: Number) -> float:
    return float(number.value) if number.unit == "万元" else float(number.value) / 10_000


def _named(question: Question, money: Money) -> bool:
    return any(len(name) > 1 and name in question.text for name in (money.title, *money.names))


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
    amount = _ten_thousands(number)
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
    left = residue(question.reading, groups=frozenset({"compare"}))
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
