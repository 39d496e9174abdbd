"""Clauses to be dropped into any chat: public words of the plans only, the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from knowledge import Hit, PlanPoint

from .ask import answer
from .phrases import say
from .reply import Outcome, Quote, Reply, Text
from .request import Chat, Request, Sender
from .services import Services

PAGE = 20
"""How many clauses a page has; Telegram takes at most 50."""
LONGEST = 256
"""The most characters of a query."""
_DESCRIPTION = 120
_LOOKED_AT = 60
_EACH = 25
"""So many clauses of a plan are enough for anybody."""
_NEAR, _KNOWN = 0.4, 0.7
"""A clause that fits worse, or knows less of what was typed, is not offered."""
_SAYS_IT, _QUOTES_IT = 0.5, 0.25
"""What the very words are worth, said by a point or in its quotes."""


@dataclass(frozen=True, slots=True)
class InlineItem:
    """One thing to be dropped: its title and description in the list, and what is written into the chat."""

    key: str
    title: str
    description: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class InlinePage:
    """A page of the list; `next_offset` "" on the last one; `button` leads to the private talk."""

    items: tuple[InlineItem, ...]
    button: str
    next_offset: str = ""


def inline_page(query: str, offset: str, services: Services, moment: datetime, today: date) -> InlinePage:
    """Return the clauses for what was typed, best first; for nothing typed, those that are asked most.

    Nothing about the person is used or kept, so a page may be shown to anybody who types the same.
    """
    words = query.strip()[:LONGEST]
    items = _found(words, services, moment, today) if words else _common(services, today)
    # An offset that was never given lies behind the last page: the first one must not come a second time.
    start = int(offset[:6]) if offset.isascii() and offset.isdigit() else 0
    more = len(items) > start + PAGE
    button = say("groups.inline_more" if items else "groups.inline_ask")
    return InlinePage(tuple(items[start : start + PAGE]), button, str(start + PAGE) if more else "")


def _found(words: str, services: Services, moment: datetime, today: date) -> list[InlineItem]:
    said = _answer(words, services, moment, today)
    points = [_of_point(point, services) for point in _points(words, services, today)]
    return _once([*said, *points])


def _common(services: Services, today: date) -> list[InlineItem]:
    """For each topic the best clause of each plan."""
    topics = say("groups.inline_topics").split("|")
    best = [point for topic in topics for point in _points(topic, services, today, each=1)]
    return _once([_of_point(point, services) for point in best])


def _points(words: str, services: Services, today: date, each: int = _EACH) -> list[PlanPoint]:
    """The clauses that fit, at most `each` of a plan; the plans by turns, none before another."""
    columns = [_of_plan(words, plan, services, today) for plan in services.catalogue.plans]
    if any(_named(words, hit.point) for column in columns for hit in column):
        # The very words are there, so what is only near is left out.
        columns = [[hit for hit in column if _named(words, hit.point)] for column in columns]
    rows = zip_longest(*(column[:each] for column in columns))
    return [hit.point for row in rows for hit in row if hit is not None]


def _of_plan(words: str, plan: str, services: Services, today: date) -> list[Hit]:
    """What fits in one plan, best first. What a plan does not say is no clause to be quoted."""
    reading = services.understanding.read(words, today=today)
    hits = services.understanding.find(reading, [plan], limit=_LOOKED_AT)
    near = [hit for hit in hits if hit.score >= _NEAR and hit.known >= _KNOWN and hit.point.silence is None]
    return sorted(near, key=lambda hit: -hit.score - _named(words, hit.point))


def _named(words: str, point: PlanPoint) -> float:
    """More for a point that says the very words, or quotes them."""
    if words in point.say or words in point.topic:
        return _SAYS_IT
    return _QUOTES_IT if any(words in cite.quote for cite in point.cites) else 0.0


def _answer(words: str, services: Services, moment: datetime, today: date) -> list[InlineItem]:
    """The answer itself, where the words are a question that has one with a clause."""
    nobody = Sender("inline", "")
    request = Request(nobody, Chat("inline", ""), moment, today, key="", text=words, history=())
    reply = answer(request, services)
    texts = [block for block in reply.blocks if isinstance(block, Text)]
    if reply.outcome is not Outcome.ANSWERED or not reply.quotes or not texts:
        return []
    public = tuple(block for block in reply.blocks if isinstance(block, Text | Quote))
    return [_item("answer", texts[0].text, reply.quotes[0].label, Reply(public))]


def _of_point(point: PlanPoint, services: Services) -> InlineItem:
    book = services.catalogue.plans[point.plan]
    quotes = [Quote(point.plan, cite.clause, cite.quote, book.label(cite.clause)) for cite in point.cites]
    title = f"{book.label(point.clause)} {point.topic}"
    return _item(point.key, title, point.say, Reply((Text(point.say, strong=True), *quotes)))


def _item(key: str, title: str, description: str, reply: Reply) -> InlineItem:
    return InlineItem(key, _short(title), _short(description), reply)


def _short(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[: _DESCRIPTION - 1]}…"


def _once(items: list[InlineItem]) -> list[InlineItem]:
    """Each thing to be written once: two points may say the same with the same words."""
    return list({item.reply: item for item in reversed(items)}.values())[::-1]
