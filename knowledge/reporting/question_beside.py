"""Lines that report something and ask something besides: 驿站建了1个,下个月还要交啥."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .files import Files
from .kinds import KindReader
from .line import ReportLine, Share
from .status import StatusReader

_CLAUSE = re.compile(r"[^,。;!?]+[,。;!?]*")
_SIGNS = ",。;! "
_NAMED = 2.2
"""A score from which the words of a report speak of its work."""
_COUNT = re.compile("[\\d一二两三四五六七八九十百千][多余来几]?[场次个人名家期户支件份项条对]")
_MAYBE = re.compile(f"{_COUNT.pattern}|[了过牌]")
"""What a report cannot do without; most questions have nothing of it."""
_CLAUSES = 8
"""A line of more clauses is no hurried report with a question at its end."""


class QuestionParting:
    """Takes such lines apart. Holds no state between lines."""

    def __init__(self, files: Files, kinds: KindReader, status: StatusReader) -> None:
        """Compile the patterns of cues.yaml."""
        silent = files.cues.silent
        self._supposed = files.pattern(silent.supposed)
        self._of_the_same = files.pattern(silent.of_the_same)
        self._kinds = kinds
        self._status = status

    @staticmethod
    def may_report(text: str) -> bool:
        """Return False where `text` certainly tells of nothing, as most questions; cheap."""
        return _MAYBE.search(text) is not None

    def parted(self, text: str, numbers: Callable[[], Sequence[int]]) -> tuple[str, str] | None:
        """Return what may be the report and what is asked; None where all of a line asks.

        `numbers` gives the places where numbers end: without a pause the question begins behind the last one
        that the report can end with.
        """
        clauses = _CLAUSE.findall(text)
        if len(clauses) > _CLAUSES:
            return None
        if len(clauses) == 1:
            return self._without_pause(text, numbers)
        asks = [self._kinds.asks(clause) for clause in clauses]
        if all(asks):
            return self._without_pause(text, numbers)
        told = [not asking and self._tells(clause) for clause, asking in zip(clauses, asks, strict=True)]
        # What tells nothing and stands before a question belongs to it: 那个表,什么时候交.
        for at in range(len(clauses) - 2, -1, -1):
            asks[at] = asks[at] or (asks[at + 1] and not told[at])
        report = "".join(clause for clause, asking in zip(clauses, asks, strict=True) if not asking)
        question = "".join(clause for clause, asking in zip(clauses, asks, strict=True) if asking)
        return self._likely(report.strip(_SIGNS), question.strip(_SIGNS))

    def reports(self, line: ReportLine, question: str) -> bool:
        """Return whether the first of two such pieces is a report, and no case that the question is about."""
        counted = any(one.share is Share.WHOLE for one in line.quantities)
        if line.kind == "none" or line.future or line.amendment is not None or not line.tasks:
            return False
        if line.parts[0].tasks[0].score < _NAMED:
            # The work is named in the question: 新建一个驿站要给好多.
            return False
        acted = not line.ask and line.parts[0].status == "done" and self._status.acts(line.text)
        if line.day is not None:
            return counted or acted
        return (counted or acted) and not self.of_the_same(question)

    def of_the_same(self, question: str) -> bool:
        """Return whether it is about the very thing told before it: how far it goes, what it brings."""
        return self._of_the_same.search(question) is not None

    def _without_pause(self, text: str, numbers: Callable[[], Sequence[int]]) -> tuple[str, str] | None:
        if _COUNT.search(text) is None:
            return None
        for end in reversed(numbers()):
            report, question = text[:end], text[end:]
            if question and self._status.acts(report) and not self._kinds.asks(report):
                return self._likely(report, question)
        return None

    def _likely(self, report: str, question: str) -> tuple[str, str] | None:
        if not report or not question or self._supposed.search(report):
            return None
        return report, question

    def _tells(self, clause: str) -> bool:
        return _COUNT.search(clause) is not None or self._status.acts(clause)
