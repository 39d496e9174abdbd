"""Which of the plans ends first or holds more tasks: told for all of them from their structure."""

from __future__ import annotations

import re

from knowledge import Cite, PlanBook

from ...days import day_name
from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question

_SEVERAL = 2
_WHICH = "(?:哪一?个|哪边|哪家|哪省|谁|两个?省|两边|两家)"
_END = re.compile(
    f"{_WHICH}[^,，。]{{0,4}}(?:先|早|晚|后|迟)(?:一点|点|些)?(?:结束|完|收官|收尾|到期|截止|搞完|到头)"
)
_TASKS = re.compile(
    f"{_WHICH}[^,，。]{{0,4}}任务(?:更|最|要)?(?:多|少|重)|任务{_WHICH}(?:更|最)?(?:多|少|重)"
)


def between_plans(question: Question) -> Reply | None:
    """Return when each plan ends, or how many tasks each has; None for any other question."""
    text = question.text
    ends = _END.search(text)
    if not ends and not _TASKS.search(text):
        return None
    named = sum(book.plan.name in text for book in question.catalogue.plans.values())
    if named < _SEVERAL and "两" not in text:
        return None
    answer = Answer("between_plans")
    books = list(question.catalogue.plans.values())
    for book in sorted(books, key=lambda book: book.plan.end.date if ends else -len(book.tasks)):
        if ends:
            end = book.plan.end
            answer.fact(say("plans.ends", plan=book.plan.name, day=day_name(end.date), printed=end.printed))
            answer.cite(book, _cite_of_end(book))
        else:
            answer.fact(say("plans.tasks", plan=book.plan.name, count=len(book.tasks)))
            answer.cite(book, *(Cite(clause=group.clause, quote=group.quote) for group in book.groups[:1]))
    return answer.reply()


def _cite_of_end(book: PlanBook) -> Cite:
    """The phase that prints when the programme ends, else the last one."""
    last = max(book.phases, key=lambda phase: phase.ends)
    found = next((phase for phase in book.phases if book.plan.end.printed in phase.quote), last)
    return Cite(clause=found.clause, quote=found.quote)
