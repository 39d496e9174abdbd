"""What the programme is, for who has only just heard of it: 加强年是干什么的, 介绍一下这个方案."""

from __future__ import annotations

import re
from itertools import islice

from knowledge import Cite, Facet, PlanBook

from ...days import day_name
from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..persons.members import who_is_in
from ..question import Question, residue
from ..times.moved import span_words

_WHOLE = frozenset({Facet.WHAT, Facet.MEANING})
_HEADS = frozenset({Facet.WHO, Facet.LEAD})
_OF_IT = frozenset({"programme", "document", "introduce", "who_is"})
_AROUND = re.compile(
    "级?工会|[这那本次件份]|关于|一下|到底|究竟|专项|负?总?负?责|[主分]?管|抓|组织|说了算|[由来总给帮请你您]"
)


def programme(question: Question) -> Reply | None:
    """Return what the plans in focus are for, when, what they hold, or who leads; None when more is asked."""
    reading = question.reading
    if reading.facets - _WHOLE - _HEADS or _asks_more(question):
        return None
    answer = Answer("programme")
    for book in question.dated:
        if reading.facets & _HEADS:
            _say_heads(answer, book)
        else:
            _introduce(answer, book, whole=question.book is not None)
    answer.step(say("programme.step_mine"), say("numbered.ask_month"))
    answer.step(say("programme.step_tasks"), say("programme.ask_tasks"))
    answer.step(say("programme.step_money"), say("programme.ask_money"))
    return answer.reply()


def programme_named(question: Question) -> str | None:
    """Return the programme as the question calls it, where it names nothing else; else None."""
    said = [word.word for word in question.reading.words if word.group == "programme"]
    return max(said, key=len) if said and not _asks_more(question) else None


def _asks_more(question: Question) -> bool:
    reading = question.reading
    left = _AROUND.sub("", residue(reading, everyday=False, groups=_OF_IT))
    return bool(left or reading.references or reading.names)


def _say_heads(answer: Answer, book: PlanBook) -> None:
    """Who leads the programme and who does its daily work: what makes up its first two bodies."""
    for body in list(book.bodies.values())[:2]:
        for told in islice(who_is_in(book, body), 1):
            answer.fact(told.say).cite(book, *told.cites)
    answer.dated()


def _introduce(answer: Answer, book: PlanBook, *, whole: bool) -> None:
    """The paper and its purpose; where only one plan is told, its steps and the parts of its tasks too."""
    answer.fact(say("programme.paper", title=book.plan.title, day=day_name(book.plan.issued_on)))
    purpose = {point.say for point in book.plan.points if Facet.WHY in point.facet}
    for point in book.points:
        if point.say in purpose and not point.silence:
            answer.text(point.say)
            answer.cite(book, *point.cites)
    if not whole:
        return
    answer.rows([(phase.title, span_words(book, phase)) for phase in book.phases], say("programme.steps"))
    parts = "、".join(group.title for group in book.groups)
    answer.text(say("programme.tasks", count=len(book.tasks), groups=len(book.groups), parts=parts))
    answer.cite(book, *(Cite(clause=phase.clause, quote=phase.quote) for phase in book.phases))
