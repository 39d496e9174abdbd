"""我的进展: what a county has done against the targets, what is missing, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from knowledge import PlanBook, Role, due_between
from storage import EntryStatus

from ..area import command_choice
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .counting import State
from .standing import TargetStanding, TaskStanding, of_unit, standings, stands
from .ten_ones import checklist_of
from .whose import look

PAGE = 12
_MISSING = 6
_SOON = timedelta(days=60)


def county(turn: Turn, unit: str, book: PlanBook, page: int = 0) -> Reply:
    """Show one county's progress: what was reported, what is missing, what is due."""
    look(turn, unit, "progress")
    told = turn.store.entries.for_progress([unit], book.id, until=turn.today)
    known = standings(book, told, turn.today)
    reported = [(one, target) for one in known for target in _told(one)]
    title = say("progress.title", unit=unit_name(unit, turn.catalogue), day=_day(turn))
    blocks: list[Block] = [Text(title, strong=True), Text(_counts(known))]
    rows = tuple(_row(book, one, target) for one, target in reported[page * PAGE : (page + 1) * PAGE])
    if rows:
        blocks.append(Facts(rows, say("progress.reported")))
    else:
        blocks.append(Text(say("progress.nothing_reported")))
    nothing = max(
        (row.on for row in told if row.task is None and row.status is EntryStatus.NONE), default=None
    )
    if nothing is not None:
        blocks.append(Text(say("progress.said_nothing", day=nothing.isoformat())))
    if page == 0:
        blocks += _missing(book, known)
        blocks += _due(turn, book)
    if turn.today > book.plan.end.date:
        blocks.append(Notice(say("progress.past", plan=book.plan.short, day=book.plan.end.date.isoformat())))
    return Reply((*blocks, *_buttons(turn, unit, book, page, len(reported))), Outcome.ANSWERED, "progress")


def missing(turn: Turn, unit: str, book: PlanBook, page: int = 0) -> Reply:
    """Show every target that is not met yet, page by page."""
    look(turn, unit, "missing")
    left = _open(of_unit(turn, unit, book))
    code = unit.partition(":")[2]
    rows = tuple(_row(book, one, target) for one, target in left[page * PAGE : (page + 1) * PAGE])
    turning = [Choice(say("progress.page_before"), f"g:missing.{code}.{page - 1}")] if page > 0 else []
    if (page + 1) * PAGE < len(left):
        turning.append(Choice(say("progress.page_after"), f"g:missing.{code}.{page + 1}"))
    turning.append(Choice(say("progress.back"), f"g:of.{code}"))
    said = Text(
        say("progress.missing_title", count=len(left)) if left else say("progress.all_met"), strong=True
    )
    body = (said, Facts(rows)) if rows else (said,)
    return Reply((*body, Choices(tuple(turning), 3)), Outcome.ANSWERED, "missing")


def summary(known: Sequence[TaskStanding]) -> tuple[int, int, int]:
    """Return the tasks reported on, the county targets with a number that are met, and all of these."""
    numbered = [one for task in known for one in task.own if one.target.value is not None]
    met = sum(one.tally.state is State.MET for one in numbered)
    return sum(task.entries > 0 for task in known), met, len(numbered)


def _told(standing: TaskStanding) -> list[TargetStanding | None]:
    """The targets of a task that something was reported for; the task alone where no target is meant."""
    told: list[TargetStanding | None] = [
        one for one in standing.targets if one.tally.state is not State.SILENT
    ]
    return told or ([None] if standing.entries else [])


def _row(book: PlanBook, standing: TaskStanding, target: TargetStanding | None) -> tuple[str, str]:
    label = book.label(standing.task.clause)
    if target is None:
        return f"{label} {standing.task.title}", say("progress.entries_only", count=standing.entries)
    what = target.target.what if len(standing.targets) > 1 else standing.task.title
    return f"{label} {what}", stands(target)


def _counts(known: Sequence[TaskStanding]) -> str:
    reported, met, numbered = summary(known)
    return say("progress.summary", reported=reported, tasks=len(known), met=met, numbered=numbered)


def _open(known: Sequence[TaskStanding]) -> list[tuple[TaskStanding, TargetStanding]]:
    """The county's own targets that can be met and are not: those begun first, then those with a number."""
    left = [
        (task, one)
        for task in known
        for one in task.own
        if (one.target.value is not None or one.target.count == "yes") and one.tally.state is not State.MET
    ]
    return sorted(left, key=lambda pair: (pair[1].tally.state is State.SILENT, pair[1].target.value is None))


def _missing(book: PlanBook, known: Sequence[TaskStanding]) -> list[Block]:
    left = _open(known)
    if not left:
        return [Text(say("progress.all_met"))]
    rows = tuple(_row(book, task, target) for task, target in left[:_MISSING])
    return [Facts(rows, say("progress.missing_first", count=len(left)))]


def _due(turn: Turn, book: PlanBook) -> list[Block]:
    """What the county owes within sixty days; nothing is said where nothing is due."""
    due = due_between(book, Role.COUNTY, turn.today, turn.today + _SOON)
    rows = tuple(
        (item.duty.title, say("progress.due_on", day=item.day.isoformat(), left=item.days_left(turn.today)))
        for item in due.own
        if item.day is not None
    )
    return [Facts(rows, say("progress.due"))] if rows else []


def _buttons(turn: Turn, unit: str, book: PlanBook, page: int, count: int) -> tuple[Block, ...]:
    code = unit.partition(":")[2]
    turning = [Choice(say("progress.page_before"), f"g:of.{code}.{page - 1}")] if page > 0 else []
    if (page + 1) * PAGE < count:
        turning.append(Choice(say("progress.page_after"), f"g:of.{code}.{page + 1}"))
    views = [
        Choice(say("progress.missing"), f"g:missing.{code}.0"),
        Choice(say("progress.lights"), f"g:lights.{code}.0"),
    ]
    if checklist_of(book) is not None:
        views.append(Choice(say("progress.ten_ones"), f"g:ten.{code}"))
    own = turn.membership is not None and turn.membership.unit == unit
    views.append(
        command_choice(say("checkin.word_report"), "report")
        if own
        else Choice(say("progress.counties"), "g:all.0")
    )
    turns = (Choices(tuple(turning), 2),) if turning else ()
    return (*turns, Choices(tuple(views), 2))


def _day(turn: Turn) -> str:
    return say("checkin.date", year=turn.today.year, month=turn.today.month, day=turn.today.day)
