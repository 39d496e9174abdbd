"""People whom a plan names, and the tasks that a department leads."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from knowledge import Cite, Facet, Liaison, Place, PlanBook, Point, blanked

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..finding.either import either
from ..question import Question
from .members import body_claim

_ALIKE = 66
"""Names that share two of three characters are offered (of 100)."""
_OFFERS = 3
_ASKING_LEADS = frozenset({"leads", "task_word", "yes_no", "what", "how_many"})
_AROUND_LEADS = re.compile("[ 的了没有吗呢啊吧过负责哪些几项个活事?？,，。]|省总工?会?")
_HALF = 0.5  # of the best score: a point that tells who is weaker is about something else


def person(question: Question) -> Reply | None:
    """Answer who a named person is: post and role as printed, and the counties of a leader."""
    answer = Answer("person")
    silent = True
    bearers = [bearer for mention in question.reading.names for bearer in mention.of("person")]
    heard_names(answer, question)
    for plan, name in dict.fromkeys((bearer.plan, bearer.name) for bearer in bearers):
        if not question.in_focus(plan):
            mine = "、".join(book.plan.name for book in question.books)
            other = question.catalogue.plans[plan].plan.name
            key = "people.elsewhere_wrong" if "yes_no" in question.reading.groups else "people.elsewhere"
            answer.fact(say(key, mine=mine, name=name, other=other))
        silent = not _say_person(answer, question.catalogue.plans[plan], name) and silent
        if "in_list" in question.reading.groups:
            _say_roles(answer, question.catalogue.plans[plan], name)
    reply = answer.dated().reply()
    if not reply.quotes:
        return _nobody(question)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED) if silent else reply


def department_head(question: Question) -> Reply | None:
    """Answer who heads a named department, as printed; None where the plan names nobody."""
    answer = Answer("department_head")
    for book in question.books:
        named = {
            bearer.name
            for one in question.reading.names
            for bearer in one.of("unit", "department")
            if question.text[one.end : one.end + 1] != "会"  # 经审会 is the body, 经审办 the department
        }
        for department in book.organisation.departments:
            if department.head and named & {department.name, *department.names}:
                _say_person(answer, book, department.head)
    reply = answer.dated().reply()
    return reply if reply.quotes else None


def role_post(question: Question) -> Reply | None:
    """Answer the post of whoever has the named role (组长是什么职务); None where nobody is printed."""
    found = [word for word in question.reading.words if word.group == "role_title"]
    inner = {one.word for one in found for other in found if other is not one and one.word in other.word}
    roles = {word.word for word in found} - inner
    answer = Answer("role_post")
    for book in question.books:
        for person in book.organisation.people:
            if person.role in roles and person.post:
                _say_person(answer, book, person.name)
    reply = answer.dated().reply()
    return reply if reply.quotes else None


def heard_names(answer: Answer, question: Question) -> None:
    """Say how a name was understood that is written otherwise."""
    for mention in question.reading.names:
        if mention.heard and mention.bearers:
            answer.notice(say("people.heard", name=mention.bearers[0].name, typed=mention.text))


def _nobody(question: Question) -> Reply | None:
    """Say that no plan in focus names the person; those of a similar name are offered, never answered for."""
    plans = "、".join(book.plan.name for book in question.books)
    answer = Answer("unknown_person")
    for stranger in question.reading.strangers:
        answer.fact(say("people.nobody", plans=plans, name=stranger.text))
        alike = process.extract(
            stranger.text, _named_people(question), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_OFFERS
        )
        for name, _, _ in alike:
            answer.step(name, f"{name}是谁")
        if alike:
            answer.text(say("people.alike", names="、".join(name for name, _, _ in alike)))
    reply = answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)
    if not question.reading.strangers:
        return None
    return answer.reply(Outcome.ASK_BACK) if reply.choices else reply


def _named_people(question: Question) -> list[str]:
    people = [person.name for book in question.books for person in book.organisation.people]
    leaders = [unit.unit for book in question.books for unit in book.liaisons.units if unit.kind == "leader"]
    return list(dict.fromkeys(people + leaders))


def _say_person(answer: Answer, book: PlanBook, name: str) -> bool:
    """Say what the plan prints of a person; False when it prints no post."""
    posts = [person for person in book.organisation.people if person.name == name and person.post]
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
    return bool(posts)


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


def _lead_cite(points: tuple[Point, ...], clause: str, quote: str) -> Cite:
    led = next((point for point in points if "who" in point.facet and point.quote), None)
    return Cite(clause=clause, quote=led.quote if led and led.quote else quote)


def lead_claim(question: Question) -> Reply | None:
    """Answer whether the named department leads the named task; None when the task is not recognised.

    With no task named (经审办有牵头任务吗) its tasks are told.
    """
    if not _names_task(question):
        return tasks_of_department(question)
    return _claim(question, Facet.LEAD, "lead_claim") or body_claim(question) or _leads_of_none(question)


def _leads_of_none(question: Question) -> Reply | None:
    """What a plan that names no task's lead says of that; None where it names some, or several are meant."""
    book = question.book
    if book is None or any(task.leads for task in book.tasks.values()):
        return None
    silent = (one for one in book.points if one.silence and not one.owner and Facet.LEAD in one.facets)
    point = next(silent, None)
    if point is None:
        return None
    answer = Answer("lead_claim").fact(point.say).cite(book, *point.cites)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)


