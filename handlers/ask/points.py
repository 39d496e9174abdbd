"""Answers from the points of the plans: the best fitting one, or an honest silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge import Facet, Hit, PlanPoint, Silence

from ..phrases import say
from ..reply import Outcome, Reply, SilenceKind
from .answer import Answer
from .claims import verdict
from .days import status
from .question import Question

FLOOR = 0.22
"""Below this a point has too little in common with the question to be an answer."""
_STRANGE_FLOOR = 0.32
"""The same for a question without a single word of the plans' field."""
SURE = 0.6
"""From here on a point is what the question is about, whatever else the question says."""
_BOTH = 0.8  # the other province's point is told too from this share of the best score on
_HALF = 0.5
_PLAIN = 0.68  # from here on the words themselves say enough, whatever side they were filed under
_AS_KNOWN = 0.9
_FAIR = 0.45  # below this a name that only the other plan knows decides
_NEARLY = 0.87  # an answer is preferred to a silence from this share on
_MORE = 0.86  # a second point of the same topic is told from this share on
_SIDE = 0.5  # a point that tells another side asked for is told from this share on
_FITS, _LEADS, _MISSES, _SILENT_MISSES = 1.18, 1.35, 0.88, 0.7
_SILENCES = {Silence.STATED: SilenceKind.STATED, Silence.UNEXPLAINED: SilenceKind.UNEXPLAINED}
_HARD = frozenset({Facet.COUNT, Facet.MONEY, Facet.OFTEN, Facet.PAYER, Facet.PAYMENT})
_NAMED, _CALLED = 3, 1.08  # a point called by a name of so many characters counts this much more
_KNOWN_SILENCE = 0.6  # a silence is only told as the plan's when it knows so much of the question
_KNOWN_STRANGE = 0.4  # the same for a question without a word of the plans' field
_KNOWN_MONEY = 0.46  # a sum of money needs the surest ground
_KNOWN_FACT = 0.4  # a number is only told when its point knows so much of the question
_DIGIT = re.compile(r"\d")
_NO_NUMBER = 0.85  # a claimed number is checked by a point that tells one
_CONTACT = re.compile("电话|手机|邮箱|联系方式|号码|地址")
_MONEY = frozenset({Facet.MONEY, Facet.PAYER, Facet.PAYMENT})
_SHOWS = {
    Facet.COUNT: re.compile(
        r"\d|[一二三四五六七八九十两百]+[个场次项名家期条类]|全覆盖|全部|一批|普遍|所属|一周|百日|、.+、"
    ),
    Facet.MONEY: re.compile(r"\d+(?:\.\d+)?万?元|万|倾斜|补助"),
    Facet.OFTEN: re.compile(r"每|定期|及时|次|常态|适时|持续|年初|年底|年中|双月|季度|一周"),
    Facet.PAYER: re.compile(r"总|财政|省|州|市|拨|政府"),
    Facet.PAYMENT: re.compile(r"次|按|拨|配套|比例|季"),
}


@dataclass(frozen=True, slots=True)
class _Scored:
    point: PlanPoint
    score: float
    known: float = 1.0


def from_points(question: Question) -> Reply:
    """Return the answer that the points give: a fact, a silence, or that nothing was found."""
    plans = list(question.catalogue.plans)
    hits = _weigh(question, question.hits(*plans))
    own = [hit for hit in hits if question.in_focus(hit.point.plan)]
    other = [hit for hit in hits if not question.in_focus(hit.point.plan)]
    best = own[0] if own else None
    floor = FLOOR if "field" in question.reading.groups else _STRANGE_FLOOR
    if best is None or best.score < floor:
        if other and other[0].score >= SURE and not other[0].point.silence:
            return _only_other(question, other[0].point)
        return not_found(question, hits)
    if "off_topic" in question.reading.groups and best.score < SURE:
        return not_found(question, hits)
    if "contact" in question.reading.groups:
        own = [item for item in own if item.point.silence and _CONTACT.search(item.point.say)]
        if not own:
            return not_found(question, hits)
    only = question.understanding.only_elsewhere(question.reading, [book.id for book in question.books])
    if only is not None and best.score < _FAIR and best.known < _HALF and not best.point.silence:
        return _only_other(question, only)
    if other and other[0].score > SURE and other[0].score > best.score * 1.5 and _foreign(best, other[0]):
        return _only_other(question, other[0].point)
    own = _answers_first(question, own)
    if _unsure(question, own[0]):
        return not_found(question, own)
    return _tell(question, own)


def _foreign(own: _Scored, other: _Scored) -> bool:
    """True when the other plan clearly knows what the question is about, and the own one hardly."""
    silent = own.point.silence or other.point.silence
    return not silent and own.known < _HALF < other.known


