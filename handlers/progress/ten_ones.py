"""The ten ones as a page: each line is derived from entries, nothing is asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import Checklist, ListItem, PlanBook
from storage import EntryKind, ProgressRow

from ..phrases import phrase_names, say
from ..reply import Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .cycles import Cycle, told
from .standing import TaskStanding, standings
from .whose import look

LIST = "ten-ones"


def checklist_of(book: PlanBook) -> Checklist | None:
    """Return the plan's ten ones; None for a plan that has none."""
    return next((one for one in book.checklists if one.id == LIST), None)


def ten_ones(turn: Turn, unit: str, cycle: Cycle) -> Reply:
    """Show what the entries say for each of the ten ones."""
    look(turn, unit, "ten-ones")
    book = cycle.book
    back = Choices((Choice(say("progress.back"), f"g:of.{cycle.code(unit)}"),))
    checklist = checklist_of(book)
    if checklist is None:
        said = Text(say("progress.no_ten_ones", plan=book.plan.short), strong=True)
        return Reply((said, back), Outcome.ANSWERED, "ten_ones")
    rows = told(turn, unit, cycle)
    known = {one.task.id: one for one in standings(book, rows, turn.today)}
    lines = tuple((f"{item.no} {item.title}", _told(item, known, rows)) for item in checklist.items)
    title = Text(say("progress.ten_ones_title", label=book.label(checklist.clause)), strong=True)
    return Reply(
        (title, Facts(lines), Notice(say("progress.ten_ones_note")), back), Outcome.ANSWERED, "ten_ones"
    )


def _told(item: ListItem, known: dict[str, TaskStanding], rows: Sequence[ProgressRow]) -> str:
    """What the entries say for one line; a line that no entry can tell says so."""
    parts = []
    if f"progress.ten_{item.no}_kind" in phrase_names():
        kind = EntryKind(say(f"progress.ten_{item.no}_kind"))
        count = len({row.entry_id for row in rows if row.kind is kind})
        if count:
            parts.append(say(f"progress.ten_{kind.value}", count=count))
    if f"progress.ten_{item.no}_tasks" in phrase_names():
        tasks = say(f"progress.ten_{item.no}_tasks").split()
        told = [known[task] for task in tasks if task in known and known[task].entries]
        parts += [_of_task(one) for one in told]
    elif f"progress.ten_{item.no}_kind" not in phrase_names():
        return say("progress.ten_underivable")
    return "；".join(parts) or say("progress.silent")


def _of_task(standing: TaskStanding) -> str:
    state = say("progress.ten_met") if standing.met else say("progress.ten_begun")
    return say("progress.ten_task", task=standing.task.id, title=standing.task.title, state=state)
