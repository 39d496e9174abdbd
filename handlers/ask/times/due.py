"""What is due, what is past, which phase it is, how many days are left. The day is always said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from knowledge import (
    Cite,
    DueItem,
    Duty,
    PlanBook,
    Role,
    due_between,
    month_end,
    months_between,
    past_due,
    phases_on,
    to_come,
)

from ...days import day_name, left, span_name
from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..checking.phase_claims import phase_claimed
from ..finding.choosing import THING
from ..question import Question, residue
from ..talking import talk
from . import outside
from .moved import coming, day_words, goes_on, round_age, span_words

_UNDATED = 6
_YEAR_AHEAD = timedelta(days=366)
_MONTH = re.compile("[0-9一二三四五六七八九十]+月|[一二三四1234]季度|[上下]半年")
_YEAR = re.compile("年")
_LATE = 0.5  # a silence found this well is what the words beside 逾期 ask for
_CLEAR = 0.55  # from here on a point is what the words beside a period ask for
_DAILY = re.compile("吃|喝|穿什么|玩|放假|下班|福利|食堂|涨工资|过节发|聚餐|团建")
"""What people do on a day beside their work: no plan has it."""
_FEW_LEFT, _MANY_LEFT = 4, 6  # characters beside the period: fewer are nothing of its own, more are


def due_maybe(question: Question) -> Reply | None:
    """Answer for the period when the words beside it find nothing: 年底要评价啥 is about the 评价.

    Everyday words (头一桩大的) name nothing.
    """
    hits = question.hits()
    if residue(question.reading, everyday=False) and hits and hits[0].score >= _CLEAR:
        return None
    return due_in_period(question)


def due_in_period(question: Question) -> Reply | None:
    """Answer what falls due in the period that the question names (else this month), in four groups.

    None when the question names a thing of its own beside the period (动员部署11月底前弄完就行吧).
    """
    if _names_a_thing(question):
        return None
    if _DAILY.search(question.text) and not (question.hits() and question.hits()[0].score >= _CLEAR):
        return talk.talk(question, "off_topic")
    answer = Answer("due_in_period")
    spans = [_spans(question, question.restarted(book)) for book in question.books]
    read = [_read(question, book, some) for book, some in zip(question.books, spans, strict=True)]
    if not any(book.moved for some in read for book, _, _ in some):
        reply = outside.after_all(question, spans)
        if reply is not None:
            return reply
    for some in read:
        for book, first, last in some:
            _say_due(answer, question, book, first, last)
        plan_age(answer, question, book)
        answer.step("下个月呢", f"{book.plan.name}下个月要做什么")
        answer.step("哪些已经过期", f"{book.plan.name}哪些期限已经过了")
    return answer.reply()


def _names_a_thing(question: Question) -> bool:
    """True when more than a few characters are left beside the period and the words of asking."""
    left_over = len(residue(question.reading, everyday=False))
    if left_over and _after_the_plan(question):
        return True
    if left_over < _FEW_LEFT or left_over > _MANY_LEFT:
        return left_over > _MANY_LEFT
    hits = question.hits()
    return bool(hits) and hits[0].score >= THING


def _after_the_plan(question: Question) -> bool:
    """True when the period lies after the programme and the plan's silence on that is what is asked for."""
    late = any(
        (period.start or period.end) > question.moved(book, period.end).plan.end.date
        for period in question.reading.periods[:1]
        for book in question.books
    )
    hits = question.hits()
    return late and bool(hits) and hits[0].point.silence is not None and hits[0].score >= THING


Span = tuple[date, date]


def _spans(question: Question, book: PlanBook) -> list[Span]:
    """The days asked for (this month when none are named).

    A month named without its year, when today lies outside the programme, means the plan's own months.
    """
    periods = question.reading.periods
    if not periods:
        first = question.today.replace(day=1)
        return [(first, month_end(first.year, first.month))]
    chosen = periods[0]
    first, last = min(chosen.start or question.today, chosen.end), chosen.end
    begin, end = book.plan.issued_on, book.plan.end.date
    named = _MONTH.search(chosen.text) and not _YEAR.search(chosen.text.replace("半年", ""))
    if not named:
        return [(first, last)]
    if begin <= question.today <= end:
        early = last < begin.replace(day=1)  # 上半年, said in the first autumn, is the coming one
        return [_moved(first, last, last.year + 1) if early and chosen.start else (first, last)]
    first = chosen.start or last.replace(day=1)
    years = [_moved(first, last, year) for year in range(begin.year, end.year + 1)]
    return [span for span in years if span[1] >= begin.replace(day=1) and span[0] <= end] or [(first, last)]


def _read(question: Question, book: PlanBook, spans: list[Span]) -> list[tuple[PlanBook, date, date]]:
    """Each span with the plan as it is read in it: days before a round are none of the round's."""
    return [(question.moved(book, last), first, last) for first, last in spans]


def _moved(first: date, last: date, year: int) -> tuple[date, date]:
    shift = year - last.year
    return first.replace(year=first.year + shift, day=min(first.day, 28)), month_end_or(last, year)


