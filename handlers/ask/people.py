"""People whom a plan names, and the tasks that a department leads."""

from __future__ import annotations

from knowledge import Cite, PlanBook

from ..phrases import say
from ..reply import Outcome, Reply, SilenceKind
from .answer import Answer
from .question import Question


def person(question: Question) -> Reply | None:
    """Answer who a named person is: post and role as printed, and the counties of a leader."""
    answer = Answer("person")
    silent = True
    for mention in question.reading.names:
        for bearer in mention.of("person"):
            book = question.catalogue.plans[bearer.plan]
            if question.named and not question.in_focus(bearer.plan):
                continue
            silent = not _say_person(answer, book, bearer.name) and silent
    reply = answer.notice(say("people.dated")).reply()
    if len(reply.blocks) == 1:
        return None
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED) if silent else reply


def _say_person(answer: Answer, book: PlanBook, name: str) -> bool:
    """Say what the plan prints of a person; False when it prints no post."""
    posts = [person for person in book.organisation.people if person.name == name]
    for person in posts:
        body = book.bodies[person.body].title if person.body in book.bodies else ""
        role = say("people.role", body=body, role=person.role) if person.role else ""
        answer.fact(say("people.post", name=name, post=person.post or "", role=role))
        answer.cite(book, Cite(clause=person.clause, quote=person.quote))
    for unit in book.liaisons.units:
        if unit.unit == name:
            if not posts:
                answer.fact(say("people.no_post", name=name))
            counties = "、".join(linked.printed for linked in unit.counties)
            answer.text(say("people.links", name=name, counties=counties))
            answer.cite(book, *(Cite(clause=unit.clause, quote=linked.quote) for linked in unit.counties))
    return any(person.post for person in posts)


def tasks_of_department(question: Question) -> Reply | None:
    """Answer which tasks the named department leads, with each task's own words on it."""
    answer = Answer("tasks_of_department")
    for book in question.books:
        names = {
            bearer.name
            for mention in question.reading.names
            for bearer in mention.of("department", "unit")
            if bearer.plan == book.id
        }
        tasks = [task for task in book.tasks.values() if names & set(task.leads)]
        if names and tasks:
            unit = "、".join(sorted(names & {lead for task in tasks for lead in task.leads}))
            answer.fact(say("people.leads", plan=book.plan.name, unit=unit, count=len(tasks)))
            answer.rows([(book.label(task.clause), task.title) for task in tasks])
            answer.cite(book, *(_lead_cite(task.points, task.clause, task.quote) for task in tasks))
    reply = answer.reply()
    return reply if reply.blocks else None


def _lead_cite(points: tuple, clause: str, quote: str) -> Cite:
    led = next((point for point in points if "who" in point.facet and point.quote), None)
    return Cite(clause=clause, quote=led.quote if led else quote)
