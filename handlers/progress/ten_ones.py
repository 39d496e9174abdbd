"""A plan's checklist (十个一) as a page: each line is derived from entries, nothing is asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import Checklist, ListItem, PlanBook
from storage import EntryKind, ProgressRow

from ..phrases import say
from ..reply import Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .cycles import Cycle, told
from .standing import TaskStanding, standings
from .whose import look


def checklist_of(book: PlanBook) -> Checklist | None:
    """Return the plan's checklist that records tell something for; None for a plan that has none."""
    return next((one for one in book.checklists if one.told_by_records), None)


def ten_ones(turn: Turn, unit: str, cycle: Cycle) -> Reply:
    """Show what the entries say for each line of the plan's checklist."""
    look(turn, unit, "ten-ones")
    book = cycle.book
    back = Choices((Choice(say("progress.back"), f"g:of.{cycle.code(unit)}"),))
    checklist = checklist_of(book)
    if checklist is None:
        said = Text(say("progress.no_ten_ones", plan=book.plan.name), strong=True)
        return Reply((said, back), Outcome.ANSWERED, "ten_ones")
    rows = told(turn, unit, cycle)
    known = {one.task.id: one for one in standings(book, rows, turn.today)}
    lines = tuple((f"{item.no} {item.title}", _told(item, known, rows)) for item in checklist.items)
    title = Text(
        say("progress.ten_ones_title", list=checklist.kind, label=book.label(checklist.clause)), strong=True
    )
    return Reply(
        (title, Facts(lines), Notice(say("progress.ten_ones_note")), back), Outcome.ANSWERED, "ten_ones"
    )


def _told(item: ListItem, known: dict[str, TaskStanding], rows: Sequence[ProgressRow]) -> str:
    """What the entries say for one line; a line that no entry can tell says so."""
    if not (item.tasks or item.records):
        return say("progress.ten_underivable")
    parts = []
    for kind in item.records:
        count = len({row.entry_id for row in rows if row.kind is EntryKind(kind)})
        if count:
            parts.append(say(f"progress.ten_{kind}", count=count))
    told = [known[task] for task in item.tasks if task in known and known[task].entries]
    parts += [_of_task(one) for one in told]
    return "；".join(parts) or say("progress.silent")


def _of_task(standing: TaskStanding) -> str:
    state = say("progress.ten_met") if standing.met else say("progress.ten_begun")
    return say("progress.ten_task", task=standing.task.id, title=standing.task.title, state=state)
