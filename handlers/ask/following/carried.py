"""A sentence whose own words name nothing, read as a further side of what was talked about before it.

要做成啥样才算 after 党建带工建示范点几个 asks for the standard of these. The answer says on what it relies,
comes from the points of that topic alone, and is an honest silence where none of them tells the side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge import Facet, PlanBook, PlanPoint, Reading, Side

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind, Text
from ..finding.choosing import FLOOR, HALF, MONEY, Scored, same_thing, weigh
from ..finding.points import side_missing, tell_side
from ..question import Question
from .context import PRONOUN, TAIL
from .linked import LIAISON

_TELLS = 0.6
"""A point that knows so much of the side's words tells it, whatever it is filed under."""
_SPEAKS = 0.3
"""A point that knows less of a side without a known kind (有什么用处) does not speak of it."""
_SHORT = 18
"""A longer sentence names its own topic."""
_TURNS = 4
"""So many earlier questions are looked at for the topic."""
_OPEN = frozenset(
    {"point", "not_found", "out_of_scope", "ask_topic", "confusable", "near_term", "money_overview"}
)
"""What is said of a sentence that fits no intent; any other answer understood the sentence itself."""
_MONEY_OF = re.compile("的?(?:补助|补贴|经费|资金|钱)$")
"""联合会补助 is one side of the 联合会, and other sides may be asked for next."""
_WHOLE = frozenset({"mine", "everything", "whole_province"})
"""Words that say whose or which matter is meant: 我们县, 有哪些, 全省."""
_TOLD = frozenset({SilenceKind.STATED, SilenceKind.UNEXPLAINED})
_JUST_SO, _WORDS = 0.8, 2
"""A sentence with so many characters of its own that fits a point so well needs no topic before it."""
_STRANGE, _STRANGE_BACK = 1, 2
"""So many characters beside a known side may be strange to the topic; more where a word points back."""
_BACK = re.compile("^(?:那|还|另外|然后|完了|接着|每[次个家回]|到时候|事先|平时|其中|里头|里面|下面)")
_BESIDE = frozenset(
    "money_word must mine per_county sum_word post other_one how_many now next due leads department".split()
)
"""Word groups that may stand beside any topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about: its name, its best point, and all points of the same thing."""

    name: str
    best: PlanPoint
    books: tuple[PlanBook, ...]
    points: tuple[PlanPoint, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """How the sentences of one conversation are read and made whole."""

    read: Callable[[str], Reading]
    ask: Callable[[Reading], Question]
    complete: Callable[[str, Sequence[str]], str]
    topic: Callable[[Question], str | None]


def carried(said: Reading, whole: str, reply: Reply, history: Sequence[str], talk: Talk) -> Reply | None:
    """Return the answer about the topic before; None where the sentence is understood by itself.

    `whole` is what the sentence was completed to, and `reply` the answer to that.
    """
    if not history or reply.intent not in _OPEN or not _may_lean(said):
        return None
    question = talk.ask(said)
    side = question.understanding.side(said.text)
    told = reply.outcome is Outcome.ANSWERED or reply.silence in _TOLD
    if told and whole != said.text:
        return None  # made whole with the topic's name and understood
    if told and (
        (side is None and said.groups & _WHOLE) or question.understanding.names_in(_own(question, side))
    ):
        return None
    topic = last_topic(history, talk)
    if topic is None or not _leans(question, side, topic):
        return None
    plain = side.text if side else said.text
    if told and plain == said.text and reply.intent == "point" and _about(reply, topic):
        return None
    found = _of_topic(plain, topic, talk)
    return None if told and found.silence is SilenceKind.NOT_FOUND else found


def last_topic(history: Sequence[str], talk: Talk) -> Topic | None:
    """Return what the last question with a topic of its own was about; None where there was none."""
    if not history:
        return None
    before = last_topic(history[max(0, len(history) - _TURNS) : -1], talk)
    said = talk.read(history[-1])
    if before and _may_lean(said):
        question = talk.ask(said)
        if _leans(question, question.understanding.side(said.text), before):
            return before
    return _topic(talk.ask(talk.read(talk.complete(history[-1], history[:-1]))), talk) or before


def _topic(question: Question, talk: Talk) -> Topic | None:
    if question.reading.intent in LIAISON:
        return None  # sides of a unit are put into whole questions before
    name = talk.topic(question)
    own = [item for item in weigh(question, question.hits()) if question.in_focus(item.point.plan)]
    if name is None or not own or own[0].score < FLOOR:
        return None
    best = own[0]
    holds, names = question.understanding.holds, question.understanding.names_in(question.text)
    if name not in question.text:
        name = max((one for one in names if holds(one, best.point)), key=len, default=name)
    thing = _MONEY_OF.sub("", name)
    if thing != name and thing in question.understanding.names_in(thing):
        name = thing
    points = tuple(
        point
        for book in question.books
        for point in book.points
        if _speaks(name, point)
        or (same_thing(Scored(point, 1.0), best) and (Facet.LEAD in point.facets or holds(name, point)))
    )
    return Topic(name, best.point, question.books, points)


def _speaks(name: str, point: PlanPoint) -> bool:
    """True when a point of another item tells something of what is called so."""
    return name in point.names or name in point.say


def _may_lean(said: Reading) -> bool:
    """True for a short sentence that names no place, person or number of the plans."""
    if len(said.text) > _SHORT or said.places.mentions or said.references or said.strangers:
        return False
    return "off_topic" not in said.groups and not any(name.of("person") for name in said.names)


def _leans(question: Question, side: Side | None, topic: Topic) -> bool:
    """True when the sentence asks for something and names nothing that is not the topic's."""
    said, understanding = question.reading, question.understanding
    back = _BACK.match(said.text) or PRONOUN.search(said.text)
    own = _own(question, side)
    if not (side or back or said.facets or _told_of(said.text, topic, question)):
        return False
    names = [*understanding.names_in(own), *_cut(understanding.names_in(said.text), side)]
    if not all(_known(name, topic) for name in names):
        return False
    gap = understanding.gap_beside(own, topic.points)
    near = gap <= (_STRANGE_BACK if side and back else _STRANGE if side else 0)
    return near and not _asks_elsewhere(question, own, topic)


def _asks_elsewhere(question: Question, own: str, topic: Topic) -> bool:
    """True when the sentence has words of its own and another topic's point is asked for in nearly these."""
    if len(own.replace(" ", "")) < _WORDS:
        return False
    best = next(iter(question.hits()), None)
    return best is not None and best.score >= _JUST_SO and best.point not in topic.points


def _cut(names: Sequence[str], side: Side | None) -> list[str]:
    """The names that the words of asking reach into: 简报 in 简报给谁看, where 报给谁 is asked."""
    return [name for name in names if side and name not in side.rest and name not in side.said]


def _told_of(text: str, topic: Topic, question: Question) -> bool:
    """True when a point of the topic knows most of the sentence: 挂不挂牌."""
    return any(question.understanding.knows(text, point) >= HALF for point in topic.points)


def _own(question: Question, side: Side | None) -> str:
    """What is left of a sentence beside the side it asks for and the words of asking."""
    own = side.rest if side else question.text
    for word in question.reading.words:
        if question.understanding.asks(word.group) or word.group in _BESIDE:
            own = own.replace(word.word, " ")
    return own


def _known(name: str, topic: Topic) -> bool:
    """True when a name is the topic's own; another thing of the same task has another name."""
    return name in topic.name or topic.name in name or name in topic.best.names


def _about(reply: Reply, topic: Topic) -> bool:
    """True when the answer quotes the topic's own words already."""
    own = {(cite.clause, cite.quote) for point in topic.points for cite in point.cites}
    return any((quote.clause, quote.quote) in own for quote in reply.quotes)


def _of_topic(side: str, topic: Topic, talk: Talk) -> Reply:
    """The answer to a side of the topic, from its own points."""
    bare = TAIL.sub("", PRONOUN.sub("", side, count=1))
    question = talk.ask(talk.read(topic.name + bare))
    question = replace(question, books=topic.books)
    own = _ranked(question, bare, topic)
    asked = question.reading.facets - {Facet.WHAT}
    fitting = [item for item in own if _answers(item, asked)]
    if fitting and fitting[0].score >= FLOOR:
        reply = tell_side(question, fitting)
    else:
        reply = side_missing(question, topic.name, topic.best, asked)
    return replace(reply, blocks=(Text(say("points.about", topic=topic.name)), *reply.blocks))


def _answers(item: Scored, asked: frozenset[Facet]) -> bool:
    """True when a point tells a side asked for; 谁 in 谁出钱 and 报给谁 asks for no one in charge."""
    if not asked:
        return item.known >= _SPEAKS
    if Facet.PAYER in asked:
        asked = MONEY
    elif Facet.TO in asked:
        asked = asked - {Facet.WHO}
    return bool(item.point.facets & asked) or item.known >= _TELLS


def _ranked(question: Question, side: str, topic: Topic) -> list[Scored]:
    """The topic's points, best first; to know the words of the side counts more than to know the name."""
    keys = {point.key for point in topic.points}
    own = [item for item in weigh(question, question.hits()) if item.point.key in keys]
    known = question.understanding.knows
    raised = [(item, known(side, item.point)) for item in own]
    ranked = [Scored(item.point, item.score * (1 + share), share) for item, share in raised]
    return sorted(ranked, key=lambda item: -item.score)
