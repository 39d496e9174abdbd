"""Putting a reply together: short fact first, then quotes, then notices, then at most three next steps."""

from __future__ import annotations

from knowledge import Cite, PlanBook

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
_QUOTES = 6
_MISPRINT = 5  # shorter oddities are short place names, no misprints


class Answer:
    """Collects the parts of one reply in any order and gives them in the order of reading."""

    def __init__(self, intent: str) -> None:
        self.intent = intent
        self._body: list[Block] = []
        self._quotes: dict[tuple[str, str, str], Quote] = {}
        self._notices: list[Notice] = []
        self._steps: dict[str, str] = {}

    def fact(self, text: str) -> Answer:
        """Add the short fact that comes first."""
        self._body.append(Text(text, strong=not self._body))
        return self

    def text(self, text: str) -> Answer:
        """Add a further paragraph."""
        self._body.append(Text(text))
        return self

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
            self._quotes.setdefault(key, Quote(*key, book.label(cite.clause)))
            if any(cite.quote in oddity.quote or oddity.quote in cite.quote for oddity in book.oddities):
                self._misprints(book, cite)
        return self

    def notice(self, text: str) -> Answer:
        """Add a line about the answer itself; the same line stands once."""
        if all(notice.text != text for notice in self._notices):
            self._notices.append(Notice(text))
        return self

    def step(self, label: str, question: str) -> Answer:
        """Offer a next question (dropped when it is too long for a button)."""
        if len(f"q:{question}".encode()) <= BUTTON_BYTES:
            self._steps.setdefault(label, question)
        return self

    def reply(self, outcome: Outcome = Outcome.ANSWERED, silence: SilenceKind | None = None) -> Reply:
        """Return the reply; next steps beyond three are left out unless it asks back."""
        limit = len(self._steps) if outcome is Outcome.ASK_BACK else _NEXT_STEPS
        steps = [question_choice(label, question) for label, question in list(self._steps.items())[:limit]]
        blocks = [*self._body, *list(self._quotes.values())[:_QUOTES], *self._notices]
        if steps:
            blocks.append(Choices(tuple(steps), columns=2 if len(steps) > 3 else 1))
        return Reply(tuple(blocks), outcome, self.intent, silence)

    def _misprints(self, book: PlanBook, cite: Cite) -> None:
        for oddity in book.oddities:
            if oddity.quote in cite.quote and oddity.reading and len(oddity.quote) >= _MISPRINT:
                self.notice(f"〔原文如此〕{oddity.note}")