def month_end_or(day: date, year: int) -> date:
    """Return `day` in another year; a month's last day stays one."""
    moved = day.replace(year=year, day=min(day.day, 28))
    last = day == month_end(day.year, day.month)
    return month_end(year, day.month) if last else moved


def _say_due(answer: Answer, question: Question, book: PlanBook, first: date, last: date) -> None:
    role, period = question.role or _role_said(question), span_name(first, last)
    due = due_between(book, role, first, last)
    answer.fact(say("due.title", day=day_name(question.today), plan=book.plan.name, period=period))
    if due.own:
        answer.text(say("due.own_county") if question.role else say("due.own"))
        _items(answer, question, book, due.own)
    else:
        answer.text(say("due.own_none", period=period))
    seasonal = _seasonal(due.undated, first, last)
    for item in seasonal:
        answer.text("· " + due_line(item.duty, _in_season(item.duty)))
        answer.cite(book, Cite(clause=item.duty.clause, quote=item.duty.quote))
    if due.concerning:
        answer.text(say("due.concerning"))
        _items(answer, question, book, due.concerning)
    if due.phases:
        answer.text(say("due.phase"))
        answer.rows([(phase.title, span_words(book, phase)) for phase in due.phases])
        answer.cite(book, *(Cite(clause=phase.clause, quote=phase.quote) for phase in due.phases))
    if due.undated and role:
        rows = [
            (
                item.duty.title,
                "、".join(every.printed for every in item.duty.every) or say("due.no_cycle"),
            )
            for item in due.undated
            if item not in seasonal
        ]
        answer.rows(rows[:_UNDATED], title=say("due.undated"))
    _next_node(answer, question, book, last)


_ROLE_WORDS = (
    (Role.COUNTY, re.compile("县里|县工会|县级工会|县总|区总|县上|咱县|我们县")),
    (Role.PREFECTURE, re.compile("市里|市总|州里|州总|州市|州(市)|市工会|州工会|市一级|州一级")),
)


def _role_said(question: Question) -> Role | None:
    """The one level whose duties a visitor asks for (市里这个月要交什么); None where two are named."""
    if question.unit is not None:
        return None
    said = [role for role, words in _ROLE_WORDS if words.search(question.text)]
    return said[0] if len(said) == 1 else None


_SEASONS = {"年初": (1,), "年中": (6, 7), "年底": (12,), "年终": (12,)}


def _seasonal(undated: Sequence[DueItem], first: date, last: date) -> list[DueItem]:
    """The duties that the plan puts at a turn of the year (年初, 年底) which the days asked for touch."""
    months = {(first.month + step - 1) % 12 + 1 for step in range(months_between(first, last) + 1)}
    parts = {part for part, inside in _SEASONS.items() if months & set(inside)}
    return [item for item in undated if any(every.part in parts for every in item.duty.every)]


def _in_season(duty: Duty) -> str:
    printed = "、".join(every.printed for every in duty.every)
    return say("due.in_season", printed=printed)


def _items(answer: Answer, question: Question, book: PlanBook, items: tuple[DueItem, ...]) -> None:
    cycles: dict[str, list[DueItem]] = {}
    for item in items:
        if item.cycle:
            cycles.setdefault(item.duty.id, []).append(item)
    for item in items:
        inside = cycles.pop(item.duty.id, []) if item.cycle else []
        if item.cycle and not inside:
            continue  # told with its first cycle
        when = _within(inside, question.today) if inside else by_day(question, book, item)
        answer.text("· " + due_line(item.duty, when))
        answer.cite(book, Cite(clause=item.duty.clause, quote=item.duty.quote))


def due_line(duty: Duty, when: str) -> str:
    """Return who does what by when, and to whom it goes."""
    to = say("due.to", to=duty.to) if duty.to else ""
    return say("due.actor", who=duty.owes_printed) + say("due.item", title=duty.title, when=when, to=to)


def by_day(question: Question, book: PlanBook, item: DueItem) -> str:
    """Return the printed day, and how far it is from the day that counts as today."""
    day = item.day or question.today
    return say("due.by_day", day=day_words(book, item.printed, day), left=left(day, question.today))


def _within(items: list[DueItem], today: date) -> str:
    """The printed days of the cycles; else the quarters themselves: nothing is counted down to."""
    if all(item.of_cycle for item in items):
        days = [
            say("due.by_day", day=day_name(day), left=left(day, today)) for item in items if (day := item.day)
        ]
        return say("due.by_days", printed=items[0].of_cycle, days="、".join(days))
    cycles = [item.cycle for item in items]
    year = cycles[0].partition("年")[0] + "年"
    more = [cycle.removeprefix(year) for cycle in cycles[1:]]
    printed = "、".join(dict.fromkeys(every.printed for every in items[0].duty.every))
    return say("due.within", cycles="、".join([cycles[0], *more]), printed=printed)


