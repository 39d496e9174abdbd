"""A number times a printed rate: three social workers for a year, two federations, five counties."""

from __future__ import annotations

import re

from knowledge import Cite, Money, PlanBook, Rate, Silence, parse_number

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..finding.choosing import SURE
from ..finding.two_parts import joined
from ..places.counted import counties_meant
from ..question import Question, residue
from . import recurring
from .money import is_named, plain

_MONEY = ("万元", "元", "%")
_MEASURES = ("个", "名", "位", "人", "家")
_MOST = 100_000
_NEAR = 10
_OTHER = 0.4
_BARE_AMOUNT = re.compile("多少(?:呢|啊|了)?[?？。 ]*$")
_EACH_COUNTY = "每个县"
_OF_MONEY = frozenset({"money_word", "sum_word", "how_much"})
_BESIDE = "(?:[0-9一二两三四五六七八九十]+[个名位]?[^0-9一二两三四五六七八九十,，每各]{2,8})?"
"""Another thing counted in the same breath: 每县2名社工和1个联合会."""
_EACH_OF = re.compile(
    "(?P<units>[0-9一二三四五六七八九十百两]+)个?(?:县|区|州市|联合会|乡镇)[^每各]{0,8}(?:每个?县|各县?|每家|每个区?|每个)(?:都?[配有聘招要]?)"
    + _BESIDE
)
"""So many counties, so many in each: 3个县每县2名社工."""
_IN_EACH = re.compile("(?:每个?县|各县|每个?区)(?:都?[配有聘招要给]?)" + _BESIDE + "$")
_OF_THEM = re.compile("[,，。;；](?P<units>[0-9一二两三四五六七八九十百]+)个?(?:县|区)")
"""The same the other way round: 每县2名社工，5个县."""
_YEARS = re.compile("([0-9.零〇一二三四五六七八九十百两]+)(?:周年|个?年头|年)(半?)")
_MONTHS = re.compile("([0-9零〇一二三四五六七八九十百两]+)个月")
_CALENDAR = 1900
"""From here on a number before 年 is a calendar year, no length."""
_OF_YEAR = re.compile("(?:的)?(?:[0-9一二三四五六七八九十]+月|上半年|下半年|[一二三四]季度)")
"""2022年10月 is a day, no whole year."""
_LEAST_COUNTED = 2
_ONLY_COUNTS = re.compile(
    "(?:我们|云南|安徽|[0-9一二两三四五六七八九十百半]+|[个名位家人]|县级工会|县区|[县区年每各都配有招聘]"
    "|工会社会工作专业人才|社工|工会联合会|联合会|[的共总加和,，、 ])+"
    "(?:呢|怎么算|咋算|算下来|算一下)?[?？。]*"
)
_MINUS = ("负", "-", "−", "－")


def only_counted(question: Question) -> Reply | None:
    """Return the sum for what is counted where nothing else is said: 3个县3年每县2名社工; else None."""
    if "rated" not in question.reading.features or len(question.reading.numbers) < _LEAST_COUNTED:
        return None
    return _for_count(question) if _ONLY_COUNTS.fullmatch(question.text) else None


def money_for_count(question: Question) -> Reply | None:
    """Answer a number times a printed rate; None when no rate of the plans in focus fits the words."""
    if not question.reading.groups & {"money_word", "how_much"} and not _BARE_AMOUNT.search(question.text):
        return None
    return _for_count(question)


def _for_count(question: Question) -> Reply | None:
    for book in question.books:
        for money in _county_rates_last(book):
            count = count_of(question, money)
            if count is not None and money.rate is not None:
                told = _tell(question, book, money, *count)
                others = _counted_too(question, book, money, count[1])
                return joined([told, *others]) if others else told
    return _unsaid(question)


def _counted_too(question: Question, book: PlanBook, first: Money, typed: str) -> list[Reply]:
    """The other sums of a question that counts several things: 12个社工加2个联合会."""
    replies, said = [], [typed]
    for money in book.money:
        if money is first or money.rate is None or money.rate.per == _EACH_COUNTY:
            continue
        count = count_of(question, money)
        # One number counts one thing, so that 联合会2个社工 is no federation.
        if count is not None and said.count(count[1]) < question.text.count(count[1]):
            said.append(count[1])
            replies.append(_tell(question, book, money, *count))
    return replies


