"""Answers from the points of the plans: the best fitting one, or an honest silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge import Duty, Facet, PlanBook, PlanPoint, Silence

from ...days import status
from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind, Text
from ..answer import Answer
from ..checking.claiming import claims_something
from ..checking.claims import agrees, share_refuted, verdict, verdicts
from ..question import Question, is_off_topic
from ..times.frequency import times_in
from ..times.moved import in_round
from .choosing import (
    FLOOR,
    HALF,
    STRANGE_FLOOR,
    SURE,
    Scored,
    answers_first,
    chosen,
    foreign,
    missing_side,
    same_thing,
    weigh,
)
from .doubting import unheard, unsure
from .near_terms import ask_if_meant
from .unmeasured import unmeasured

_COUNTED = frozenset({Facet.COUNT, Facet.OFTEN})
_SILENCES = {Silence.STATED: SilenceKind.STATED, Silence.UNEXPLAINED: SilenceKind.UNEXPLAINED}
_WORDS = re.compile("[一-鿿]|[0-9]{3}|1[+]10")
"""What a question about the plans has at least: a Chinese character or a number that names something."""
_ASKS_TITLE = re.compile("全称|全名|名称|叫什么|叫啥|名字")
_TITLE = re.compile("《[^》]+》")
_HAPPENED = re.compile(
    "(?:[到拨发收来去交报批开办建]|到账|收到|来|下来|办好|建好)(?:了|过)[^,，。能会要有给算可还该]{0,6}(?:吗|没有?|么)[?。!]*$"
)
"""Whether it was done: 发了吗, 来过我们县没有; not what follows then: 建了有补助吗."""
_CONTACT = re.compile("电话|手机|邮箱|联系方式|号码|地址")
_THE_PLAN = "方案"
_HAS_NOT = re.compile("方案的内容")
_OF_TASKS = ("task", "group")
_FEW = 6
_CLEARLY = 1.5  # times the best score of the plan in focus
_NEAR = 0.5  # of the floor: a topic that may be offered when nothing was found
_KNOWN_ENOUGH = 0.42  # a question without a word of the field is out of scope below this
_OF_UNIONS = frozenset({"field", "union_matter"})
"""Words of what a union may do: with one of them a question is about the work, found or not."""
_SAME_NAME = 0.85
"""From here on a point answers to the name of another."""
_FAIR = 0.45  # below this a name that only the other plan knows decides


def from_points(question: Question) -> Reply:
    """Return the answer that the points give: a fact, a silence, or that nothing was found."""
    if not _WORDS.search(question.text):
        return not_found(question)
    own, other, hits = _found(question)
    floor = FLOOR if "field" in question.reading.groups else STRANGE_FLOOR
    if not own or own[0].score < floor:
        if other and other[0].score >= SURE and not other[0].point.silence:
            return _only_other(question, other[0].point)
        return not_found(question, hits)
    if "contact" in question.reading.groups:
        own = [item for item in own if item.point.silence and _CONTACT.search(item.point.say)]
    if not own or (is_off_topic(question) and own[0].score < SURE):
        return not_found(question, hits)
    if elsewhere := _elsewhere(question, own[0], other):
        return elsewhere
    own = answers_first(question, own)
    if _HAPPENED.search(question.text):
        return _only_planned(question, own)
    return _doubted(question, own) or _tell(question, own, other[:1])


def _only_planned(question: Question, own: Sequence[Scored]) -> Reply:
    """Asked whether something has happened (补助到账了吗): that no plan knows it, and what is planned."""
    if own[0].score < SURE or _doubted(question, own) is not None:
        return not_found(question, own)
    planned = _tell(question, own)
    lead = Text(say("points.not_known_done"), strong=True)
    return replace(
        planned,
        blocks=(lead, *planned.blocks),
        outcome=Outcome.NOT_IN_PLAN,
        silence=planned.silence or SilenceKind.NOT_FOUND,
    )


def _found(question: Question) -> tuple[list[Scored], list[Scored], list[Scored]]:
    """The points of the plans in focus, those of the other plans, and all: each best first."""
    plans = list(question.catalogue.plans)
    hits = weigh(question, question.hits(*plans))
    own = [hit for hit in hits if question.in_focus(hit.point.plan)]
    if len(own) < _FEW and len(question.books) < len(plans):
        own = weigh(question, question.hits())  # the other province's points had taken their places
    return own, [hit for hit in hits if not question.in_focus(hit.point.plan)], hits


def _elsewhere(question: Question, best: Scored, other: Sequence[Scored]) -> Reply | None:
    """Say whose the topic is, where only the other plan knows it."""
    only = question.understanding.only_elsewhere(question.reading, [book.id for book in question.books])
    if only is not None and best.score < _FAIR and best.known < HALF and not best.point.silence:
        return _only_other(question, only)
    clearly = other and other[0].score > max(SURE, _CLEARLY * best.score)
    return _only_other(question, other[0].point) if clearly and foreign(best, other[0]) else None


def _doubted(question: Question, own: Sequence[Scored]) -> Reply | None:
    """What is said instead of a point that does not hold the question's own words."""
    if parts := unheard(question, own):
        return not_found(question, own, parts)
    if meant := ask_if_meant(question, own[0].point):
        return meant
    if not unsure(question, own[0]):
        return None
    task = next((item for item in own[1:_FEW] if item.point.owner.partition(":")[0] in _OF_TASKS), None)
    if own[0].point.silence and Facet.LEAD in own[0].point.facets and task and task.score >= FLOOR:
        return _tell(question, [task])  # of which task's lead the plan is silent
    return not_found(question, own)