def _next_node(answer: Answer, question: Question, book: PlanBook, after: date) -> None:
    later = to_come(book, question.role, max(after, question.today) + timedelta(days=1))
    if question.role and _cycles_before(answer, question, book, after, later[0].day if later else None):
        return
    for item in (one for one in later if one.day == later[0].day):
        printed = item.printed
        if (book.moved or item.of_cycle) and item.day is not None:
            printed = day_words(book, printed, item.day)
        days = left(item.day or question.today, question.today)
        answer.text(say("due.next_one", title=item.duty.title, printed=printed, left=days))


def _cycles_before(
    answer: Answer, question: Question, book: PlanBook, after: date, until: date | None
) -> bool:
    """Tell the asker's cycles that end before the next printed day; False when there are none."""
    first = max(after, question.today) + timedelta(days=1)
    last = until - timedelta(days=1) if until else first + _YEAR_AHEAD
    own = due_between(book, question.role, first, last).own if first <= last else ()
    cycles = [item for item in own if item.cycle and not item.of_cycle]
    for item in (one for one in cycles if one.day == cycles[0].day):
        when = _within([item], question.today)
        answer.text(say("due.next_cycle", title=item.duty.title, when=when))
    return bool(cycles)


def plan_age(answer: Answer, question: Question, book: PlanBook) -> None:
    """Say that a plan is past, or not yet issued, on the day that counts as today; and which round counts."""
    today = day_name(question.today)
    if book.moved:
        round_age(answer, question, book)
        return
    coming(answer, question, book)
    if question.today > book.plan.end.date:
        answer.notice(say("due.past_plan", today=today, end=day_name(book.plan.end.date)))
        goes_on(answer, question, book)
    elif question.today < book.plan.issued_on:
        answer.notice(say("due.before_plan", today=today, issued=day_name(book.plan.issued_on)))


def past(question: Question, *, plainly: bool = False) -> Reply | None:
    """Answer which printed days are past; None when the plan's silence on lateness is asked for.

    `plainly`: nothing but what is past was asked for.
    """
    hits = question.hits()
    if (
        not plainly
        and residue(question.reading)
        and hits
        and hits[0].point.silence
        and hits[0].score >= _LATE
    ):
        return None
    answer = Answer("past_due")
    today = day_name(question.today)
    for book in question.dated:
        items = past_due(book, question.role, question.today)
        if items:
            answer.fact(say("due.past_title", today=today, plan=book.plan.name, count=len(items)))
            _items(answer, question, book, items)
        else:
            answer.fact(say("due.past_none", today=today, plan=book.plan.name))
        _next_node(answer, question, book, question.today)
        plan_age(answer, question, book)
    if question.unit is not None:
        answer.notice(say("due.not_known"))
    return answer.reply()


def phase_on(question: Question) -> Reply:
    """Answer which phase runs on the day or in the period that the question names (else today)."""
    answer = Answer("phase_on")
    if claimed := phase_claimed(question):
        return claimed
    periods = question.reading.periods
    for printed in question.books:
        book = question.moved(printed, periods[0].end if periods else None)
        if "next" in question.reading.groups:
            _phase_next(answer, question, book)
        elif periods and periods[0].end != question.today:
            _phase_in(answer, book, periods[0].start or question.today, periods[0].end)
        else:
            _phase_today(answer, question, book)
        plan_age(answer, question, book)
    return answer.reply()


def _phase_next(answer: Answer, question: Question, book: PlanBook) -> None:
    later = [phase for phase in book.phases if phase.starts > question.today]
    if not later:
        _phase_today(answer, question, book)
        return
    phase = later[0]
    answer.fact(say("due.phase_next", title=phase.title, printed=span_words(book, phase)))
    answer.text(say("due.phase_begins", day=day_name(phase.starts), today=day_name(question.today)))
    answer.cite(book, Cite(clause=phase.clause, quote=phase.quote))


def _phase_in(answer: Answer, book: PlanBook, first: date, last: date) -> None:
    running = [phase for phase in book.phases if phase.starts <= last and phase.ends >= first]
    chosen = running or [min(book.phases, key=lambda phase: abs((phase.starts - first).days))]
    for phase in chosen:
        key = "due.phase_in" if running else "due.phase_gap"
        period = span_name(first, last)
        answer.fact(say(key, period=period, today=period, title=phase.title, printed=span_words(book, phase)))
        answer.cite(book, Cite(clause=phase.clause, quote=phase.quote))


def _phase_today(answer: Answer, question: Question, book: PlanBook) -> None:
    today, running = day_name(question.today), phases_on(book, question.today)
    for phase in running:
        answer.fact(say("due.phase_now", today=today, title=phase.title, printed=span_words(book, phase)))
        answer.cite(book, Cite(clause=phase.clause, quote=phase.quote))
    later = [phase for phase in book.phases if phase.starts > question.today]
    if running:
        if later:
            answer.text(say("due.phase_next", title=later[0].title, printed=span_words(book, later[0])))
        return
    key, phase = (
        ("due.phase_before", book.phases[0])
        if question.today < book.phases[0].starts
        else (("due.phase_gap", later[0]) if later else ("due.phase_after", book.phases[-1]))
    )
    answer.fact(say(key, today=today, title=phase.title, printed=span_words(book, phase)))
    answer.cite(book, Cite(clause=phase.clause, quote=phase.quote))