def _county_rates_last(book: PlanBook) -> list[Money]:
    """The money of a plan, a rate a county last: in 3个县每县2名社工 the counties only multiply."""
    return sorted(book.money, key=lambda money: money.rate is None or money.rate.per == _EACH_COUNTY)


def _unsaid(question: Question) -> Reply | None:
    """The plan's silence on a rate that only another plan prints (3个社工一年多少钱, asked in Anhui)."""
    others = [book for book in question.catalogue.plans.values() if not question.in_focus(book.id)]
    words = [
        money.rate.per_words[0]
        for book in others
        for money in _county_rates_last(book)
        if money.rate and money.rate.per_words and count_of(question, money)
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


def count_of(question: Question, money: Money) -> tuple[float, str] | None:
    """Return the number that counts what the rate is for, and as typed (5个社工); money is no count."""
    words = money.rate.per_words if money.rate else ()
    if money.rate and money.rate.per == _EACH_COUNTY:
        near = _nearest(question, money)
        if near is False:
            return None  # 诉调对接一个县分几万 is not about the rate a county
        if counties := counties_meant(question):
            # 大理州一共补助多少钱 asks for all of it, not for the one sum that has a rate a county.
            whole = "sum_word" in question.reading.groups and not residue(question.reading, groups=_OF_MONEY)
            return (float(counties), str(counties)) if near and not whole else None
    for number in question.reading.numbers:
        if (
            number.unit in _MONEY
            or (not number.unit and "万" in number.text)
            or number.ordinal
            or number.value > _MOST
        ):
            continue
        after = question.text[number.end : number.end + _NEAR]
        before = question.text[max(0, number.start - _NEAR) : number.start]
        for word in words:
            counted = number.unit in (None, *_MEASURES) or (number.unit or "").startswith(word)
            if counted and (
                after.lstrip("名个位").startswith(word) or word in (number.unit or "", before[-len(word) :])
            ):
                minus = before.endswith(_MINUS)
                times = (
                    _times(question.text, number.start)
                    if money.rate and money.rate.per != _EACH_COUNTY
                    else 1
                )
                return float(-number.value if minus else number.value) * times, before[
                    -1:
                ] * minus + number.text
    return None


def _times(text: str, start: int) -> float:
    """For how many units the number at `start` is said of each: 3 in 3个县每县2名, 每县2名,3个县; else 1."""
    each = next((found for found in _EACH_OF.finditer(text, 0, start) if found.end() == start), None)
    if each is None:
        each = _OF_THEM.search(text, start) if _IN_EACH.search(text[:start]) else None
    return (parse_number(each["units"]) or 1) if each else 1


def _nearest(question: Question, money: Money) -> bool | None:
    """True when a sum is what the question is nearest to, False when another sum or task is; None unsure."""
    if is_named(question, money):
        return True
    hits = question.hits(*(book.id for book in question.books))
    if not hits or hits[0].score < _OTHER:
        return None
    kind, _, name = hits[0].point.owner.partition(":")
    if kind == "money":
        return name == money.id
    return name in money.tasks if kind == "task" else None


def is_meant(question: Question, money: Money) -> bool:
    """Return True when a sum is named, or is what the question is nearest to."""
    return _nearest(question, money) is True


def told_total(
    question: Question, book: PlanBook, money: Money, counted: tuple[float, str]
) -> tuple[Reply, float | None]:
    """Return the answer that multiplies a rate, and the total; None where the plan covers no such number."""
    rate = money.rate
    assert rate is not None
    years, beyond = _span(question.text, book) if rate.period else (1.0, "")
    known = not beyond and not _refusal(book, money, *counted)
    total = counted[0] * rate.value * years if known else None
    return _tell(question, book, money, *counted), total


def _tell(question: Question, book: PlanBook, money: Money, count: float, typed: str) -> Reply:
    rate = money.rate
    assert rate is not None
    answer = Answer("money_for_count").cite(book, Cite(clause=money.clause, quote=money.quote))
    if refused := _refusal(book, money, count, typed):
        return answer.fact(refused).text(standard(money, rate)).reply()
    if recurring.recurs(rate):
        return recurring.tell(question, book, money, count, (counted_as(rate), standard(money, rate)))
    years, beyond = _span(question.text, book) if rate.period else (1.0, "")
    if beyond:
        answer.fact(_too_long(book, rate, beyond))
    total = _total(money, rate, count, years)
    several = question.book is None
    answer.fact(say("points.of_plan", plan=book.plan.name, say=total) if several else total)
    beside = years >= 1 and rate.period is not None and "半年" in question.text
    if beside:
        answer.text(say("money.half_beside", value=plain(count * rate.value / 2), unit=rate.unit))
    answer.text(standard(money, rate))
    if (beside or years < 1) and money.instalments:
        answer.notice(say("money.half_note"))
    return answer.notice(say("money.derived")).reply()


def standard(money: Money, rate: Rate) -> str:
    """Return the sentence that tells a rate."""
    return say(
        "money.standard", title=money.title, per=rate.per, period=rate.period or "",
        value=plain(rate.value), unit=rate.unit,
    )  # fmt: skip


def _too_long(book: PlanBook, rate: Rate, said: str) -> str:
    first, last = _month(book.plan.first_month), book.plan.end.printed
    return say("money.too_long", plan=book.plan.name, period=rate.period, said=said, first=first, last=last)


def _total(money: Money, rate: Rate, count: float, years: float) -> str:
    """The number times the rate, with the way it was worked out."""
    span = say("money.span_half") if years < 1 else say("money.span_years", years=plain(years))
    return say(
        "money.total", title=money.title, count=plain(count), per=counted_as(rate),
        span=span if rate.period else "", total=plain(count * rate.value * years), unit=rate.unit,
        value=plain(rate.value), times="" if years == 1 else f"×{plain(years)}年",
    )  # fmt: skip


def _refusal(book: PlanBook, money: Money, count: float, typed: str) -> str:
    """Why nothing is multiplied: no such number, more counties than the plan has, more than its sum."""
    rate = money.rate
    assert rate is not None
    if count < 1 or count != int(count):
        return say("money.no_count", said=typed)
    counties = book.plan.counties
    if rate.per == "每个县" and count > counties:
        return say("money.counties", plan=book.plan.name, counties=counties, said=plain(count))
    each = rate.value if rate.unit == "万元" else rate.value / 10_000
    if money.amount and count * each > money.amount:
        most = int(money.amount // each)
        return say(
            "money.beyond",
            title=money.title,
            amount=plain(money.amount),
            most=most,
            per=counted_as(rate),
        )
    return ""


def _span(text: str, book: PlanBook) -> tuple[float, str]:
    """For how many years the money is meant, and the words of a time that the plan does not cover."""
    # A yearly standard is not multiplied beyond the calendar years that the programme touches.
    touched = book.plan.end.date.year - int(book.plan.first_month[:4]) + 1
    if found := _MONTHS.search(text):
        months = parse_number(found[1])
        return (0.5, "") if months == 6 else (1.0, "" if months == 12 else found[0])
    named: set[float] = set()
    for found in _YEARS.finditer(text):
        years = parse_number(found[1])
        if years is None:
            return 1.0, found[0]
        if years >= _CALENDAR:
            if not int(book.plan.first_month[:4]) <= years <= book.plan.end.date.year:
                return 1.0, found[0]
            if not _OF_YEAR.match(text, found.end()):
                named.add(years)
        elif found[2] or not 1 <= years <= touched:
            return 1.0, found[0]
        else:
            return float(years), ""
    return (0.5, "") if "半年" in text else (float(len(named) or 1), "")


def _month(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def counted_as(rate: Rate) -> str:
    """Return what is counted, with its measure word: 名社工, 个县."""
    name = rate.per.removeprefix("每个").removeprefix("每")
    return f"名{rate.per_words[0]}" if name == "人" else f"个{name}"