def _unsure(question: Question, best: _Scored) -> bool:
    """True when too much of the question is strange to the point: a made-up topic is not answered."""
    if best.point.silence is Silence.STATED:
        return best.known < _KNOWN_SILENCE
    if "field" not in question.reading.groups and best.known < _KNOWN_STRANGE:
        return True
    asked = _HARD & question.reading.facets
    return bool(asked) and best.known < (_KNOWN_MONEY if asked & _MONEY else _KNOWN_FACT)


def _answers_first(question: Question, own: list[_Scored]) -> list[_Scored]:
    """An answer nearly as close as the silence before it comes first: the plan does say something."""
    best = own[0]
    if not best.point.silence:
        return _share_unsaid(question, own) if "per_county" in question.reading.groups else own
    asked = question.reading.facets - {Facet.WHAT}
    if "per_county" in question.reading.groups and Facet.MONEY in asked:
        return own
    for item in own[1:]:
        if item.score < _NEARLY * best.score:
            break
        fits = not asked or asked & item.point.facets
        if not item.point.silence and fits and item.known >= _AS_KNOWN * best.known:
            return [item, *(other for other in own if other is not item)]
    return own


def _share_unsaid(question: Question, own: list[_Scored]) -> list[_Scored]:
    """Asked for one county's share of a sum that is printed for all: the silence on shares comes first."""
    best = own[0].point
    if "sum_word" in question.reading.groups:
        return own
    if not question.reading.facets & {Facet.MONEY, Facet.COUNT} or Facet.MONEY not in best.facets:
        return own
    if "每个县" in best.say:
        return own
    for item in own[1:]:
        if item.point.silence and item.point.clause == best.clause and "县" in item.point.say:
            return [item, *(other for other in own if other is not item)]
    return own


def _weigh(question: Question, hits: Iterable[Hit]) -> list[_Scored]:
    """Raise the points that tell the side asked for; lower those that tell another side.

    A silence on another side than the one asked for says nothing about the question.
    """
    narrow = question.reading.facets - {Facet.WHAT}
    claimed = "yes_no" in question.reading.groups and any(not n.ordinal for n in question.reading.numbers)
    scored = []
    for hit in hits:
        factor = 1.0
        if narrow and hit.point.facets & narrow:
            factor = _LEADS if Facet.LEAD in hit.point.facets & narrow else _FITS
        elif narrow and hit.score < _PLAIN:
            factor = _SILENT_MISSES if hit.point.silence and hit.point.owner else _MISSES
        if claimed and not _DIGIT.search(hit.point.say):
            factor *= _NO_NUMBER
        if any(len(name) >= _NAMED and name in question.text for name in hit.point.names):
            factor *= _CALLED
        scored.append(_Scored(hit.point, hit.score * factor, hit.known))
    return sorted(scored, key=lambda item: -item.score)


def _tell(question: Question, own: Sequence[_Scored]) -> Reply:
    told = _chosen(question, own)
    best = own[0]
    answer = Answer("point")
    several = len({item.point.plan for item in told}) > 1
    for item in told:
        _say(answer, question, item.point, several=several)
    _steps(answer, own)
    if all(item.point.silence for item in told) and not _named(question, best.point):
        silence = best.point.silence or Silence.STATED
        return answer.reply(Outcome.NOT_IN_PLAN, _SILENCES[silence])
    missing = _missing(question, [item.point for item in told])
    if missing:
        side = next((item for item in own if missing in item.point.facets and _same_thing(item, best)), None)
        if side is not None:
            return _tell(question, [side])
        return _facet_missing(question, best.point, missing)
    return answer.reply()


def _chosen(question: Question, own: Sequence[_Scored]) -> list[_Scored]:
    """The points to tell: the best, its rival of the other plan, further sides of the same topic."""
    best = own[0]
    told = [best]
    if question.book is None:
        rival = next((item for item in own if item.point.plan != best.point.plan), None)
        if rival and rival.score >= _BOTH * best.score and rival.score >= FLOOR:
            return [*told, rival]
    if best.point.silence:
        return told
    told += [item for item in own[1:4] if _belongs(item, best) and not item.point.silence]
    for facet in question.reading.facets - {Facet.WHAT}:
        if not any(facet in item.point.facets for item in told):
            side = next((item for item in own if facet in item.point.facets and _beside(item, best)), None)
            if side is not None and not side.point.silence:
                told.append(side)
    return told


def _named(question: Question, point: PlanPoint) -> bool:
    """True when only its name or its place in the plan is asked for, which even a silence tells."""
    if Facet.WHERE in question.reading.facets and point.owner:
        return True
    return point.silence is Silence.UNEXPLAINED and "naming" in question.reading.groups