def _names_task(question: Question) -> bool:
    """True when anything is left beside the department, the leading and the word task."""
    spans = [(name.start, name.end) for name in question.reading.names]
    spans += [(word.start, word.end) for word in question.reading.words if word.group in _ASKING_LEADS]
    return bool(_AROUND_LEADS.sub("", blanked(question.text, spans)))


def _claim(question: Question, side: Facet, intent: str) -> Reply | None:
    """Hold who is claimed against the point that tells who it is."""
    plans = [book.id for book in question.books]
    hits = question.understanding.find(question.reading, plans, limit=24, without_names=True)
    told = [hit for hit in hits if side in hit.point.facets and not hit.point.silence]
    if not told or told[0].score < _HALF * hits[0].score:
        return None
    point = told[0].point
    named = [mention for mention in question.reading.names if mention.of("unit", "department", "person")]
    said = [mention.text for mention in named] + [stranger.text for stranger in question.reading.strangers]
    # What the point is about is no claim: 办公室 in 办公室是研究室牵头的吗.
    said = [name for name in said if name not in point.topic] if len(said) > 1 else said
    if not said:
        return None
    printed = [bearer.name for mention in named for bearer in mention.bearers if bearer.plan == point.plan]
    right = any(name in point.say for name in (*said, *(name for name in printed if name not in point.topic)))
    key = "people.claim_right" if right else "people.claim_wrong"
    if either(question.text):
        key = "people.claim_either"
    answer = Answer(intent).fact(say(key, said="、".join(said), say=point.say))
    return answer.cite(question.catalogue.plans[point.plan], *point.cites).reply()


def role_claim(question: Question) -> Reply | None:
    """Answer whether the named person has the named role (组长是张文静吧), and who has it.

    None for people of another plan: who they are there is told instead.
    """
    bearers = [bearer for mention in question.reading.names for bearer in mention.of("person")]
    if bearers and not any(question.in_focus(bearer.plan) for bearer in bearers):
        return None
    titles = {word.word for word in question.reading.words if word.group == "role_title"}
    roles = {title for title in titles if not any(title in other for other in titles - {title})}
    roles |= {"牵头"} if "leads" in question.reading.groups else set()
    said = {bearer.name for mention in question.reading.names for bearer in mention.of("person")}
    strangers = {stranger.text for stranger in question.reading.strangers}
    said |= strangers
    answer = Answer("role_claim")
    for book in question.books:
        holders = [person for person in book.organisation.people if person.role in roles]
        known = {person.name for person in book.organisation.people} | strangers
        if not holders or not said & known:
            continue
        names = "、".join(dict.fromkeys(person.name for person in holders))
        key = "people.role_right" if said & {person.name for person in holders} else "people.role_wrong"
        if either(question.text):
            key = "people.role_either"
        answer.fact(say(key, said="、".join(sorted(said)), role="、".join(sorted(roles)), names=names))
        answer.cite(book, *(Cite(clause=person.clause, quote=person.quote) for person in holders))
    reply = answer.dated().reply()
    return reply if reply.quotes else _claim(question, Facet.WHO, "role_claim")


def liaison_post(question: Question) -> Reply | None:
    """Answer the post of whoever links the named (or the asker's own) county, when that is a person."""
    answer = Answer("liaison_post")
    silent = True
    for county in _counties(question):
        book = question.catalogue.of_province(county.province)
        unit = book.linked.get(county.code) if book else None
        head = _head(book, unit) if book and unit else None
        if book is None or unit is None or head is None:
            return None
        silent = not _say_person(answer, book, head) and silent
        if unit.kind == "leader":
            _say_roles(answer, book, head)
    if silent:
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    return answer.dated().reply()


def _head(book: PlanBook, unit: Liaison) -> str | None:
    """The leader himself, or the printed head of a department; None when the plan names nobody."""
    if unit.kind == "leader":
        return unit.unit
    names = {unit.unit, *unit.names}
    return next((one.head for one in book.organisation.departments if names & {one.name, *one.names}), None)


def _say_roles(answer: Answer, book: PlanBook, name: str) -> None:
    """Say that a linked leader stands in no group, where that is so."""
    if not any(person.name == name for person in book.organisation.people):
        bodies = "、".join(body.title for body in book.organisation.bodies[:1])
        answer.text(say("people.in_no_body", name=name, body=bodies))


def _counties(question: Question) -> list[Place]:
    named = list(question.reading.places.counties)
    if named or question.unit is None:
        return named
    own = question.catalogue.places.county(question.unit.code)
    return [own] if own else []
