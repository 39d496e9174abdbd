"""Periods that lie before or after a programme: said as such, with what goes on all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge import PlanBook, PlanPoint

from ...days import day_name, span_name
from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question
from .moved import coming, goes_on

CALENDAR_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年)")
_GENERAL = re.compile(
    "县级|工会|县里|任务|工作|安排|要求|计划|目标|指标|重点|方案|我们|县总|[的有要做还搞干是新]"
)
"""What names no matter of its own: 2025年县级工会任务."""
_NEAR = 3
"""So many of the nearest points may speak of the year."""
Spans = Sequence[tuple[date, date]]
_AFTER = "silent-after"
"""The point that a person wrote who read the plan for what comes after it."""


def after_all(question: Question, spans: Sequence[Spans]) -> Reply | None:
    """Say that the asked period lies outside every plan in focus; None when one plan covers it."""
    pairs = list(zip(question.books, spans, strict=True))
    if not all(_outside(book, inside) for book, inside in pairs):
        return None
    answer = Answer("outside_the_plan")
    for book, inside in pairs:
        first, last = inside[0][0], inside[-1][1]
        if last < book.plan.issued_on:
            answer.fact(
                say(
                    "due.before_period", plan=book.plan.name, period=span_name(first, last),
                    issued=day_name(book.plan.issued_on),
                )
            )  # fmt: skip
        else:
            _say_after(answer, question, book, span_name(first, last))
        if question.today > book.plan.end.date:
            end = day_name(book.plan.end.date)
            answer.notice(say("due.past_plan", today=day_name(question.today), end=end))
        coming(answer, question, book)
    answer.notice(say("due.today", today=day_name(question.today)))
    if answer.quoted:
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _outside(book: PlanBook, spans: Spans) -> bool:
    return all(first > book.plan.end.date or last < book.plan.issued_on for first, last in spans)


def _say_after(answer: Answer, question: Question, book: PlanBook, period: str) -> None:
    """The end of the programme, the plan's silence on what follows, and what it says goes on."""
    answer.fact(say("due.after_period", plan=book.plan.name, period=period, end=day_name(book.plan.end.date)))
    silence: PlanPoint | None = question.catalogue.points.get(f"{book.id}/{_AFTER}")
    if silence is not None:
        answer.text(silence.say).cite(book, *silence.cites)
    goes_on(answer, question, book)


def other_year(question: Question) -> Reply | None:
    """Say of a year asked about that it lies outside every programme; None where a point speaks of it."""
    found = CALENDAR_YEAR.search(question.text)
    if found is None or question.round is not None or "yes_no" in question.reading.groups:
        return None
    year = int(found[0])
    runs = [(int(book.plan.first_month[:4]), book.plan.end.date.year) for book in question.books]
    if any(first <= year <= last for first, last in runs):
        return None
    holds = question.understanding.holds
    named = _GENERAL.sub("", question.topic_words().replace(found[0], "")).strip(" 年")
    if named and any(holds(found[0], hit.point) for hit in question.hits()[:_NEAR]):
        return None
    return after_all(question, [[(date(year, 1, 1), date(year, 12, 31))] for _ in question.books])
