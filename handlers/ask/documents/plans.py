"""Questions about the documents as a whole: where a topic stands, how two plans differ on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import Cite, Facet, Hit, PlanBook, PlanPoint, Silence, blanked

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..amounts import money
from ..answer import Answer
from ..finding.choosing import FLOOR, weigh
from ..question import Question, residue
from ..talking import talk

_ROW = re.compile(r"附(\d+)-(\d+)")
_PLACES = 8
_SEVERAL = re.compile("[两三几各每]个?省|[两三几各每]个方案|两|哪个省|哪省|对比|比较")
_EACH_SIDE = 40
_AROUND = "方案省两三几各每个比较之间份"
_TOPIC = 2  # fewer characters name no topic
_SIDES = ("how_much", "how_many", "often", "leads", "when")
_RIVAL = 0.62  # of the better plan's score: below this the other plan does not write of the topic
_TOLD = 0.6  # what a plan says is compared before what it does not say, from this share on


def where_mentioned(question: Question) -> Reply | None:
    """Answer in which clauses a topic is mentioned; None when the topic is not recognised."""
    topic = _topic(question)
    if topic is None:
        return None
    answer = Answer("where_mentioned")
    found = False
    for book in question.books:
        cites = list(mentions(book, topic))
        if cites:
            found = True
            answer.fact(say("plans.mentioned", topic=topic, plan=book.plan.name))
            shown = cites[:_PLACES]
            answer.rows([(_place(book, cite.clause), _around(cite.quote, topic)) for cite in shown])
            answer.cite(book, *cites[:_PLACES])
        else:
            answer.fact(say("plans.mentioned_none", topic=topic, plan=book.plan.name))
    return answer.reply() if found else answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _place(book: PlanBook, clause: str) -> str:
    """Where a clause stands, as people look for it: its label and title, or its row in the annex."""
    row = _ROW.fullmatch(clause)
    if row:
        return say("plans.row", label=book.label(clause), annex=row[1], number=row[2])
    title = book.clauses[clause].title
    return f"{book.label(clause)} {title}" if title else book.label(clause)


def mentions(book: PlanBook, topic: str) -> list[Cite]:
    """Return the sentences of a plan that contain `topic`, in the order of the clauses."""
    found = []
    for clause in book.clauses.values():
        if any(inner.within == clause.id and topic in inner.text for inner in book.clauses.values()):
            continue
        for sentence in clause.text.replace("；", "。").split("。"):
            if topic in sentence:
                found.append(Cite(clause=clause.id, quote=sentence.strip().strip("*")))
                break
    return found


def _around(quote: str, topic: str) -> str:
    start = max(0, quote.find(topic) - _EACH_SIDE)
    end = min(len(quote), quote.find(topic) + len(topic) + _EACH_SIDE)
    return ("…" if start else "") + quote[start:end] + ("…" if end < len(quote) else "")


def _topic(question: Question) -> str | None:
    """The longest name of a point that stands in the question, else the best point's first name in a plan."""
    text = question.text
    names = {
        name
        for point in question.catalogue.points.values()
        for name in point.names
        if len(name) > 1 and name.lower() in text and question.in_focus(point.plan)
    }
    printed = [name for name in names if any(name in book.source for book in question.books)]
    if printed:
        return max(printed, key=len)
    hits = question.hits()
    for hit in hits:
        for name in hit.point.names:
            if hit.score >= FLOOR and name in question.catalogue.plans[hit.point.plan].source:
                return name
    return None


def _compared(question: Question) -> str:
    """What is compared: the words that only compare are no topic."""
    comparing = [(word.start, word.end) for word in question.reading.words if word.group == "compare"]
    return blanked(question.own_words(), comparing)


def _no_topic(question: Question) -> bool:
    """True for 两个省有啥不一样: nothing to compare is named, no side of it either."""
    asked = {word.group for word in question.reading.words}
    around = str.maketrans("", "", _AROUND + "".join(_called(question)))
    plain = not residue(question.reading, groups=frozenset({"compare"})).translate(around)
    return plain and not asked & (
        {*_SIDES, "who", "to", "payer", "payment", "task_word", "list_word"} - {"when"}
    )


def _called(question: Question) -> list[str]:
    """The names and signs of the provinces: 云南, 滇."""
    return [name for book in question.catalogue.plans.values() for name in (book.plan.name, book.plan.short)]


def _about(question: Question, book: PlanBook) -> Sequence[Hit]:
    """The points of a plan on what is compared."""
    topic = _compared(question)
    if len(topic.replace(" ", "")) < _TOPIC:
        return question.hits(book.id)
    asked = "".join(word.word for word in question.reading.words if word.group in _SIDES)
    return question.understanding.find_text(f"{topic} {asked}", [book.id])


def _names_topic(question: Question, point: PlanPoint) -> bool:
    """True when the question calls the point by its name, and the point tells of the thing as such."""
    return Facet.WHAT in point.facets and any(
        len(name) > _TOPIC and name in question.text for name in point.names
    )


def _compared_plans(question: Question) -> list[PlanBook]:
    """The plans that the question names and the asker's own; all where these are not two."""
    meant = set(question.reading.plans) | ({question.unit.plan} if question.unit else set())
    every = list(question.catalogue.plans.values())
    chosen = [book for book in every if book.id in meant]
    return chosen if len(chosen) > 1 and question.named else every


def compare_plans(question: Question) -> Reply | None:
    """Answer what each plan says on a topic, side by side; None when no plan says anything."""
    named = any(name in question.text for name in _called(question))
    if question.unit is not None and not named and not _SEVERAL.search(question.text):
        return None
    answer = Answer("compare_plans")
    if "money_word" in question.reading.groups and money.only_money(question):
        return money.all_money(question, answer, _compared_plans(question))
    if _no_topic(question):
        return talk.which_two(question)
    best: list[tuple[PlanBook, PlanPoint | None, float]] = []
    for book in _compared_plans(question):
        hits = [hit for hit in weigh(question, _about(question, book)) if hit.score >= FLOOR]
        told = [hit for hit in hits if not hit.point.silence and hit.score >= _TOLD * hits[0].score]
        if not told or _names_topic(question, hits[0].point):
            told = hits
        top = told[0] if told else None
        best.append((book, top.point if top else None, top.score if top else 0.0))
    limit = _RIVAL * max(score for _, _, score in best)
    if limit == 0.0:
        return None
    for book, point, score in best:
        if point is None or score < limit:
            answer.fact(say("plans.compare_none", plan=book.plan.name))
            continue
        answer.fact(say("plans.compare_have", plan=book.plan.name, say=point.say)).cite(book, *point.cites)
    if all(point is None or point.silence is Silence.STATED for _, point, _ in best):
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    return answer.reply()
