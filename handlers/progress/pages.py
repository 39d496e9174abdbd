"""我的进展: what a county has done against the targets, what is missing, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge import DueItem, PlanBook, Role, due_between
from storage import EntryStatus, ProgressRow

from ..area import command_choice
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .counting import State
from .cycles import Cycle, others, told
from .in_words import buttons as word_buttons
from .standing import TargetStanding, TaskStanding, of_unit, standings, stands
from .ten_ones import checklist_of
from .whose import look

PAGE = 12
_MISSING = 4
"""So many targets that nothing was entered for are named; the rest is a tap away."""
_SOON = timedelta(days=60)
_CYCLES = 4
"""How many other runs of the plan are offered."""


def county(turn: Turn, unit: str, cycle: Cycle, page: int = 0) -> Reply:
    """Show one county's progress in one run of the plan: what was reported, what is missing, what is due."""
    look(turn, unit, "progress")
    rows, book = told(turn, unit, cycle), cycle.book
    known = standings(book, rows, turn.today)
    reported = [(one, target) for one in known for target in _told(one)]
    title = say("progress.title", unit=unit_name(unit, turn.catalogue), day=_day(turn))
    blocks: list[Block] = [Text(title, strong=True), Text(_counts(known))]
    blocks += which_cycle(turn, unit, cycle)
    shown = reported[page * PAGE : (page + 1) * PAGE]
    blocks.append(_reported(book, shown) if shown else Text(_nothing(turn, unit)))
    nothing = max(
        (row.on for row in rows if row.task is None and row.status is EntryStatus.NONE), default=None
    )
    if nothing is not None:
        blocks.append(Text(say("progress.said_nothing", day=nothing.isoformat())))
    if page == 0:
        blocks += _missing(book, known)
        blocks += _due(turn, book)
    demo = len({row.entry_id for row in rows if row.demo})
    blocks += [Notice(say("progress.demo", count=demo))] if demo else []
    blocks += _past(turn, cycle, rows)
    ways = _buttons(turn, unit, cycle, page, len(reported), word_buttons(cycle.code(unit), rows))
    return Reply((*blocks, *ways), Outcome.ANSWERED, "progress")


def missing(turn: Turn, unit: str, cycle: Cycle, page: int = 0) -> Reply:
    """Show every target that is not met yet, page by page."""
    look(turn, unit, "missing")
    book, code = cycle.book, cycle.code(unit)
    left = _open(of_unit(turn, unit, cycle))
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


def which_cycle(turn: Turn, unit: str, cycle: Cycle) -> list[Block]:
    """Say which run of the plan is shown, where the unit was ever in a round."""
    if cycle.round is None and not others(turn, unit, cycle):
        return []
    if cycle.round is None:
        return [Text(say("rounds.shown_original"))]
    first, last = cycle.book.plan.issued_on, cycle.book.plan.end.date
    return [
        Text(say("rounds.shown", name=cycle.name, first=f"{first:%Y-%m}", last=f"{last:%Y-%m}")),
    ]


def _nothing(turn: Turn, unit: str) -> str:
    """Only the unit's own people are told how to report."""
    is_own = any(one.unit == unit for one in turn.memberships)
    key = "nothing_reported" if is_own else "nothing_from_them"
    return say(f"progress.{key}")


def _reported(book: PlanBook, reported: Sequence[tuple[TaskStanding, TargetStanding | None]]) -> Facts:
    rows = tuple(_row(book, one, target) for one, target in reported)
    return Facts(rows, say("progress.reported"))


def _past(turn: Turn, cycle: Cycle, rows: Sequence[ProgressRow]) -> list[Block]:
    """Say that the run is over, and how many entries were written for days after it."""
    plan = cycle.book.plan
    if turn.today <= plan.end.date:
        return []
    day = plan.end.date.isoformat()
    phrase = "progress.past" if cycle.round is None else "rounds.past"
    late = len({row.entry_id for row in rows if row.after_end})
    blocks: list[Block] = [Notice(say(phrase, plan=plan.short, name=cycle.name, day=day))]
    return [*blocks, Notice(say("rounds.late", count=late))] if late else blocks


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
    # What was begun stands above with what it lacks.
    silent = [pair for pair in left if pair[1].tally.state is State.SILENT]
    rows = tuple(_row(book, task, target) for task, target in (silent or left)[:_MISSING])
    numbered = sum(one.target.value is not None for _, one in left)
    title = say("progress.missing_first", count=len(left), numbered=numbered, plain=len(left) - numbered)
    return [Facts(rows, title)]


def _due(turn: Turn, book: PlanBook) -> list[Block]:
    """What the county owes within sixty days; nothing is said where nothing is due."""
    due = due_between(book, Role.COUNTY, turn.today, turn.today + _SOON)
    rows = tuple(
        (item.duty.title, _due_on(book, item, item.day, turn.today))
        for item in due.own
        if item.day is not None
    )
    return [Facts(rows, say("progress.due"))] if rows else []


def _due_on(book: PlanBook, item: DueItem, day: date, today: date) -> str:
    """The day and how far it is; a day that a round moved is called worked out, beside the printed one."""
    said = say("progress.due_on", day=day.isoformat(), left=(day - today).days)
    if not book.moved or item.duty.due is None:
        return said
    return say("rounds.worked_out", said=said, printed=item.duty.due.printed)


def _buttons(
    turn: Turn, unit: str, cycle: Cycle, page: int, count: int, words: Sequence[Choice]
) -> tuple[Block, ...]:
    code, book = cycle.code(unit), cycle.book
    turning = [Choice(say("progress.page_before"), f"g:of.{code}.{page - 1}")] if page > 0 else []
    if (page + 1) * PAGE < count:
        turning.append(Choice(say("progress.page_after"), f"g:of.{code}.{page + 1}"))
    views = [
        Choice(say("progress.missing"), f"g:missing.{code}.0"),
        Choice(say("progress.lights"), f"g:lights.{code}.0"),
    ]
    checklist = checklist_of(book)
    if checklist is not None:
        views.append(Choice(checklist.kind, f"g:ten.{code}"))
    own = turn.membership is not None and turn.membership.unit == unit
    views.append(
        command_choice(say("checkin.word_report"), "report")
        if own
        else Choice(say("progress.counties"), "g:all.0")
    )
    views += [
        Choice(say("rounds.show", name=one.name)[:40], f"g:of.{one.code(unit)}")
        for one in others(turn, unit, cycle)[:_CYCLES]
    ]
    turns = (Choices(tuple(turning), 2),) if turning else ()
    return (*turns, Choices((*views, *words), 2))


def _day(turn: Turn) -> str:
    return say("checkin.date", year=turn.today.year, month=turn.today.month, day=turn.today.day)
