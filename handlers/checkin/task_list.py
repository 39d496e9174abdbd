"""我的任务: every task of the unit, what the plan asks, where it stands, and a button to record something."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge import Target, Task
from storage import Membership

from ..area import Handle, command_choice
from ..people.naming import unit_name
from ..phrases import say
from ..progress.standing import TaskStanding, number, of_unit, stands
from ..reply import Choice, Choices, Facts, Outcome, Reply, Text
from ..turn import Turn
from . import guided, reading

_PAGE = 6
_ALONE = ("任务", "工作任务")
"""Words that ask for the tasks when somebody who has some says nothing else."""


def show(turn: Turn, _: str = "") -> Reply:
    """Show the first page. Raises NotAllowed for somebody without a unit."""
    return page(turn, 0)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `r:tasks.<page>`; the other buttons of this prefix are those of the guided way."""
    name, _, word = action.partition(".")
    return page(turn, guided.page_of(word)) if name == "tasks" else guided.pressed(turn, action)


def page(turn: Turn, at: int) -> Reply:
    """Show one page of the tasks, those that are due and open first."""
    membership = guided.reporter(turn)
    ordered = guided.ordered(turn, membership)
    shown = ordered[at * _PAGE : (at + 1) * _PAGE]
    known = _known(turn, membership)
    label = turn.catalogue.plans[reading.plan_of(membership, turn)].label
    rows = tuple((f"{label(task.clause)} {task.title}", _words(task, known.get(task.id))) for task in shown)
    record = (Choice(say("checkin.record", task=task.id), f"r:task.{task.id}") for task in shown)
    turning = [Choice(say("checkin.page_before"), f"r:tasks.{at - 1}")] if at > 0 else []
    if (at + 1) * _PAGE < len(ordered):
        turning.append(Choice(say("checkin.page_after"), f"r:tasks.{at + 1}"))
    turning.append(command_choice(say("progress.word"), "progress"))
    own = membership.unit.startswith("county:")
    if not own:
        turning.append(command_choice(say("checkin.tasks_own"), "due"))
    return Reply(
        (
            Text(_title(turn, membership, len(ordered), own=own), strong=True),
            Facts(rows),
            Text(say("checkin.tasks_hint")),
            Choices(tuple(record), 3),
            Choices(tuple(turning), 3),
        ),
        Outcome.ANSWERED,
        "tasks",
    )


def _title(turn: Turn, membership: Membership, count: int, *, own: bool) -> str:
    """Whose tasks these are: the plan gives them to counties, whoever looks after these."""
    if own:
        return say("checkin.tasks_title", unit=unit_name(membership.unit, turn.catalogue), count=count)
    plan = turn.catalogue.plans[reading.plan_of(membership, turn)].plan.name
    # A prefecture and a liaison unit record for their counties; a province only for itself.
    whose = "counties" if reading.units_to_name(membership, turn.catalogue) else "above"
    return say(f"checkin.tasks_title_{whose}", plan=plan, count=count)


def claim(turn: Turn) -> Handle | None:
    """Take 我们县要做哪些事 of somebody who has tasks; 这个月要做什么 asks for duties."""
    if not turn.request.private or reading.reporter(turn) is None:
        return None
    said = turn.text.strip()
    asked = said in _ALONE or re.fullmatch(say("checkin.tasks_asked"), said, re.VERBOSE)
    return show if asked else None


def _known(turn: Turn, membership: Membership) -> dict[str, TaskStanding]:
    """Where a county stands; who records for several counties sees only what the plan asks."""
    if not membership.unit.startswith("county:"):
        return {}
    return {one.task.id: one for one in of_unit(turn, membership.unit)}


def _words(task: Task, standing: TaskStanding | None) -> str:
    """What the plan asks, and where a county stands with it."""
    if standing is None:
        asked = [_asked(target, named=True) for target in task.targets]
        return "\n".join(asked) or say("checkin.tasks_plain")
    several = len(task.targets) > 1
    told = [
        f"{_asked(one.target, named=several)}{say('checkin.tasks_stands', said=stands(one))}"
        for one in standing.targets
    ]
    return "\n".join(told) or say("checkin.tasks_plain")


def _asked(target: Target, *, named: bool) -> str:
    """The target with its number; the number alone where the task has no other target."""
    if target.value is None:
        return target.what if named else ""
    asked = f"{number(Decimal(str(target.value)))}{target.unit or ''}"
    return say("checkin.target_asks" if named else "checkin.tasks_asks", what=target.what, asked=asked)
