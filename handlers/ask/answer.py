"""Putting a reply together: short fact first, then quotes, then notices, then at most three next steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from knowledge import Cite, PlanBook

from ..phrases import say
from ..reply import (
    BUTTON_BYTES,
    Block,
    Choices,
    Facts,
    Notice,
    Outcome,
    Quote,
    Reply,
    SilenceKind,
    Table,
    Text,
    question_choice,
)

_NEXT_STEPS = 3
_QUOTES = 3
"""So many quotes stand in full; the clauses of the others are named."""
_NAMED = 6


class Answer:
    """Collects the parts of one reply in any order and gives them in the order of reading."""

    def __init__(self, intent: str) -> None:
        self.intent = intent
        self._body: list[Block] = []
        self._quotes: dict[tuple[str, str, str], Quote] = {}
        self._books: dict[str, PlanBook] = {}
        self._notices: list[Notice] = []
        self._steps: dict[str, str] = {}

    def fact(self, text: str) -> Answer:
        """Add the short fact that comes first."""
        return self._once(Text(text, strong=not self._body))

    def ahead(self, text: str) -> Answer:
        """Put a short fact before all others."""
        self._body.insert(0, Text(text, strong=True))
        return self

    def text(self, text: str) -> Answer:
        """Add a further paragraph."""
        return self._once(Text(text))

    def rows(self, rows: list[tuple[str, str]], title: str = "") -> Answer:
        """Add labelled values; nothing when there are none."""
        if rows:
            self._body.append(Facts(tuple(rows), title))
        return self

    def table(self, header: tuple[str, ...], rows: list[tuple[str, ...]], title: str = "") -> Answer:
        """Add a table; nothing when it has no rows."""
        if rows:
            self._body.append(Table(header, tuple(rows), title))
        return self

    def cite(self, book: PlanBook, *cites: Cite) -> Answer:
        """Add verbatim quotes with their clauses; the same quote stands once."""
        for cite in cites:
            key = (book.id, cite.clause, cite.quote)
            if key not in self._quotes:
                self._quotes[key] = Quote(*key, book.label(cite.clause))
                self._books[book.id] = book
        return self

    def notice(self, text: str) -> Answer:
        """Add a line about the answer itself; the same line stands once."""
        if all(notice.text != text for notice in self._notices):
            self._notices.append(Notice(text))
        return self

    def dated(self) -> Answer:
        """Add from which years the cited documents are: people and units may have changed since."""
        years = sorted({book.plan.issued_on.year for book in self._books.values()})
        return self.notice(say("liaison.dated", years="、".join(str(year) for year in years)))

    def step(self, label: str, question: str) -> Answer:
        """Offer a next question (dropped when it is too long for a button)."""
        if len(f"q:{question}".encode()) <= BUTTON_BYTES:
            self._steps.setdefault(label, question)
        return self

    @property
    def quoted(self) -> bool:
        """True when something has been cited."""
        return bool(self._quotes)

    def reply(self, outcome: Outcome = Outcome.ANSWERED, silence: SilenceKind | None = None) -> Reply:
        """Return the reply; next steps beyond three are left out unless it asks back."""
        limit = len(self._steps) if outcome is Outcome.ASK_BACK else _NEXT_STEPS
        steps = [question_choice(label, question) for label, question in list(self._steps.items())[:limit]]
        blocks = [*self._body, *self._proofs(), *self._notices]
        if steps:
            blocks.append(Choices(tuple(steps), columns=2 if len(steps) > 3 else 1))
        return Reply(tuple(blocks), outcome, self.intent, silence)

    def _once(self, told: Text) -> Answer:
        """Add a sentence; what a task and its duty both say stands once."""
        if all(not isinstance(block, Text) or block.text != told.text for block in self._body):
            self._body.append(told)
        return self

    def _proofs(self) -> Iterator[Block]:
        """The first quotes, each as the longest that holds it; what is misprinted in them; the rest."""
        quotes = list(self._quotes.values())
        kept = _in_turn(list(dict.fromkeys(_widest(quote, quotes) for quote in quotes)))
        yield from kept[:_QUOTES]
        labels = list(dict.fromkeys(quote.label for quote in kept[_QUOTES:]))
        labels = [label for label in labels if all(quote.label != label for quote in kept[:_QUOTES])]
        if labels:
            more = say("points.and_more", count=len(labels)) if len(labels) > _NAMED else ""
            yield Notice(say("points.further", labels="、".join(labels[:_NAMED]), more=more))
        for quote in kept[:_QUOTES]:
            for note in self._books[quote.plan].misprints(quote.quote):
                self.notice(say("points.misprint", note=note))


def _widest(quote: Quote, quotes: list[Quote]) -> Quote:
    """The longest of the quotes that holds this one, which may be itself."""
    holding = [other for other in quotes if _holds(other, quote)]
    return max(holding, key=lambda other: len(other.quote), default=quote)


def _holds(other: Quote, quote: Quote) -> bool:
    """True when another quote of the same clause says all of this one and more."""
    same = (other.plan, other.clause) == (quote.plan, quote.clause)
    return same and other.quote != quote.quote and quote.quote in other.quote


def _in_turn(quotes: list[Quote]) -> list[Quote]:
    """The quotes of several plans one by one in turn, so that each plan's first is among the first."""
    plans: dict[str, list[Quote]] = {}
    for quote in quotes:
        plans.setdefault(quote.plan, []).append(quote)
    rounds = zip_longest(*plans.values())
    return [quote for several in rounds for quote in several if quote is not None]
