"""A light for each task, computed from facts alone; without facts it is grey."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from knowledge import PlanBook

from ..phrases import cut, say
from ..reply import Choice, Choices, Facts, Notice, Outcome, Quote, Reply, Text
from ..turn import Turn
from .counting import State
from .cycles import Cycle
from .standing import TaskStanding, of_task, of_unit, stands
from .whose import look

PAGE = 8


class Light(StrEnum):
    """Green: met. Yellow: begun. Red: 受阻 now, or a printed day passed unmet. Grey: no data."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


def light(standing: TaskStanding, book: PlanBook, today: date) -> Light:
    """Return the light of a task. Nobody's silence is red: where nothing was reported it is grey."""
    if standing.entries == 0:
        return Light.GREY
    if standing.met:
        return Light.GREEN
    if standing.blocked or _overdue(standing, book, today):
        return Light.RED
    return Light.YELLOW


def deadline(standing: TaskStanding, book: PlanBook) -> date:
    """Return the day printed for the task, else the plan's last day."""
    days = [duty.due.date for duty in book.duties if duty.task == standing.task.id and duty.due is not None]
    return min(days, default=book.plan.end.date)


def _overdue(standing: TaskStanding, book: PlanBook, today: date) -> bool:
    open_numbers = any(
        one.target.value is not None and one.tally.state is not State.MET for one in standing.own
    )
    return open_numbers and today > deadline(standing, book)


def lights(turn: Turn, unit: str, cycle: Cycle, page: int) -> Reply:
    """Show the lights of all tasks, page by page; a tap shows the rule."""
    look(turn, unit, "lights")
    book, code = cycle.book, cycle.code(unit)
    known = of_unit(turn, unit, cycle)
    shown = known[page * PAGE : (page + 1) * PAGE]
    shining = [light(standing, book, turn.today) for standing in known]
    counts = " · ".join(
        say(f"progress.count_{one.value}", count=sum(found is one for found in shining)) for one in Light
    )
    options = tuple(
        Choice(_label(standing, book, turn.today), f"g:rule.{code}.{standing.task.id}") for standing in shown
    )
    turning = [Choice(say("progress.page_before"), f"g:lights.{code}.{page - 1}")] if page > 0 else []
    if (page + 1) * PAGE < len(known):
        turning.append(Choice(say("progress.page_after"), f"g:lights.{code}.{page + 1}"))
    turning.append(Choice(say("progress.duty_lights"), f"g:duties.{code}"))
    turning.append(Choice(say("progress.back"), f"g:of.{code}"))
    return Reply(
        (
            Text(say("progress.lights_title", counts=counts), strong=True),
            Text(say("progress.lights_hint")),
            Choices(options),
            Choices(tuple(turning), 3),
        ),
        Outcome.ANSWERED,
        "lights",
    )


def rule(turn: Turn, unit: str, cycle: Cycle, task_id: str) -> Reply:
    """Show why a task has its light: the rule, the facts, and what the plan says."""
    look(turn, unit, "rule")
    book = cycle.book
    standing = of_task(turn, unit, task_id, cycle)
    if standing is None:
        return lights(turn, unit, cycle, 0)
    colour = light(standing, book, turn.today)
    rows = tuple((one.target.what, stands(one)) for one in standing.targets)
    facts = (
        (say("progress.entries"), str(standing.entries)),
        (say("progress.last"), standing.last.isoformat() if standing.last else say("progress.silent")),
        (say("rounds.deadline" if book.moved else "progress.deadline"), deadline(standing, book).isoformat()),
    )
    task = standing.task
    code = cycle.code(unit)
    return Reply(
        (
            Text(f"{say(f'progress.{colour.value}')} {task.id} {task.title}", strong=True),
            Text(say(f"progress.rule_{colour.value}")),
            Facts((*rows, *facts)),
            Quote(book.id, task.clause, task.quote, book.label(task.clause)),
            Notice(say("progress.rule_note")),
            Choices((Choice(say("progress.back"), f"g:lights.{code}.0"),)),
        ),
        Outcome.ANSWERED,
        "light_rule",
    )


def _label(standing: TaskStanding, book: PlanBook, today: date) -> str:
    task = standing.task
    return f"{say(f'progress.{light(standing, book, today).value}')} {task.id} {cut(task.title, 16)}"