def _tell(question: Question, own: Sequence[Scored], other: Sequence[Scored] = ()) -> Reply:
    told = chosen(question, own)
    best = own[0]
    answer = Answer("point")
    judged = verdicts(question, [item.point for item in told])
    if not judged and claims_something(question) and (settling := _settling(question, told)):
        told = settling
        judged = verdicts(question, [item.point for item in told])
    several = len({item.point.plan for item in told}) > 1
    for item in sorted(told, key=lambda item: item.point.key not in judged):
        _say(answer, question, item.point, judged.get(item.point.key, ""), several=several)
    _times(answer, question, told)
    _name_owner(answer, question, best.point, other)
    _steps(answer, own)
    titled = _name_title(question, best.point)
    if titled:
        return answer.ahead(say("points.titled", title=titled)).reply()
    if share_refuted(question, best.point):
        return answer.reply()
    if all(item.point.silence for item in told) and not _named(question, best.point):
        silence = best.point.silence or Silence.STATED
        return answer.reply(Outcome.NOT_IN_PLAN, _SILENCES[silence])
    points = [item.point for item in told]
    missing = missing_side(question, points)
    if missing:
        side = next((item for item in own if missing in item.point.facets and same_thing(item, best)), None)
        if side is not None:
            return _tell(question, [side])
        if missing is Facet.LEAD and (unsaid := _leads_unsaid(question, best.point)):
            return _tell(question, [unsaid])
        return _facet_missing(question, best.point, missing)
    if (unshown := unmeasured(question, points)) is not None:
        return _measured(question, own, unshown)
    return answer.reply()


def _settling(question: Question, told: Sequence[Scored]) -> list[Scored]:
    """The points told, behind others of their items that settle the claim; [] where none of them does."""
    found = []
    more = any(agrees(question, item.point) for item in told if not item.point.silence)
    for item in told:
        points = question.catalogue.plans[item.point.plan].points if item.point.owner else ()
        of_item = [point for point in points if point.owner == item.point.owner and not point.silence]
        settles = next((point for point in of_item if verdict(question, point, more=more)), None)
        found += [Scored(settles, item.score, item.known), item] if settles else [item]
    return list({item.point.key: item for item in found}.values()) if len(found) > len(told) else []


def _measured(question: Question, own: Sequence[Scored], unshown: Facet) -> Reply:
    """The next point of the same thing that shows the measure asked for, or is silent on it."""
    for item in own[1:_FEW]:
        shows = unshown in item.point.facets and unmeasured(question, [item.point]) is None
        if shows and same_thing(item, own[0]):
            return _tell(question, [item])
    return _facet_missing(question, own[0].point, unshown)


