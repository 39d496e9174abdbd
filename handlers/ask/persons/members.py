"""Whether a department or person belongs to a group: 研究室在保障组对吧, 阮永兴在领导小组里吗."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import Body, Cite, Facet, Mention, PlanBook, PlanPoint

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..finding.either import either
from ..question import Question


def body_claim(question: Question) -> Reply | None:
    """Answer whether who is named belongs to the named group, and to which one instead.

    None unless both a group and somebody else are named.
    """
    answer = Answer("body_claim")
    for book in question.books:
        spans, bodies = _bodies(question, book)
        for body in bodies:
            for mention in question.reading.names:
                if (mention.start, mention.end) not in spans:
                    _judge(answer, book, body, mention, two=len(bodies) > 1 and either(question.text))
            for stranger in question.reading.strangers:
                answer.fact(say("people.in_no_body", name=stranger.text, body=body.title))
                answer.cite(book, Cite(clause=body.clause, quote=body.quote))
    reply = answer.reply()
    return reply if reply.quotes else None


def _bodies(question: Question, book: PlanBook) -> tuple[set[tuple[int, int]], list[Body]]:
    """The named groups of a plan and where they stand in the question."""
    found = [
        (mention, bearer.id)
        for mention in question.reading.names
        for bearer in mention.of("body")
        if bearer.plan == book.id
    ]
    sure = [(mention, name) for mention, name in found if not mention.of("unit", "department")]
    found = sure or found  # beside 综合组, 办公室 is the department
    spans = {(mention.start, mention.end) for mention, _ in found}
    return spans, [book.bodies[name] for name in dict.fromkeys(name for _, name in found)]


def _judge(answer: Answer, book: PlanBook, body: Body, mention: Mention, *, two: bool) -> None:
    names = {bearer.name for bearer in mention.bearers if bearer.plan == book.id}
    if not names:
        return
    people = [person for person in book.organisation.people if person.name in names]
    if mention.of("person"):
        inside = [person for person in people if person.body == body.id]
        key = "people.in_body" if inside else "people.in_no_body"
        answer.fact(say(key, name=mention.text, body=body.title))
        shown = [Cite(clause=person.clause, quote=person.quote) for person in inside]
        answer.cite(book, *(shown or [Cite(clause=body.clause, quote=body.quote)]))
        return
    names |= _all_names(book, names)
    named = _telling(book, body, names)
    told = named or next(who_is_in(book, body), None)
    if told is None or (two and not named):
        return
    if two:
        answer.fact(told.say).cite(book, *told.cites)
        return
    answer.fact(say("people.claim_right" if named else "people.claim_wrong", said=mention.text, say=told.say))
    elsewhere = None if named else _elsewhere(book, body, names)
    if elsewhere is not None:
        answer.text(elsewhere.say).cite(book, *elsewhere.cites)
    answer.cite(book, *told.cites)


def _all_names(book: PlanBook, names: set[str]) -> set[str]:
    """Every name of the departments that bear one of `names`."""
    departments = [one for one in book.organisation.departments if names & {one.name, *one.names}]
    return {name for one in departments for name in (one.name, *one.names)}


def who_is_in(book: PlanBook, body: Body) -> Iterator[PlanPoint]:
    """The points that tell who makes up or leads the group."""
    for point in book.points:
        if point.owner == f"body:{body.id}" and not point.silence and Facet.WHO in point.facets:
            yield point


def _telling(book: PlanBook, body: Body, names: set[str]) -> PlanPoint | None:
    """The point that names the department among those of the group, as a whole word."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    whole = re.compile(f"(?:^|(?<=[由、：，和与（即]))(?:{listed})(?=[、，。；（）]|牵头|参与|负责|$)")
    return next((point for point in who_is_in(book, body) if whole.search(point.say)), None)


def _elsewhere(book: PlanBook, body: Body, names: set[str]) -> PlanPoint | None:
    """The point of the smallest other group that names the department: a group before its office."""
    others = (_telling(book, other, names) for other in book.organisation.bodies if other.id != body.id)
    return min(filter(None, others), key=lambda point: len(point.say), default=None)
