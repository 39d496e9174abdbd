"""Printed days that an answer names, worked out for the asker's round: always beside the printed words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge import Duty, Phase, PlanBook, Precision

from ...days import day_name
from ...phrases import say
from ...reply import Block, Facts, Outcome, Quote, Reply, Table, Text
from ..question import Question
from .moved import round_words

_BY_PERIOD = frozenset(("due_in_period", "past_due", "phase_on", "days_left", "outside_the_plan"))
"""Answers that read their days by the run that holds on them."""

_TITLES = re.compile("《[^》]*》|[0-9]{4}[—–-][0-9]{4}年")
"""Names of documents: the years in them never move."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A printed day of the plan: how an answer writes it, and the day that the round makes of it."""

    pattern: str
    worked_out: str


def with_round_days(question: Question, reply: Reply) -> Reply:
    """Return the answer with the days of the asker's round under the printed ones that it names."""
    quotes = [block for block in reply.blocks if isinstance(block, Quote)]
    found = question.round
    if found is None or reply.intent in _BY_PERIOD or reply.outcome is Outcome.ASK_BACK:
        return reply
    if not quotes or any(quote.plan != found.plan for quote in quotes):
        return reply
    text = "\n".join(_words(reply.blocks))
    book = question.catalogue.plans[found.plan]
    days = _days(book, question.restarted(book), {quote.clause for quote in quotes})
    rows = [(words, day) for words, day in _named(text, list(days)) if day not in text]
    if not rows:
        return reply
    told = tuple((words, say("due.worked_out", day=day)) for words, day in rows)
    below = Facts(told, say("due.round_days", round=round_words(found, question.today)))
    place = reply.blocks.index(quotes[0])
    return replace(reply, blocks=(*reply.blocks[:place], below, *reply.blocks[place:]))


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Facts | Table):
            yield from (cell for row in block.rows for cell in row)


def _named(text: str, days: list[_Day]) -> list[tuple[str, str]]:
    """The printed days that stand in the text, in its order, each with the day worked out of it."""
    plain = _TITLES.sub(lambda found: " " * len(found[0]), text)
    whole = "|".join(f"({one.pattern})" for one in days)
    found = (match for match in re.finditer(whole, plain) if match.lastindex)
    return list(dict.fromkeys((match[0], days[(match.lastindex or 1) - 1].worked_out) for match in found))


def _days(book: PlanBook, moved: PlanBook, clauses: set[str]) -> Iterator[_Day]:
    """The printed days of the plan, longer words first; a bare year only of a duty whose clause is cited."""
    pairs = list(zip(book.duties, moved.duties, strict=True))
    for phase, later in zip(book.phases, moved.phases, strict=True):
        if "-" in phase.printed:
            yield _Day(re.escape(phase.printed), _span(later))
    for own, then in pairs:
        if own.due is not None and own.due.precision is not Precision.YEAR:
            yield _Day(re.escape(own.due.printed.rstrip("前起")) + "[前起]?", _exactly(then))
    for day, month in ((f"{book.plan.first_month}", moved.plan.first_month), (_end(book), _end(moved))):
        yield _Day(_month(day) + "(?![0-9日底-]|印发)", _month(month))
    for own, then in pairs:
        if own.due is not None and own.due.precision is Precision.YEAR and own.clause in clauses:
            yield _Day(f"(?<![0-9—-]){own.due.date.year}年(?![0-9])", _exactly(then))


def _end(book: PlanBook) -> str:
    return f"{book.plan.end.date:%Y-%m}"


def _month(text: str) -> str:
    """Return 2026年12月 for 2026-12."""
    year, _, month = text.partition("-")
    return f"{year}年{int(month)}月"


def _exactly(duty: Duty) -> str:
    """The day as exact as it was printed: a day, a month, or a year, which moves by whole years only."""
    assert duty.due is not None, "only dated duties are asked for"
    day = duty.due.date
    if duty.due.precision is Precision.YEAR:
        return f"{day.year}年"
    return _month(f"{day:%Y-%m}") if duty.due.precision is Precision.MONTH else day_name(day)


def _span(phase: Phase) -> str:
    return say("due.span", first=day_name(phase.starts), last=day_name(phase.ends))
