"""Where a unit stands: every task with its targets, computed from the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge import PlanBook, Target, Task
from storage import EntryKind, EntryStatus, ProgressRow

from ..phrases import say
from ..turn import Turn
from .counting import DONE_MARK, RATE, State, Tally, tally
from .cycles import Cycle, present, told, told_of_task
from .windows import window, within


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """One target and what the entries say for it."""

    target: Target
    tally: Tally

    @property
    def of_province(self) -> bool:
        """True for a number that the whole province is asked for, never one county."""
        return self.target.scope == "province"


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task of one unit: its targets, the newest entry's day and whether that one says 受阻."""

    task: Task
    targets: tuple[TargetStanding, ...]
    entries: int = 0
    last: date | None = None
    blocked: bool = False
    done: bool = False
    """The newest entry says done; this is all that a task without targets can say."""

    @property
    def own(self) -> tuple[TargetStanding, ...]:
        """The targets that are the county's."""
        return tuple(one for one in self.targets if not one.of_province)

    @property
    def met(self) -> bool:
        """True when every target of the county that can be met is met."""
        can = [one for one in self.own if one.target.value is not None or one.target.count == "yes"]
        if can:
            return all(one.tally.state is State.MET for one in can)
        return self.done and not self.blocked


def standings(book: PlanBook, rows: Sequence[ProgressRow], today: date) -> tuple[TaskStanding, ...]:
    """Return every task of the plan in its order; `rows` are those of one unit."""
    by_task: dict[str, list[ProgressRow]] = defaultdict(list)
    for row in rows:
        if row.task is not None and row.on <= today:
            by_task[row.task].append(row)
    return tuple(_standing(task, by_task[task.id], book, today) for task in book.tasks.values())


def of_unit(turn: Turn, unit: str, cycle: Cycle | None = None) -> tuple[TaskStanding, ...]:
    """Return where a unit stands on the turn's day in one run of its plan, the present one by default.

    The caller has checked the right to see it.
    """
    run = cycle or present(turn, unit)
    return standings(run.book, told(turn, unit, run), turn.today)


def of_task(turn: Turn, unit: str, task: str | None, cycle: Cycle | None = None) -> TaskStanding | None:
    """Return where a unit stands with one task; None for a task that the plan does not have."""
    run = cycle or present(turn, unit)
    if task is None or task not in run.book.tasks:
        return None
    rows = told_of_task(turn, unit, task, run)
    return _standing(run.book.tasks[task], rows, run.book, turn.today)


def _standing(task: Task, rows: list[ProgressRow], book: PlanBook, today: date) -> TaskStanding:
    lone = len(task.targets) == 1
    targets = tuple(
        TargetStanding(target, tally(target, within(rows, window(target, book, today)), lone=lone))
        for target in task.targets
    )
    told = [row for row in rows if row.kind is not EntryKind.HIGHLIGHT]
    newest = max(told, key=lambda row: (row.on, row.created_at, row.entry_id), default=None)
    return TaskStanding(
        task=task,
        targets=targets,
        entries=len({row.entry_id for row in rows}),
        last=newest.on if newest is not None else None,
        blocked=newest is not None and newest.status is EntryStatus.BLOCKED,
        done=newest is not None and newest.status is EntryStatus.DONE,
    )


def number(value: Decimal) -> str:
    """Return a number as people write it: 3, 1.5, 12000."""
    plain = value.normalize()
    return f"{plain:f}"


def amount(value: Decimal, unit: str, *, approx: bool = False) -> str:
    """Return 3场, 92%, 约500人次; a mark that only says done is 已完成."""
    return say("progress.done") if unit == DONE_MARK else f"{_about(approx)}{number(value)}{unit}"


def _about(approx: bool) -> str:
    return say("progress.about") if approx else ""


def stands(standing: TargetStanding) -> str:
    """Say where a target stands: 1/1场 达标, 120/500人次 还差380人次, 还没有报过."""
    target, found = standing.target, standing.tally
    if standing.of_province:
        return _of_province(target, found)
    if found.state is State.SILENT:
        return say("progress.silent")
    if target.count == "yes":
        return say("progress.done" if found.state is State.MET else "progress.not_yet")
    if target.value is None:
        return _open(target, found)
    reached = f"{_about(found.approx)}{number(found.value or Decimal(0))}"
    said = f"{reached}/{number(Decimal(str(target.value)))}{target.unit or ''}"
    if found.state is State.MET:
        return say("progress.met", said=said)
    if found.state is State.ZERO:
        return say("progress.zero", said=said)
    return say("progress.short", said=said, missing=_missing(target, found))


def _missing(target: Target, found: Tally) -> str:
    gap = Decimal(str(target.value)) - (found.value or Decimal(0))
    if target.unit == RATE:
        return say("progress.points", gap=f"{_about(found.approx)}{number(gap)}")
    return amount(gap, target.unit or "", approx=found.approx)


def _open(target: Target, found: Tally) -> str:
    if found.value is None or found.state is State.ZERO:
        return say("progress.no_number")
    said = amount(found.value, found.unit or target.unit or "", approx=found.approx)
    return say("progress.counted", said=said)


def _of_province(target: Target, found: Tally) -> str:
    if target.value is None:
        asked = say("progress.province_all")
    else:
        asked = say("progress.province_sum", sum=f"{number(Decimal(str(target.value)))}{target.unit or ''}")
    if found.value:
        return say(
            "progress.province_reported",
            asked=asked,
            said=amount(found.value, found.unit, approx=found.approx),
        )
    return asked
