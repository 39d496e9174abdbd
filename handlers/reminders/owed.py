"""Everything that a role owes under a plan between two days, whoever holds the role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import Basis as PlanBasis
from knowledge import Cycle, Duty, Every, PlanBook, Precision, Role, Target, Task, month_end, shifted

from ..phrases import say
from .cycles import RECURRING, Period, cycle_end, periods
from .local import LocalSettings
from .obligation import Basis, Owed

_TARGET_CYCLES = {
    "calendar year": Cycle.YEAR,
    "half_year": Cycle.HALF_YEAR,
    "quarter": Cycle.QUARTER,
    "month": Cycle.MONTH,
}
_YEAR_LONG = "一年内"
"""The words of a printed frequency whose year has no printed beginning."""


@dataclass(frozen=True, slots=True)
class Falls:
    """A duty in one period, not yet anybody's; the fields are those of an Obligation."""

    duty: Owed
    period: str
    name: str
    due: date | None
    precision: Precision
    basis: Basis
    concerns: tuple[Role, ...] = ()
    mention: date | None = None
    goes_on: bool = False


def falls(book: PlanBook, role: Role, first: date, last: date, local: LocalSettings) -> tuple[Falls, ...]:
    """Return what falls due, or is to be mentioned, from `first` to `last`; by day.

    `book` is the plan itself, or as a round reads it.
    """
    span = _Span(book, first, last, local)
    found = [one for duty in book.duties if role in duty.owes for one in span.of_duty(duty)]
    if role is Role.COUNTY:
        found += span.targets()
    return tuple(sorted(found, key=lambda one: one.due or one.mention or date.max))


@dataclass(frozen=True, slots=True)
class _Span:
    """The days looked at, and the plan that is in force in them."""

    book: PlanBook
    first: date
    last: date
    local: LocalSettings

    def of_duty(self, duty: Duty) -> Iterator[Falls]:
        if duty.due is not None:
            yield from self._dated(duty)
        elif duty.basis is PlanBasis.PERIOD:
            yield from self._recurring(duty)
        elif duty.basis is PlanBasis.NONE and not duty.every:
            yield from self._in_phase(duty)

    def _dated(self, duty: Duty) -> Iterator[Falls]:
        if duty.due is not None and self.first <= duty.due.date <= self.last:
            due = duty.due
            owed = _owed(duty, due.printed, begins=due.kind == "from")
            yield Falls(owed, "once", "", due.date, due.precision, Basis.DATE, duty.concerns)

    def _recurring(self, duty: Duty) -> Iterator[Falls]:
        for number, every in enumerate(duty.every):
            suffix = f".{number}" if number else ""
            if every.cycle is Cycle.ONCE:
                yield from self._once(duty, every)
            elif every.cycle is Cycle.REGULAR:
                yield from self._throughout(duty, every.printed, Basis.PERIOD, suffix)
            for period in periods(every, self.book, self.local, self.first, self.last):
                if self._in_force(duty, period.last):
                    yield self._cycle(duty, every, period, suffix)

    def _in_force(self, duty: Duty, last: date) -> bool:
        plan = self.book.plan
        return plan.issued_on <= last and (last <= _end(self.book) or recurs_after_end(self.book, duty))

    def _cycle(self, duty: Duty, every: Every, period: Period, suffix: str) -> Falls:
        return Falls(
            duty=_owed(duty, every.printed),
            period=period.id + suffix,
            name=period.name,
            due=period.due,
            precision=Precision.MONTH_END if period.basis is Basis.PERIOD else Precision.DAY,
            basis=period.basis,
            concerns=duty.concerns,
            mention=period.mention,
            goes_on=period.last > _end(self.book),
        )

    def _once(self, duty: Duty, every: Every) -> Iterator[Falls]:
        due, basis = None, Basis.PERIOD
        if _YEAR_LONG in every.printed and (settled := _within_year(self.local, self.book)):
            due, basis = settled
        owed = _owed(duty, every.printed, visit=True)
        yield from self._open(owed, "once", say("reminders.programme"), basis, duty.concerns, due=due)

    def _in_phase(self, duty: Duty) -> Iterator[Falls]:
        """A duty without time belongs to the phase in whose clause it stands, else to the whole programme."""
        phases = [phase for phase in self.book.phases if phase.clause == duty.clause]
        for phase in phases:
            owed = _owed(duty, phase.printed)
            end, concerns = phase.ends, duty.concerns
            yield from self._open(owed, phase.id, phase.title, Basis.OPEN, concerns, end=end)
        if not phases:
            yield from self._throughout(duty, "", Basis.OPEN)

    def _throughout(self, duty: Duty, printed: str, basis: Basis, suffix: str = "") -> Iterator[Falls]:
        """What the plan gives no period with an end (定期, or nothing at all) is of the whole programme."""
        owed = _owed(duty, printed)
        yield from self._open(owed, f"whole{suffix}", say("reminders.programme"), basis, duty.concerns)

    def _open(
        self,
        owed: Owed,
        period: str,
        name: str,
        basis: Basis,
        concerns: tuple[Role, ...],
        *,
        due: date | None = None,
        end: date | None = None,
    ) -> Iterator[Falls]:
        """What has at most a local day: due on it, else mentioned in the last month of its period."""
        mention = None if due else (end or _end(self.book)).replace(day=1)
        if self.first.replace(day=1) <= (due or mention or date.max) <= self.last:
            yield Falls(owed, period, name, due, Precision.DAY, basis, concerns, mention)

    def targets(self) -> Iterator[Falls]:
        """Return a county's open targets that no duty of the plan stands for, by the end of their period."""
        claimed = {target for duty in self.book.duties for target in duty.targets}
        for task in self.book.tasks.values():
            for target in task.targets:
                if target.scope == "county" and target.id not in claimed and can_be_met(target):
                    yield from self._target(task, target)

    def _target(self, task: Task, target: Target) -> Iterator[Falls]:
        owed, end = _target_owed(task, target), _end(self.book)
        cycles = target.period in _TARGET_CYCLES
        for period, name, due in self._target_ends(target):
            if self.first <= due <= self.last and due >= self.book.plan.issued_on:
                late = cycles and due > end
                yield Falls(owed, period, name, due, Precision.MONTH_END, Basis.PERIOD, goes_on=late)

    def _target_ends(self, target: Target) -> Iterator[tuple[str, str, date]]:
        if target.period == "programme":
            yield "once", say("reminders.programme"), _end(self.book)
        elif target.period.isdigit():
            year = int(target.period)
            yield str(year), say("reminders.year", year=year, part=""), date(year, 12, 31)
        else:
            every = Every(cycle=_TARGET_CYCLES[target.period], printed=target.quote)
            for period in periods(every, self.book, LocalSettings(), self.first, self.last):
                if period.last <= self._last_cycle_ends(every.cycle):
                    yield period.id, period.name, period.last

    def _last_cycle_ends(self, cycle: Cycle) -> date:
        """The last day of the programme; where things go on after it, of the cycle that it ends in."""
        end = _end(self.book)
        return cycle_end(cycle, end) if _goes_on(self.book) else end


