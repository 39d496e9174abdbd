"""Of whom a printed target is: 培训500人次是全省的吗, 疗休养100人是一个乡镇的吧."""

from __future__ import annotations

from knowledge import Cite, PlanBook, Target, Task

from ...phrases import say
from ...reply import Reply
from ..amounts.money import is_amount
from ..amounts.remaining import tasks_counting
from ..answer import Answer
from ..question import Question
from . import enough, whose_sum
from .claiming import claims_something

_HITS = 6
_OF_COUNTIES = ("county", "ours")


def whose_target(question: Question) -> Reply | None:
    """Return whether a target is of whom the question says; None where no printed number is claimed so."""
    said = [number for number in question.reading.numbers if not number.ordinal]
    numbers = said[:1] + [number for number in said[1:] if number.value != 1]  # 一个乡镇 says of whom
    if question.book is None or len(numbers) != 1 or is_amount(numbers[0]) or not claims_something(question):
        return None
    whom = whose_sum.whom_behind(question, numbers[0])
    if whom is None:
        return None
    topic = question.text[: numbers[0].start]
    hits = question.understanding.find_text(topic, [question.book.id], limit=_HITS) if topic else ()
    for task, target in tasks_counting(question, question.book, numbers[0], hits):
        if target.value == numbers[0].value:
            return _tell(question.book, task, target, whom)
    return None


def _tell(book: PlanBook, task: Task, target: Target, whom: whose_sum.Whom) -> Reply:
    right = whom.kind in _OF_COUNTIES if target.scope == "county" else whom.kind == "whole"
    verdict = whose_sum.verdict_of(whom, right=right)
    answer = Answer("whose_target").fact(verdict + enough.printed_target(target) + say("numbered.stop"))
    return answer.cite(book, Cite(clause=task.clause, quote=target.quote)).reply()
