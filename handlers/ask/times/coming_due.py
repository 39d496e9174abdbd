"""Which printed days are still to come, in their order: 还有哪些没到期, 最近的节点, 先做哪个."""

from __future__ import annotations

import re
from itertools import groupby

from knowledge import Cite, PlanBook, due_between, to_come

from ...days import day_name
from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..finding.choosing import THING
from ..question import Question, residue
from .due import by_day, due_line, plan_age

_OF_DAYS = frozenset({"not_due", "first_what", "node", "next", "due", "left"})
_AROUND = re.compile("[剩件项样事多这那么手头上下里们活]|情况")
_CYCLES = 6


def coming_due(question: Question) -> Reply | None:
    """Answer the printed days from today on, soonest first, then what only has a cycle.

    None when the question names a thing without a day: nothing is ordered for that.
    """
    if _past_asked(question) or not _of_dated_things(question):
        return None
    answer = Answer("coming_due")
    for book in question.dated:
        _tell(answer, question, book)
        plan_age(answer, question, book)
        answer.step("哪些已经过期", f"{book.plan.name}哪些期限已经过了")
    if "first_what" in question.reading.groups:
        answer.notice(say("due.no_order"))
    return answer.reply()


def _past_asked(question: Question) -> bool:
    """True when 没有过期 stands inside 有没有过期, which asks for what is past."""
    words = question.reading.words
    past = [(word.start, word.end) for word in words if word.group == "past"]
    later = [(word.start, word.end) for word in words if word.group in ("not_due", "first_what", "next")]
    return bool(later) and all(
        any(first < start and end <= last for first, last in past) for start, end in later
    )


def _of_dated_things(question: Question) -> bool:
    """True when nothing but the days is asked for, or what is named beside them has a day."""
    if not _AROUND.sub("", residue(question.reading, groups=_OF_DAYS)):
        return True
    if "yes_no" in question.reading.groups:
        return False
    hits = question.hits()
    dated = {f"duty:{duty.id}" for book in question.books for duty in book.duties if duty.has_day}
    return bool(hits) and hits[0].score >= THING and hits[0].point.owner in dated


def _tell(answer: Answer, question: Question, book: PlanBook) -> None:
    today, name = day_name(question.today), book.plan.name
    later = list(to_come(book, question.role, question.today))
    if "next" in question.reading.groups and "first_what" not in question.reading.groups:
        later = [item for item in later if item.day == later[0].day]
    key = "due.to_come" if later else "due.none_to_come"
    answer.fact(say(key, plan=name, today=today, count=len(later)))
    for _, items in groupby(later, key=lambda item: item.day):
        for item in items:
            answer.text("· " + due_line(item.duty, by_day(question, book, item)))
            answer.cite(book, Cite(clause=item.duty.clause, quote=item.duty.quote))
    cycles = due_between(book, question.role, question.today, question.today).undated
    rows = [
        (item.duty.title, "、".join(every.printed for every in item.duty.every))
        for item in cycles
        if item.duty.every
    ]
    if question.role:
        answer.rows(rows[:_CYCLES], title=say("due.undated"))
    if not later and not answer.quoted:
        last = book.phases[-1]
        answer.cite(book, Cite(clause=last.clause, quote=last.quote))