def tell_found(question: Question, own: Sequence[Scored]) -> Reply | None:
    """Return the answer from points found, best first; None where none is near enough."""
    floor = FLOOR if "field" in question.reading.groups else STRANGE_FLOOR
    if not own or own[0].score < floor:
        return None
    ordered = answers_first(question, list(own))
    return _doubted(question, ordered) or _tell(question, ordered)


def tell_side(question: Question, own: Sequence[Scored]) -> Reply:
    """Return the answer from points that are known to be about the question's topic."""
    return _tell(question, answers_first(question, list(own)))


def side_missing(question: Question, name: str, point: PlanPoint, asked: Collection[Facet]) -> Reply:
    """Return that the plan writes of what is called `name`, but not of the side that is asked for."""
    return _facet_missing(question, replace(point, topic=name), min(asked, default=Facet.WHAT))


def _leads_unsaid(question: Question, best: PlanPoint) -> Scored | None:
    """What the plan of a task or action without a lead says: that it names leads of none of them."""
    book = question.catalogue.plans[best.plan]
    if best.owner.partition(":")[0] not in _OF_TASKS:
        return None
    silent = (
        point for point in book.points if point.silence and not point.owner and Facet.LEAD in point.facets
    )
    found = next(silent, None)
    return Scored(found, SURE) if found else None


def _name_title(question: Question, point: PlanPoint) -> str:
    """The one printed title in the point's quotes, where a document's name is asked for; else ""."""
    if not _ASKS_TITLE.search(question.text) or not point.silence:
        return ""
    titles = {title for cite in point.cites for title in _TITLE.findall(cite.quote)}
    return titles.pop() if len(titles) == 1 else ""


def _name_owner(answer: Answer, question: Question, best: PlanPoint, other: Sequence[Scored]) -> None:
    """Where the own plan is silent and the other one tells it, say whose it is (but not its figures)."""
    if "contact" in question.reading.groups:
        return  # no plan has any, and what else it has was not asked
    telling = question.understanding.telling(question.topic_words())
    for item in other:
        book = question.catalogue.plans[item.point.plan]
        tells = not item.point.silence and item.score >= SURE and telling(item.point) > 0
        if best.silence and tells and book.plan.name not in best.say:
            answer.text(say("points.owner", other=book.plan.name, topic=item.point.topic))
            answer.step(f"看{book.plan.name}怎么写", f"{book.plan.name}{item.point.topic}")


def _named(question: Question, point: PlanPoint) -> bool:
    """True when its name, its use or its place in the plan is asked for, which even a silence tells."""
    if Facet.WHERE in question.reading.facets and point.owner:
        return True
    return point.silence is Silence.UNEXPLAINED and Facet.MEANING not in question.reading.facets


def _facet_missing(question: Question, point: PlanPoint, facet: Facet) -> Reply:
    answer = Answer("point")
    answer.fact(say("points.facet_missing", topic=point.topic, facet=say(f"points.facet_{facet.value}")))
    answer.text(point.say).cite(question.catalogue.plans[point.plan], *point.cites)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _say(answer: Answer, question: Question, point: PlanPoint, judged: str, *, several: bool) -> None:
    book = question.catalogue.plans[point.plan]
    told = judged + point.say
    own = f"{book.plan.name}{told}" if told.startswith(_THE_PLAN) else told
    answer.fact(say("points.of_plan", plan=book.plan.name, say=told) if several else own)
    answer.cite(book, *point.cites)
    if Facet.WHERE in question.reading.facets:
        answer.text(say("points.where", label=book.label(point.clause)))
        if group := _group(book, point):
            answer.text(say("points.in_group", group=group))
    _when(answer, question, point)
    if point.silence and point.decides:
        answer.text(say("points.decides", who=point.decides))


def _group(book: PlanBook, point: PlanPoint) -> str:
    """The title of the action or aspect that a task's or a sum's point belongs to, else ""."""
    kind, _, name = point.owner.partition(":")
    task = book.tasks.get(name) if kind == "task" else None
    number = task.group if task else None
    if kind == "money":
        number = next((money.group for money in book.money if money.id == name), None)
    return next((group.title for group in book.groups if group.no == number), "")