def _belongs(item: _Scored, best: _Scored) -> bool:
    same = item.point.plan == best.point.plan and (
        (item.point.owner and item.point.owner == best.point.owner) or item.point.topic == best.point.topic
    )
    return bool(same) and item.score >= _MORE * best.score


def _same_thing(item: _Scored, best: _Scored) -> bool:
    """True for points of one item, one topic or one clause of the same plan."""
    one, two = item.point, best.point
    same = (one.owner and one.owner == two.owner) or one.topic == two.topic or one.clause == two.clause
    return one.plan == two.plan and bool(same)


def _beside(item: _Scored, best: _Scored) -> bool:
    same = item.point.plan == best.point.plan and item.point.clause == best.point.clause
    return same and item.score >= _SIDE * best.score


def _missing(question: Question, told: Sequence[PlanPoint]) -> Facet | None:
    """The side that the question asks for and that nothing told shows; None when all is well."""
    for facet in sorted(_HARD & question.reading.facets):
        if facet is Facet.PAYMENT and "money_word" not in question.reading.groups:
            continue  # 什么时候发 may be said of a document
        shows = _SHOWS[facet]
        if not any(facet in point.facets or shows.search(_shown(point)) for point in told):
            return facet
    return None


def _shown(point: PlanPoint) -> str:
    return point.say + "".join(cite.quote for cite in point.cites)


def _facet_missing(question: Question, point: PlanPoint, facet: Facet) -> Reply:
    answer = Answer("point")
    answer.fact(say("points.facet_missing", topic=point.topic, facet=say(f"points.facet_{facet.value}")))
    answer.text(point.say).cite(question.catalogue.plans[point.plan], *point.cites)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _say(answer: Answer, question: Question, point: PlanPoint, *, several: bool) -> None:
    book = question.catalogue.plans[point.plan]
    told = verdict(question, point) + point.say
    answer.fact(say("points.of_plan", plan=book.plan.name, say=told) if several else told)
    answer.cite(book, *point.cites)
    if Facet.WHERE in question.reading.facets:
        answer.text(say("points.where", label=book.label(point.clause)))
    _when(answer, question, point)
    if point.silence and point.decides:
        answer.text(say("points.decides", who=point.decides))


def _when(answer: Answer, question: Question, point: PlanPoint) -> None:
    """Under a dated duty say how far away its day is, and from which day that is counted."""
    kind, _, name = point.owner.partition(":")
    book = question.catalogue.plans[point.plan]
    duty = next((duty for duty in book.duties if kind == "duty" and duty.id == name and duty.due), None)
    if duty is not None and duty.due is not None and Facet.WHEN in point.facets:
        answer.text(status(duty.due.date, question.today))


def _steps(answer: Answer, own: Sequence[_Scored]) -> None:
    """Offer the next best topics, each by the shortest way to ask for it."""
    seen = {own[0].point.topic}
    for item in own[1:]:
        point = item.point
        if point.topic and point.topic not in seen and item.score >= FLOOR:
            seen.add(point.topic)
            ask = min(point.asks, key=len, default=point.topic)
            answer.step(point.topic, ask)


def _only_other(question: Question, point: PlanPoint) -> Reply:
    book = question.catalogue.plans[point.plan]
    mine = "、".join(own.plan.name for own in question.books)
    answer = Answer("point").fact(
        say("points.only_other", mine=mine, other=book.plan.name, topic=point.topic)
    )
    answer.step(
        f"看{book.plan.name}怎么写", f"{book.plan.name}{min(point.asks, key=len, default=point.topic)}"
    )
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def not_found(question: Question, hits: Sequence[_Scored] = ()) -> Reply:
    """Say that nothing was found; far from the plans' field say that it is out of scope."""
    groups = question.reading.groups
    near = [hit for hit in hits if hit.score >= 0.5 * FLOOR]
    foreign = not any("一" <= char <= "鿿" for char in question.text)
    if "off_topic" in groups or foreign or ("field" not in groups and not near):
        return Answer("out_of_scope").fact(say("points.out_of_scope")).reply(Outcome.OUT_OF_SCOPE)
    answer = Answer("not_found").fact(say("points.not_found"))
    for hit in near[:3]:
        answer.step(hit.point.topic, min(hit.point.asks, key=len, default=hit.point.topic))
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def tell_point(question: Question, point: PlanPoint, intent: str) -> Reply:
    """Return the answer of one chosen point."""
    answer = Answer(intent)
    _say(answer, question, point, several=False)
    if point.silence:
        return answer.reply(Outcome.NOT_IN_PLAN, _SILENCES[point.silence])
    return answer.reply()
