"""A question in its context: what was understood, who asks, which plans are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge import Catalogue, Hit, PlanBook, Reading, Role, Understanding, blanked, shifted_book

from ..request import MovedPlan
from ..units import Unit

_HITS = 24
_LONG_NAME = 3
"""Shorter names of the plans are everyday words too."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything an answer is made from.

    `books` are the plans in focus: those the question names, else the asker's, else all. `named` tells
    that the question itself names its plan. `round` is the asker's round, if there is one.
    """

    reading: Reading
    unit: Unit | None
    books: tuple[PlanBook, ...]
    named: bool
    today: date
    catalogue: Catalogue
    understanding: Understanding
    round: MovedPlan | None = None
    found: dict[tuple[str, ...], Sequence[Hit]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The normalised question."""
        return self.reading.text

    @property
    def book(self) -> PlanBook | None:
        """The one plan in focus, or None when several are."""
        return self.books[0] if len(self.books) == 1 else None

    @property
    def role(self) -> Role | None:
        """The asker's role, where the unit belongs to the plan in focus."""
        return self.unit.role if self.unit and any(book.id == self.unit.plan for book in self.books) else None

    @property
    def dated(self) -> tuple[PlanBook, ...]:
        """The plans in focus as their days are read today: one that a round restarted is moved."""
        return tuple(self.moved(book) for book in self.books)

    def moved(self, book: PlanBook, day: date | None = None) -> PlanBook:
        """Return the plan as it is read on a day (today by default): moved from the round's first day on."""
        holds = self.round is not None and self.round.holds(day or self.today)
        return self.restarted(book) if holds else book

    def restarted(self, book: PlanBook) -> PlanBook:
        """Return the plan with the days of the asker's round, begun or to come; as printed without one."""
        mine = self.round is not None and self.round.plan == book.id
        return shifted_book(book, self.round.months) if mine and self.round is not None else book

    def hits(self, *plans: str) -> Sequence[Hit]:
        """Return the points that the question is about, best first; of `plans`, else of those in focus."""
        key = plans or tuple(book.id for book in self.books)
        if key not in self.found:
            self.found[key] = self.understanding.find(self.reading, key, limit=_HITS)
        return self.found[key]

    def own_words(self) -> str:
        """Return what names the topic: the question with its asking words, periods, places, numbers blank."""
        reading = self.reading
        spans = [(word.start, word.end) for word in reading.words if self.understanding.asks(word.group)]
        spans += [(period.begin, period.stop) for period in reading.periods]
        spans += [mention.span for mention in reading.places.mentions]
        spans += [(number.start, number.end) for number in reading.numbers]
        return blanked(reading.text, spans)

    def topic_words(self) -> str:
        """Return the own words without people, units and bodies, which may stand beside any topic."""
        return blanked(self.own_words(), [(name.start, name.end) for name in self.reading.names])

    def in_focus(self, plan: str) -> bool:
        """True when `plan` is one of the plans in focus."""
        return any(book.id == plan for book in self.books)


def is_off_topic(question: Question) -> bool:
    """True for words of no work at all (天气, 彩票), unless what the plans name stands beside them."""
    groups = question.reading.groups
    if "off_topic" not in groups or "union_matter" in groups:
        return False
    return all(len(name) < _LONG_NAME for name in question.understanding.names_in(question.text))


def focus(reading: Reading, plan: str | None, catalogue: Catalogue) -> tuple[PlanBook, ...]:
    """Return the plans that a question is about: named in it, else `plan` (or all but it), else all."""
    if reading.plans:
        return tuple(catalogue.plans[name] for name in reading.plans)
    if plan and "other_plans" in reading.groups and len(catalogue.plans) > 1:
        return tuple(book for name, book in catalogue.plans.items() if name != plan)
    if plan and not reading.fits("compare_plans"):
        return (catalogue.plans[plan],)
    return tuple(catalogue.plans.values())


_ASKING = frozenset(
    "due what when now next mine must meaning how_many who yes_no everything other_plans past often how "
    "where how_much department why to leads payer payment".split()
)
"""Word groups that ask, whatever the topic."""

_LITTLE = str.maketrans(
    "", "", "的了呢啊吗吧呀嘛我们咱县里市州区省总个样东西要得该就都还有是在和跟搞弄办做开建,。?!、“”"
)


def residue(
    reading: Reading, *, without: str = "", everyday: bool = True, groups: frozenset[str] = frozenset()
) -> str:
    """Return what is left of a question beside periods, places, words of asking or `groups`, and `without`.

    `everyday` tells whether everyday words (启动, 安排) are left too.
    """
    spans = [(period.begin, period.stop) for period in reading.periods]
    spans += [
        (word.start, word.end) for word in reading.words if word.group in _ASKING or word.group in groups
    ]
    spans += [mention.span for mention in reading.places.mentions]
    if not everyday:
        spans += reading.everyday
    left = blanked(reading.text, spans)
    return (left.replace(without, " ") if without else left).translate(_LITTLE).replace(" ", "")
