"""Reading a whole line: kind, parts, quantities, day, status."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from ..catalogue import DATA, Catalogue
from ..schema.task import Target
from ..understanding.language import load_speech
from ..understanding.periods import Period
from .amending import AmendmentReader, Told
from .days import DayReader
from .deriving import derived, with_units
from .each import EACH, Spread, multiplied
from .files import Files
from .found import Found
from .kinds import OPEN, KindReader, Signs
from .line import Amendment, Kind, Part, Quantity, ReportLine, Status, TaskChoice
from .parts import split_parts
from .prepare import prepare
from .quantities import Counter, aim
from .sides import side_by_side
from .status import StatusReader
from .task_match import NAMED, Evidence, TaskMatcher

_MAX_LENGTH = 400
"""Longer lines are read up to here: nobody reports one thing in more words."""
_CLOSE = 0.85
"""A second task that fits this share of the first one is as likely meant."""
_OPEN = 0.5
"""The same for words that are known to leave the task open (培训)."""
_UNSURE = 2.0
"""A score below which the person is asked even where no other task comes near."""
_NAMES = 5.0
"""A score that one word alone reaches only where it names the work by itself."""
_VISIT = 10.0
_CUT = re.compile(r"[,。;](?!\d)")
_CUTS = 12
"""So many places of a line are looked at for where a correction parts from a report of its own."""
_DATES = ("day", "week", "month")
"""Periods whose words say nothing of the work; 年底 and 半年 do (年底评价, 半年报告)."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A stretch of a line with the tasks that fit it, best first, and those between which it leaves open."""

    text: str
    evidence: Evidence
    choices: tuple[TaskChoice, ...]
    left_open: tuple[TaskChoice, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The tasks that a stretch may mean, best first, and whether the person must choose."""

    tasks: tuple[TaskChoice, ...]
    ask: bool


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
        return line if line.kind != "none" or line.amendment is None else replace(line, amendment=None)

    def _read(self, text: str, plan: str, today: date, *, piece: bool = False) -> ReportLine:
        """The line; one that reports nothing still with what it amends beside another (昨天是3场不是2场).

        A `piece` of a line is not taken apart again: each piece of each piece would take time without end.
        """
        matcher = self._matchers[plan]
        plain, masked = prepare(text[:_MAX_LENGTH])
        periods = self._days.find(plain, today)
        spread = self._numbers(plain, periods)
        every = spread.found
        found = [one for one in every if not one.denied]
        spoken = self._speech.words(plain)
        asked = not found and self._kinds.asks(plain)
        if asked and self._kinds.only_asks(plain, spoken):
            return ReportLine("none", masked=masked, text=plain, plan=plan)
        words = _without(plain, periods)
        whole = _weigh(words, matcher)
        score = whole.choices[0].score if whole.choices else 0.0
        if whole.left_open:
            score = max(score, OPEN)
        day, future = self._days.day_of(periods, plain, today)
        amendment = None
        if not asked:
            denied = [one for one in every if one.denied]
            told = Told(
                plain, periods, found, denied, _choose(whole).tasks, score >= NAMED, bool(whole.left_open)
            )
            amendment = self._amendments.read(told)
        if amendment is not None:
            apart = self._beside if amendment.sure else self._apart
            own = None if piece else apart(plain, plan, today)
            if own is not None or amendment.sure:
                return replace(own or _amending(amendment, plain, plan, today), masked=masked)
        kind = self._kind(plain, spoken, found, score, dated=day is not None)
        if kind == "none":
            return ReportLine("none", amendment=amendment, masked=masked, text=plain, plan=plan)
        if self._kinds.nothing_to_report(spoken) and score < NAMED:
            nothing = Part((), (), "none", False, plain)
            return ReportLine("progress", (nothing,), day, future, masked=masked, text=plain, plan=plan)
        several = kind != "visit" and "各" in plain
        parts = self._sides(plain, whole, spread, kind, matcher, plan) if several else ()
        each = "" if parts else spread.open
        parts = parts or self._parts(plain, whole, found, kind, matcher, plan)
        if day is None and self._days.is_of_today(plain):
            day = today
        past = self._days.past_period(periods, plain, today) if day is None else ""
        return ReportLine(kind, parts, day, future, amendment, masked, plain, plan, past, each=each)

    def _kind(self, plain: str, spoken: str, found: list[Found], score: float, *, dated: bool) -> Kind:
        acted = self._status.acts(plain) or (bool(found) and self._status.holds(plain))
        # A number without a unit makes no report of a line that is about no work: 今天花了三百.
        counted = any(one.quantity.unit for one in found) or (bool(found) and score >= OPEN)
        return self._kinds.read(plain, spoken, Signs(score, counted, acted, dated))

    def _beside(self, text: str, plan: str, today: date) -> ReportLine | None:
        """What a line tells beside the correction of another report, whichever of both stands first."""
        at = self._amendments.begins(text)
        if not at:
            return self._after_correction(text, plan, today)
        own = self._read(text[:at], plan, today, piece=True)
        if not own.quantities or own.amendment is not None:
            return None
        correction = self._read(text[at:], plan, today, piece=True)
        meant = correction.amendment
        if meant is None or correction.kind == "none":
            return None
        other = meant.tasks and set(meant.tasks).isdisjoint(own.tasks)
        return replace(own, apart=text[at:]) if other or self._amendments.calls_another(text[at:]) else None

    def _after_correction(self, text: str, plan: str, today: date) -> ReportLine | None:
        """What follows a correction (改成2个,今天宣讲1场); of two corrections the first."""
        for cut in islice(_CUT.finditer(text), _CUTS):
            head = self._read(text[: cut.start()], plan, today, piece=True)
            if head.amendment is None or not _whole(head.amendment):
                continue
            tail = self._read(text[cut.end() :], plan, today, piece=True)
            if not tail.tasks or tail.ask or not tail.quantities:
                continue
            if tail.amendment is None and (tail.day or set(head.amendment.tasks).isdisjoint(tail.tasks)):
                return replace(tail, apart=text[: cut.start()])
            if tail.amendment and set(head.amendment.tasks).isdisjoint(tail.tasks):
                return replace(head, apart=text[cut.end() :])
        return None

    def _apart(self, text: str, plan: str, today: date) -> ReportLine | None:
        """What a line reports beside words about another report: 今天慰问20户,昨天驿站是1个不是3个.

        The words left apart are as few as they can be.
        """
        found: ReportLine | None = None
        for cut in islice(_CUT.finditer(text), _CUTS):
            words = text[: cut.start()], text[cut.end() :]
            head, tail = (self._read(one, plan, today, piece=True) for one in words)
            for own, other, left in ((head, tail, words[1]), (tail, head, words[0])):
                fewer = found is None or len(left) < len(found.apart)
                if fewer and own.quantities and own.tasks and _is_of_another(other.amendment, own, today):
                    found = replace(own, apart=left)
        return found

    def _numbers(self, text: str, periods: list[Period]) -> Spread:
        days = [period.span for period in periods]
        skip = days + self._amendments.calls(text)
        found = self._counter.find(text, skip)
        rates = self._counter.rates(text, skip) if "每" in text else []
        return multiplied(text, found, days, rates)

    def _parts(
        self, plain: str, whole: _Weighed, found: list[Found], kind: Kind, matcher: TaskMatcher, plan: str
    ) -> tuple[Part, ...]:
        if kind == "visit":
            return (self._visit(plain, found, matcher, plan),)
        words = whole.text
        spans = split_parts(words, [(one.start, one.end) for one in found], whole.evidence, matcher)
        parts = []
        for start, end in spans:
            own = [one for one in found if start <= one.start < end]
            weighed = whole if end - start == len(words) else _weigh(words[start:end], matcher)
            parts.append(self._part(plain[start:end], _choose(weighed), own, kind, plan))
        return tuple(parts)

    def _sides(
        self, plain: str, whole: _Weighed, spread: Spread, kind: Kind, matcher: TaskMatcher, plan: str
    ) -> tuple[Part, ...]:
        """A part for each of several works that share a number (宣讲和培训各1场); () for anything else."""
        found = [one for one in spread.told if not one.denied]
        listed = side_by_side(plain, found, EACH)
        weighed = [_weigh(whole.text[start:end], matcher) for start, end in listed.spans] if listed else []
        chosen = [_side(one) for one in weighed]
        tasks = {one.tasks[0].task for one in chosen if one.tasks and one.tasks[0].score >= _UNSURE}
        tasks |= {one.left_open[0].task for one in weighed if one.left_open}
        if listed is None or len(tasks) < len(chosen):
            return ()
        parts = []
        for at, (start, end) in enumerate(listed.spans):
            last = at == len(listed.spans) - 1
            text = plain[start:] if last else plain[start:end] + plain[slice(*listed.each)]
            own = [one for one in found if one in listed.shared or last]
            parts.append(self._part(text, chosen[at], own, kind, plan))
        return tuple(parts)

    def _part(self, text: str, chosen: _Chosen, found: list[Found], kind: Kind, plan: str) -> Part:
        best = chosen.tasks[0] if chosen.tasks else None
        targets = self._targets(plan, best.task if best else None)
        quantities = aim(self._counter.measured(found, targets, best), targets, best)
        status: Status = "blocked" if kind == "problem" else self._status.read(text, counted=bool(found))
        if status == "done" and found and all(one.quantity.value == 0 for one in found):
            status = "none"
        if kind == "progress" and self._kinds.nothing_to_report(self._speech.words(text)):
            status = "none"
        if status == "none" and kind == "highlight":
            status = "done"
        return Part(chosen.tasks, quantities, status, chosen.ask, text)

    def _visit(self, text: str, found: list[Found], matcher: TaskMatcher, plan: str) -> Part:
        """A visit belongs to one task or, where the plan names none, to no task."""
        tasks = (TaskChoice(matcher.visits, _VISIT, "visit"),) if matcher.visits else ()
        targets = self._targets(plan, matcher.visits)
        quantities = aim(self._counter.measured(found, targets, None), targets, None)
        return Part(tasks, quantities, self._status.read(text, counted=bool(found)), False, text)

    def _targets(self, plan: str, task: str | None) -> tuple[Target, ...]:
        return self._books[plan].tasks[task].targets if task else ()


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


def _amending(amendment: Amendment, text: str, plan: str, today: date) -> ReportLine:
    """The line that can only be a correction of what was reported before."""
    part = Part((), amendment.numbers, "done", False, text)
    ahead = amendment.day is not None and amendment.day > today
    return ReportLine("progress", (part,), amendment.day, ahead, amendment, (), text, plan)


def _without(text: str, periods: list[Period]) -> str:
    """The line with its dates blanked, every other character in its place."""
    for period in periods:
        if period.kind in _DATES:
            text = text[: period.begin] + " " * (period.stop - period.begin) + text[period.stop :]
    return text


def _weigh(text: str, matcher: TaskMatcher) -> _Weighed:
    evidence = matcher.evidence(text)
    choices, left_open = matcher.choices(text, evidence), matcher.open_choices(text, evidence)
    return _Weighed(text, evidence, choices, left_open)


def _side(weighed: _Weighed) -> _Chosen:
    """The tasks of one of several works; a word that only speaks mostly of a task leaves it to the person."""
    chosen = _choose(weighed)
    if weighed.left_open or not weighed.choices or weighed.choices[0].score >= _NAMES:
        return chosen
    return _Chosen(weighed.choices[:3], ask=True)


def _choose(weighed: _Weighed) -> _Chosen:
    left_open, choices = weighed.left_open, weighed.choices
    if left_open:
        open_to = tuple(one for one in left_open if one.score >= _OPEN * left_open[0].score)
        return _Chosen(open_to, ask=len(open_to) > 1)
    if not choices:
        return _Chosen((), ask=True)
    close = tuple(choice for choice in choices if choice.score >= _CLOSE * choices[0].score)
    ask = len(close) > 1 or choices[0].score < _UNSURE
    return _Chosen(close if ask else close[:1], ask)