def can_be_met(target: Target) -> bool:
    """Return whether the plan asks for a number, or for done or not done."""
    return target.value is not None or target.count == "yes"


def recurs_after_end(book: PlanBook, duty: Duty) -> bool:
    """Return whether a duty goes on after the programme: it recurs, and a clause says that things go on.

    滇 四(四) has such words, 皖 has none. A round ends when it ends.
    """
    return _goes_on(book) and any(every.cycle in RECURRING for every in duty.every)


def _goes_on(book: PlanBook) -> bool:
    return not book.moved and any(one.goes_on for one in book.duties)


def _end(book: PlanBook) -> date:
    end = book.plan.end.date
    return month_end(end.year, end.month)


def _within_year(local: LocalSettings, book: PlanBook) -> tuple[date, Basis] | None:
    """The last day of the year that begins on the settled day, and whether a round worked that day out.

    A day settled for an earlier run moves with the round; one after the run's end is none of this run.
    """
    start, basis = local.within_year, Basis.LOCAL
    if start is not None and book.moved and start < book.plan.issued_on:
        start, basis = shifted(start, Precision.DAY, book.moved), Basis.MOVED
    if start is None or start > _end(book):
        return None
    return shifted(start, Precision.DAY, 12) - timedelta(days=1), basis


def _owed(duty: Duty, printed: str, *, begins: bool = False, visit: bool = False) -> Owed:
    return Owed(
        id=duty.id,
        title=duty.title,
        clause=duty.clause,
        quote=duty.quote,
        owes_printed=duty.owes_printed,
        to=duty.to,
        printed=printed,
        targets=duty.targets,
        task=duty.task,
        begins=begins,
        visit=visit,
    )


def _target_owed(task: Task, target: Target) -> Owed:
    return Owed(
        id=f"target-{target.id}",
        title=target.what,
        clause=task.clause,
        quote=target.quote,
        owes_printed="",
        to=None,
        printed="",
        targets=(target.id,),
        task=task.id,
    )
