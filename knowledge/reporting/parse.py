"""Reading a whole line: kind, parts, quantities, day, status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from ..catalogue import DATA, Catalogue
from ..schema.task import Target
from ..understanding.blanking import blanked
from ..understanding.language import load_speech
from ..understanding.periods import Period
from .amending import AmendmentReader, Told
from .days import DayReader
from .deriving import derived, with_units
from .each import EACH, Spread, multiplied
from .files import Files
from .found import Found, standing
from .kinds import OPEN, KindReader, Signs
from .line import Amendment, Kind, Part, Quantity, ReportLine, Share, Status, TaskChoice
from .named_parts import named_parts
from .part_days import PartDays, of_one_day
from .parting import Parting
from .parts import split_parts
from .planned import on_day, planned
from .prepare import prepare
from .quantities import Counter, aim
from .question_beside import QuestionParting
from .sides import respectively, side_by_side
from .status import StatusReader
from .task_match import NAMED, TaskMatcher
from .told_line import ToldLine
from .weighing import Chosen, Weighed, choose, choose_side, weigh

Span = tuple[int, int]

_MAX_LENGTH = 400
"""Longer lines are read up to here: nobody reports one thing in more words."""
_VISIT = 10.0
_CUT = re.compile(r"[,。;](?!\d)")
_RATE = re.compile(r"[,。;]?(?:每|平均|都|均)[^,。;]*")
"""What follows 各2场 and tells of every one of the works: 每场30人."""
_FEW = 1
"""Of so many numbers none is a part of another."""
_CONTACT = 8
"""So few characters beside a masked number may only say whose it is."""
_DATES = ("day", "week", "month")
"""Periods whose words say nothing of the work; 年底 and 半年 do (年底评价, 半年报告)."""


class LineReader:
    """Reads reports over one catalogue. Holds no state between lines."""

    def __init__(self, catalogue: Catalogue, data: Path = DATA) -> None:
        """Load the language of reports and index every plan. Raises KnowledgeError."""
        files = Files(data / "language" / "report")
        self._books = catalogue.plans
        written = {plan: file for plan, file in files.plans.items() if plan in catalogue.plans}
        others = [book for book in catalogue.plans.values() if book.id not in written]
        self._matchers = {
            plan: TaskMatcher(catalogue.plans[plan], file, files.topics, files.confusables)
            for plan, file in written.items()
        }
        self._matchers |= {book.id: TaskMatcher(book, *derived(book), ()) for book in others}
        corrections = files.pattern(files.cues.correction.inline)
        self._days = DayReader(files.days, corrections)
        self._amendments = AmendmentReader(files)
        self._counter = Counter(with_units(files.counting, others), files.cues.so_far, corrections)
        self._kinds = KindReader(files)
        self._speech = load_speech(data / "language")
        self._status = StatusReader(files)
        self._questions = QuestionParting(files, self._kinds, self._status)

    def tells_an_act(self, text: str) -> bool:
        """True when `text` says that something was done, goes on or has not been begun."""
        return self._status.tells(prepare(text[:_MAX_LENGTH])[0])

    def wants_back(self, text: str) -> bool:
        """True when `text` asks whether or how something withdrawn comes back."""
        return self._amendments.wants_back(text)

    def numbers(self, text: str, today: date) -> tuple[Quantity, ...]:
        """Return the numbers that `text` tells, in the order typed, corrections applied, none aimed.

        A number without a unit has one only where it counts people: of which work it is, is not looked at.
        """
        plain, _ = prepare(text[:_MAX_LENGTH])
        spread = self._numbers(plain, self._days.find(plain, today))
        return tuple(self._counter.measured([one for one in spread.found if not one.denied], (), None))

    def parse(self, text: str, *, plan: str, today: date) -> ReportLine:
        """Return what `text` reports on the tasks of `plan`, counted from `today`. Nothing is stored.

        Raises KeyError for a plan that does not exist.
        """
        line = self._read(text, plan, today)
        if line.kind == "none" and self._questions.may_report(line.text) and self._kinds.asks(line.text):
            line = self._beside_question(line, plan, today) or line
        return line if line.kind != "none" or line.amendment is None else replace(line, amendment=None)

    def _read(self, text: str, plan: str, today: date, *, piece: bool = False) -> ReportLine:
        """The line; one that reports nothing still with what it amends beside another (昨天是3场不是2场).

        A `piece` of a line is not taken apart again: each piece of each piece would take time without end.
        """
        matcher = self._matchers[plan]
        plain, masked = prepare(text[:_MAX_LENGTH])
        periods = self._days.find(plain, today)
        spread = self._numbers(plain, periods)
        found = standing(spread.found)
        spoken = self._speech.words(plain)
        asked = not found and self._kinds.asks(plain)
        if asked and self._kinds.only_asks(plain, spoken):
            return ReportLine("none", masked=masked, text=plain, plan=plan)
        words = _without(plain, periods)
        whole = weigh(words, matcher)
        chosen = choose(whole)
        score = whole.choices[0].score if whole.choices else 0.0
        if whole.left_open:
            score = max(score, OPEN)
        day, future = self._days.day_of(periods, plain, today)
        amendment = None
        if not asked:
            denied = [one for one in spread.found if one.denied]
            told = Told(plain, periods, found, denied, chosen.tasks, score >= NAMED, bool(whole.left_open))
            amendment = self._amendments.read(told)
        if amendment is not None:
            own = None if piece else self._parting(plan, today).own(plain, sure=amendment.sure)
            if own is not None or amendment.sure:
                return replace(own or self._amending(amendment, chosen, plain, plan, today), masked=masked)
        kind = self._kind(plain, spoken, found, score, dated=day is not None)
        if masked and kind == "progress" and day is None and not found and self._names_somebody(plain):
            kind = "none"
        if kind == "none":
            return ReportLine("none", amendment=amendment, masked=masked, text=plain, plan=plan)
        if self._kinds.nothing_to_report(spoken) and score < NAMED:
            nothing = Part((), (), "none", False, plain)
            return ReportLine("progress", (nothing,), day, future, masked=masked, text=plain, plan=plan)
        spread, several = self._by_work(plain, periods, spread, whole, matcher)
        days = self._part_days(plain, periods, spread, today)
        read = ToldLine(plain, whole, spread.standing(), kind, matcher, plan, several, chosen, days)
        parts, each = self._parts(read, spread.open)
        if future and any(one.unsaid for one in parts):
            # What is told without a day beside what is only planned (驿站建了1个,明天慰问3户) was done.
            day, future = None, False
        parts = planned(parts) if future and kind in ("progress", "visit") else parts
        if day is None and self._days.is_of_today(plain):
            day = today
        past = self._days.past_period(periods, plain, today) if day is None else ""
        return ReportLine(kind, parts, day, future, amendment, masked, plain, plan, past, each=each)

    def _beside_question(self, line: ReportLine, plan: str, today: date) -> ReportLine | None:
        """What a line reports that asks something besides; None where it only asks."""

        def numbers() -> list[int]:
            skip = [period.span for period in self._days.find(line.text, today)]
            return [one.end for one in self._counter.find(line.text, skip)]

        pieces = self._questions.parted(line.text, numbers)
        if pieces is None:
            return None
        report = self._read(pieces[0], plan, today, piece=True)
        if not self._questions.reports(report, pieces[1]):
            return None
        asked = pieces[1]
        return replace(
            report, asked=asked, asked_of_it=self._questions.of_the_same(asked), masked=line.masked
        )

    def _parting(self, plan: str, today: date) -> Parting:
        return Parting(lambda words: self._read(words, plan, today, piece=True), self._amendments, today)

    def _by_work(
        self, plain: str, periods: list[Period], spread: Spread, whole: Weighed, matcher: TaskMatcher
    ) -> tuple[Spread, bool]:
        """The numbers, none taken for a part of another work; and whether there may be several works."""
        many = len(spread.found) > _FEW
        several = matcher.may_tell_several(whole.text, whole.evidence, several=many)
        borders = matcher.borders(whole.evidence) if several and many else []
        return self._numbers(plain, periods, borders) if borders else spread, several

    def _part_days(
        self, plain: str, periods: Sequence[Period], spread: Spread, today: date
    ) -> PartDays | None:
        """The days of a line where its works may be of different ones; None where they cannot be."""
        days = self._days.only_days(periods, today) if len(spread.found) > _FEW else []
        if not days:
            return None
        told = PartDays(plain, days, spread.found, lambda some: self._days.day_of(some, plain, today))
        return told if told.several else None

    def _kind(self, plain: str, spoken: str, found: list[Found], score: float, *, dated: bool) -> Kind:
        acted = self._status.acts(plain) or (bool(found) and self._status.holds(plain))
        # A number without a unit makes no report of a line that is about no work: 今天花了三百.
        counted = any(one.quantity.unit for one in found) or (bool(found) and score >= OPEN)
        return self._kinds.read(plain, spoken, Signs(score, counted, acted, dated))

    def _names_somebody(self, plain: str) -> bool:
        """True for the few words beside a masked number that tell of no work: 〔手机号已遮住〕 张三 困难."""
        return len(plain) <= _CONTACT and not (self._status.tells(plain) or self._status.holds(plain))

    def _numbers(self, text: str, periods: list[Period], borders: Sequence[int] = ()) -> Spread:
        days = [period.span for period in periods]
        skip = days + self._amendments.calls(text)
        every = self._counter.find(text, skip)
        rates = self._counter.rates(text, skip) if "每" in text else []
        return multiplied(text, self._counter.settled(text, every, days, borders), days, rates)

    def _parts(self, line: ToldLine, each: str) -> tuple[tuple[Part, ...], str]:
        """The parts of a line, and `each` again where its words leave open of how many they tell."""
        if line.kind == "visit":
            return (self._visit(line.plain, line.found, line.matcher, line.plan),), each
        whole = (0, len(line.plain))
        sides = self._sides(line, whole, alike=bool(each)) if "各" in line.plain else ()
        sides = sides or (self._respectively(line, whole) if "分别" in line.plain else ())
        parts = sides or self._stretched(line, whole)
        return parts if line.days is None else of_one_day(parts), "" if sides else each

    def _stretched(self, line: ToldLine, span: Span) -> tuple[Part, ...]:
        """A part for each stretch that tells of another work."""
        if not line.several:
            whole = span == (0, len(line.plain))
            found = line.found if whole else line.numbers(span)
            chosen = line.chosen if whole else choose(line.within(span))
            return self._by_day(line, span, chosen, found)
        words, evidence = line.whole.text, line.whole.evidence
        days = line.days.begins if line.days is not None else ()
        spans = split_parts(words, line.found, evidence, line.matcher, span, days)
        spans = [one for one in spans if not line.denies(one)]
        return tuple(
            part
            for one in spans
            for part in self._by_day(line, one, choose(line.within(one)), line.numbers(one))
        )

    def _by_day(self, line: ToldLine, span: Span, chosen: Chosen, found: Sequence[Found]) -> tuple[Part, ...]:
        """One work as a part for each of the days on which it was done: 昨天宣讲1场,今天2场."""
        cuts = line.days.cuts(span) if line.days is not None else []
        if not cuts:
            return (self._one(line, span, chosen, found),)
        spans = pairwise([span[0], *cuts, span[1]])
        return tuple(self._one(line, one, chosen, line.numbers(one)) for one in spans)

    def _one(
        self, line: ToldLine, span: Span, chosen: Chosen, found: Sequence[Found], each: Span = (0, 0)
    ) -> Part:
        text = line.plain[slice(*span)] + line.plain[slice(*each)]
        best = chosen.tasks[0] if chosen.tasks else None
        if best is not None and any(one.quantity.share is Share.PART for one in found):
            meant = frozenset(best.targets or ())
            names = partial(line.matcher.names, best.topic)
            found = named_parts(line.plain, found, lambda words: meant & names(words))
        part = self._part(text, chosen, found, line.kind, line.plan)
        return part if line.days is None else on_day(part, line.days.of(span))

    def _sides(self, line: ToldLine, span: Span, *, alike: bool = False) -> tuple[Part, ...]:
        """A part for each of several works that share a number (宣讲和培训各1场); () for anything else.

        `alike`: two names of one work are two works as well (宣讲和巡讲各1场): nothing else says how many.
        """
        told = [one for one in line.told if span[0] <= one.start < span[1]]
        borders = line.matcher.borders(line.whole.evidence) if line.several else []
        listed = side_by_side(line.plain, told, EACH, span, borders)
        if listed is None:
            return ()
        weighed = [line.within(one) for one in listed.spans]
        # What stands before the first work is no side: 昨天在镇上，宣讲和培训各1场.
        first = next((at for at, one in enumerate(weighed) if one.works), len(weighed))
        spans, weighed = list(listed.spans[first:]), weighed[first:]
        works = {one.works for one in weighed}
        if len(spans) < 2 or () in works or (len(works) < len(spans) and not alike):
            return ()
        twice = len(works) < len(spans)
        head = (span[0], spans[0][0])
        before: tuple[Part, ...] = ()
        if line.matcher.works(line.matcher.within(line.whole.evidence, *head)):
            before = self._stretched(line, head)
            head = (head[1], head[1])
        last, rest = self._rest(line, (spans[-1][0], span[1]), listed.each[1])
        every, own = self._of_all(line, (listed.each[1], last[1]))
        shared = [*listed.shared, *every]
        ends = [*spans[:-1], last]
        ends[0] = (head[0], ends[0][1])
        parts = []
        for at, (one, side) in enumerate(zip(ends, weighed, strict=True)):
            numbers = [*(line.numbers(head) if at == 0 else []), *shared, *(own if one is last else [])]
            each = (0, 0) if one is last else (listed.each[0], max(two.end for two in shared))
            chosen = choose(side) if twice else choose_side(side)
            parts.append(self._one(line, one, chosen, numbers, each))
        return (*before, *parts, *rest)

    def _respectively(self, line: ToldLine, span: Span) -> tuple[Part, ...]:
        """A part for each of several works with its own number (宣讲和普法分别1场、2场), and for the rest."""
        borders = line.matcher.borders(line.whole.evidence)
        told = respectively(line.plain, line.numbers(span), span, borders)
        weighed = [line.within(one.span) for one in told]
        if len(told) < 2 or any(not one.works for one in weighed):
            return ()
        starts = [span[0], *(one.span[0] for one in told[1:])]
        parts = [
            self._one(line, (start, one.span[1]), choose(side), one.numbers, one.told)
            for start, one, side in zip(starts, told, weighed, strict=True)
        ]
        rest = (max(one.told[1] for one in told), span[1])
        works = line.matcher.works(line.matcher.within(line.whole.evidence, *rest))
        return (*parts, *(self._stretched(line, rest) if works or line.numbers(rest) else ()))

    def _of_all(self, line: ToldLine, span: Span) -> tuple[list[Found], list[Found]]:
        """The numbers behind 各2场: those told for each of them (每场30人), and those of the last one."""
        found = line.numbers(span)
        rate = _RATE.match(line.plain, span[0])
        stop = rate.end() if rate else span[0]
        return [one for one in found if one.start < stop], [one for one in found if one.start >= stop]

    def _rest(self, line: ToldLine, span: Span, told: int) -> tuple[Span, tuple[Part, ...]]:
        """How far the last of several works side by side goes, and the parts that follow it."""
        sign = _CUT.search(line.plain, told, span[1])
        rest = (sign.end(), span[1]) if sign else None
        sides = self._sides(line, rest) if rest and "各" in line.plain[slice(*rest)] else ()
        if rest and sides:
            return (span[0], rest[0]), sides
        spans = split_parts(line.whole.text, line.found, line.whole.evidence, line.matcher, span)
        following = spans[1:]
        parts = (self._one(line, one, choose(line.within(one)), line.numbers(one)) for one in following)
        return spans[0], tuple(parts)

    def _part(self, text: str, chosen: Chosen, found: Sequence[Found], kind: Kind, plan: str) -> Part:
        best = chosen.tasks[0] if chosen.tasks else None
        targets = self._targets(plan, best.task if best else None)
        quantities = aim(self._counter.measured(found, targets, best), targets, best)
        status: Status = "blocked" if kind == "problem" else self._status.read(text, counted=bool(found))
        if status == "done" and found and all(one.quantity.value == 0 for one in found):
            status = "none"
        if status == "done" and found and all(one.ahead for one in found):
            status = "doing"
        counted = any(one.target for one in quantities)
        if kind == "progress" and not counted and self._kinds.nothing_to_report(self._speech.words(text)):
            status = "none"
        if status == "none" and kind == "highlight":
            status = "done"
        return Part(chosen.tasks, quantities, status, chosen.ask, text)

    def _amending(
        self, amendment: Amendment, chosen: Chosen, text: str, plan: str, today: date
    ) -> ReportLine:
        """The line that can only be a correction of an earlier report: of which task, where it says."""
        tasks = chosen.tasks if amendment.tasks else ()
        best = tasks[0] if tasks and not chosen.ask else None
        numbers = aim(amendment.numbers, self._targets(plan, best.task if best else None), best)
        part = Part(tasks, numbers, "done", chosen.ask and bool(tasks), text)
        ahead = amendment.day is not None and amendment.day > today
        return ReportLine("progress", (part,), amendment.day, ahead, amendment, (), text, plan)

    def _visit(self, text: str, found: Sequence[Found], matcher: TaskMatcher, plan: str) -> Part:
        """A visit belongs to one task or, where the plan names none, to no task."""
        tasks = (TaskChoice(matcher.visits, _VISIT, "visit"),) if matcher.visits else ()
        targets = self._targets(plan, matcher.visits)
        quantities = aim(self._counter.measured(found, targets, None), targets, None)
        return Part(tasks, quantities, self._status.read(text, counted=bool(found)), False, text)

    def _targets(self, plan: str, task: str | None) -> tuple[Target, ...]:
        return self._books[plan].tasks[task].targets if task else ()


def _without(text: str, periods: list[Period]) -> str:
    """The line with its dates blanked, every other character in its place."""
    return blanked(text, [(period.begin, period.stop) for period in periods if period.kind in _DATES])
