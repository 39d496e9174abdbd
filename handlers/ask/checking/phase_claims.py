"""Whether a phase begins or ends when a question says: 第三阶段是10月开始对吗."""

from __future__ import annotations

import re

from knowledge import Cite

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question
from ..times.moved import span_words
from .claiming import claims_something, verdict_on

_BEGINS = re.compile("开始|启动|起步|进入")
_ENDS = re.compile("结束|为止|截止|完|到(?!了|底)")


def phase_claimed(question: Question) -> Reply | None:
    """Return whether a named phase begins or ends in the month that is said; None for no such claim."""
    periods, text = question.reading.periods, question.text
    if len(periods) != 1 or question.book is None or not claims_something(question):
        return None
    book = question.dated[0]
    named = [phase for phase in book.phases if any(name in text for name in (phase.title, *phase.names))]
    begins, ends = _BEGINS.search(text), _ENDS.search(text)
    if len(named) != 1 or not (begins or ends):
        return None
    phase, said = named[0], periods[0].end
    day = phase.starts if begins else phase.ends
    right = (day.year, day.month) == (said.year, said.month)
    verdict = verdict_on(right=right, said=periods[0].text)
    told = say("due.phase_is", title=phase.title, printed=span_words(book, phase))
    return (
        Answer("phase_on")
        .fact(verdict + told)
        .cite(book, Cite(clause=phase.clause, quote=phase.quote))
        .reply()
    )
