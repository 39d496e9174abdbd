"""Days that a round moved: always called worked out (推算), always beside the printed words."""

from __future__ import annotations

from datetime import date

from knowledge import Cite, Duty, Phase, PlanBook

from ...days import day_name, left
from ...phrases import say
from ...request import MovedPlan
from ..answer import Answer
from ..question import Question


def day_words(book: PlanBook, printed: str, day: date) -> str:
    """Return a due day in words: as printed and the day it means, or worked out beside the printed words."""
    phrase = "due.moved_day" if book.moved else "due.printed_day"
    return say(phrase, printed=printed, day=day_name(day))


def span_words(book: PlanBook, phase: Phase) -> str:
    """Return when a phase runs: as printed, or worked out beside the printed words."""
    if not book.moved:
        return phase.printed
    first, last = day_name(phase.starts), day_name(phase.ends)
    return say("due.moved_span", printed=phase.printed, first=first, last=last)


def round_words(found: MovedPlan, today: date) -> str:
    """Return 本轮“…”, or the name of a round that is still to come with its first day."""
    phrase = "due.this_round" if found.holds(today) else "due.coming_round"
    return say(phrase, name=found.name, first=day_name(found.first))


def coming(answer: Answer, question: Question, book: PlanBook) -> None:
    """Say that a round of the plan is still to come for the asker, and from which day it holds."""
    found = question.round
    if found is not None and found.plan == book.id and not found.holds(question.today):
        first = day_name(found.first)
        answer.notice(say("due.before_round", name=found.name, first=first, months=found.months))


def round_age(answer: Answer, question: Question, book: PlanBook) -> None:
    """Say which round the days of a moved plan belong to, and that it is still to come or over."""
    coming(answer, question, book)
    if question.round is None or not question.round.holds(question.today):
        return
    answer.notice(say("due.in_round", name=question.round.name, months=question.round.months))
    if question.today > book.plan.end.date:
        end = day_name(book.plan.end.date)
        answer.notice(say("due.past_round", today=day_name(question.today), end=end))


def goes_on(answer: Answer, question: Question, book: PlanBook) -> None:
    """Name what the plan itself wants to go on after its end; a plan without such a clause gets no line."""
    duties = [
        duty for duty in book.duties if duty.goes_on and (not question.role or question.role in duty.owes)
    ]
    if not duties:
        return
    titles = "；".join(f"{duty.title}（{book.label(duty.clause)}）" for duty in duties)
    answer.notice(say("due.goes_on", titles=titles))
    answer.cite(book, *(Cite(clause=duty.clause, quote=duty.quote) for duty in duties))


def in_round(answer: Answer, question: Question, book: PlanBook, duty: Duty) -> None:
    """Under a point about a dated duty say its day in the asker's round; nothing without a round."""
    moved = question.restarted(book)
    found = next((one for one in moved.duties if one.id == duty.id), None)
    if question.round is None or not moved.moved or found is None or found.due is None:
        return
    day, words = found.due.date, round_words(question.round, question.today)
    answer.text(say("due.day_in_round", round=words, day=day_name(day), left=left(day, question.today)))