def _when(answer: Answer, question: Question, point: PlanPoint) -> None:
    """Under a dated duty say how far away its day is, and from which day that is counted."""
    kind, _, name = point.owner.partition(":")
    book = question.catalogue.plans[point.plan]
    duty = next((duty for duty in book.duties if kind == "duty" and duty.id == name and duty.due), None)
    if duty is not None and duty.due is not None and Facet.WHEN in point.facets:
        if _owed_by_others(question, duty, point):
            answer.text(say("due.owed_by", who=duty.owes_printed))
        answer.text(status(duty.due.date, question.today))
        in_round(answer, question, book, duty)


def _owed_by_others(question: Question, duty: Duty, point: PlanPoint) -> bool:
    """True when the asker's level does not owe the duty and may not see it: 我们县什么时候交."""
    if not question.role or question.role in duty.owes or duty.owes_printed.startswith("（"):
        return False
    return "mine" in question.reading.groups or duty.owes_printed not in point.say


def _times(answer: Answer, question: Question, told: Sequence[Scored]) -> None:
    """Say how often the duty falls in the time that the question names, worked out; once for each duty."""
    if not question.reading.facets & {Facet.COUNT, Facet.OFTEN}:
        return
    for item in {item.point.owner: item for item in told if item.point.facets & _COUNTED}.values():
        if text := times_in(question, question.catalogue.plans[item.point.plan], item.point):
            answer.text(text)


def _steps(answer: Answer, own: Sequence[Scored]) -> None:
    """Offer the next best topics, each by the shortest way to ask for it."""
    seen = {own[0].point.topic}
    for item in own[1:]:
        point = item.point
        if point.topic and point.topic not in seen and item.score >= FLOOR and not _of_other_plan(point):
            seen.add(point.topic)
            ask = point.asks[0] if point.asks else point.topic
            answer.step(point.topic, ask)


def _of_other_plan(point: PlanPoint) -> bool:
    """True for what the plan has not at all, named only because another one has it: no next step."""
    return point.silence is Silence.STATED and _HAS_NOT.search(point.say) is not None


def _only_other(question: Question, point: PlanPoint) -> Reply:
    """Say that the topic is the other plan's, unless the own one has a point that is called so."""
    plans = [book.id for book in question.books]
    called = question.understanding.find_text(point.topic, plans, limit=1)
    if called and called[0].score >= _SAME_NAME:
        return _tell(question, [Scored(called[0].point, called[0].score, called[0].known)])
    book = question.catalogue.plans[point.plan]
    mine = "、".join(own.plan.name for own in question.books)
    answer = Answer("point").fact(
        say("points.only_other", mine=mine, other=book.plan.name, topic=point.topic)
    )
    answer.step(
        f"看{book.plan.name}怎么写", f"{book.plan.name}{point.asks[0] if point.asks else point.topic}"
    )
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def not_found(question: Question, hits: Sequence[Scored] = (), words: Sequence[str] = ()) -> Reply:
    """Say that nothing was found; far from the plans' field say that it is out of scope."""
    groups = question.reading.groups
    near = [hit for hit in hits if hit.score >= _NEAR * FLOOR]
    known = any(hit.score >= FLOOR and hit.known >= _KNOWN_ENOUGH for hit in near)
    of_work = groups & _OF_UNIONS or known or question.understanding.speaks_of(question.text, _OF_UNIONS)
    if is_off_topic(question) or not _WORDS.search(question.text) or not of_work:
        return Answer("out_of_scope").fact(say("points.out_of_scope")).reply(Outcome.OUT_OF_SCOPE)
    answer = Answer("not_found").fact(say("points.not_found"))
    if words:
        answer.text(say("points.unheard", words="”“".join(words)))
    for hit in [hit for hit in near if question.in_focus(hit.point.plan)][:3]:
        answer.step(hit.point.topic, hit.point.asks[0] if hit.point.asks else hit.point.topic)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)
