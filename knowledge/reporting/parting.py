"""Lines that report one thing and correct another: what they report, and the words of the correction."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import islice

from .amending import AmendmentReader
from .line import Amendment, ReportLine

_CUT = re.compile(r"[,。;](?!\d)")
_CUTS = 12
"""So many places of a line are looked at for where a correction parts from a report of its own."""


class Parting:
    """Takes such lines apart. `read` reads a piece of a line, which it does not take apart again."""

    def __init__(self, read: Callable[[str], ReportLine], amendments: AmendmentReader, today: date) -> None:
        """Remember how pieces are read, and the day."""
        self._read = read
        self._amendments = amendments
        self._today = today

    def own(self, text: str, *, sure: bool) -> ReportLine | None:
        """What a line tells that corrects one report and tells of another, or corrects several."""
        between = self._between(text)
        if between is not None or sure:
            return between or self._beside(text)
        return self._apart(text) or self._after_correction(text)

    def _beside(self, text: str) -> ReportLine | None:
        """What a line tells beside the correction of another report, whichever of both stands first."""
        at = self._amendments.begins(text)
        if not at:
            return self._after_correction(text)
        own = self._read(text[:at])
        if not own.quantities or own.amendment is not None:
            return None
        correction = self._read(text[at:])
        meant = correction.amendment
        if meant is None or correction.kind == "none":
            return None
        other = meant.tasks and set(meant.tasks).isdisjoint(own.tasks)
        return replace(own, apart=text[at:]) if other or self._amendments.calls_another(text[at:]) else None

    def _after_correction(self, text: str) -> ReportLine | None:
        """What follows a correction (改成2个,今天宣讲1场); of two corrections the first."""
        for cut in islice(_CUT.finditer(text), _CUTS):
            head = self._read(text[: cut.start()])
            changes = self._amendments.changes(head.text)
            if head.amendment is None or not (changes and _whole(head.amendment)):
                continue
            tail = self._read(text[cut.end() :])
            if not tail.tasks or tail.ask or not tail.quantities:
                continue
            if tail.amendment is None and (tail.day or set(head.amendment.tasks).isdisjoint(tail.tasks)):
                return replace(tail, apart=text[: cut.start()], apart_first=True)
            if tail.amendment and set(head.amendment.tasks).isdisjoint(tail.tasks):
                return replace(head, apart=text[cut.end() :])
        return None

    def _apart(self, text: str) -> ReportLine | None:
        """What a line reports beside words about another report: 今天慰问20户,昨天驿站是1个不是3个.

        The words left apart are as few as they can be.
        """
        found: ReportLine | None = None
        for cut in islice(_CUT.finditer(text), _CUTS):
            words = text[: cut.start()], text[cut.end() :]
            head, tail = (self._read(one) for one in words)
            for own, other, left in ((head, tail, words[1]), (tail, head, words[0])):
                fewer = found is None or len(left) < len(found.apart)
                if (
                    fewer
                    and own.quantities
                    and own.tasks
                    and _is_of_another(other.amendment, own, self._today)
                ):
                    found = replace(own, apart=left, apart_first=own is tail)
        return found

    def _between(self, text: str) -> ReportLine | None:
        """What a line reports among several corrections: 改成2个,今天宣讲1场,驿站改成3个."""
        cuts = [match.span() for match in islice(_CUT.finditer(text), _CUTS)]
        if len(cuts) < 2:
            return None
        starts, ends = [0, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), len(text)]
        told = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        read = [self._read(words) for words in told]
        mends = [line.amendment is not None and bool(line.amendment.numbers) for line in read]
        reports = [line.amendment is None and bool(line.tasks and line.quantities) for line in read]
        if sum(mends) < 2 or not any(reports):
            return None
        own = [at for at, reports_own in enumerate(reports) if reports_own]
        line = self._read(",".join(told[at] for at in own))
        left = ",".join(words for at, words in enumerate(told) if at not in own)
        return replace(line, apart=left, apart_first=mends[0]) if line.amendment is None else None


def _whole(amendment: Amendment) -> bool:
    """True for a correction that says which report it means and what is right."""
    says = amendment.numbers or amendment.day or amendment.withdraw or amendment.to_tasks
    return amendment.sure and bool(says)


def _is_of_another(amendment: Amendment | None, own: ReportLine, today: date) -> bool:
    """True for a correction that says what was wrong, of another work or day than `own` reports."""
    if amendment is None or own.amendment is not None:
        return False
    other_day = amendment.end is not None and amendment.end != (own.day or today)
    other_work = bool(amendment.tasks) and set(amendment.tasks).isdisjoint(own.tasks)
    return bool(amendment.old or _whole(amendment)) and (other_day or other_work)
