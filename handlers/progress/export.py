"""/export: what the counties told, as a table for a spreadsheet, for papers that are written elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from storage import Entry, EntryFilter

from ..area import command_choice
from ..people.finding import units_named
from ..people.naming import unit_name
from ..phrases import say
from ..reminders.days import ZONE
from ..reply import Attachment, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import prefectures, whose
from .counting import MARKS
from .cycles import of_entry

MOST = 5000
"""So many entries stand in a file, the newest; more than that nobody reads."""
_COLUMNS = (
    "number", "day", "unit", "clause", "task", "kind", "numbers", "status", "words", "written", "cycle",
    "mark",
)  # fmt: skip
_BOM = "\ufeff"
"""Without it some programs take the table for another encoding."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this would be reckoned out by a spreadsheet."""


def export(turn: Turn, name: str = "") -> Reply:
    """Give the entries of the own county, of all counties that one may see, or of the named ones."""
    units = whose.counties(turn)
    if name:
        units = _named(turn, name, units)
    if not units:
        said = say("membership.no_unit", name=name[:40]) if name else say("progress.no_counties")
        return Reply((Text(said, strong=True),), Outcome.ASK_BACK, "export")
    found = turn.store.entries.list(EntryFilter(units, until=turn.today, limit=MOST + 1))
    turn.audit("export_entries", "entries", detail={"units": len(units), "rows": min(len(found), MOST)})
    if not found:
        return Reply((Text(say("progress.export_none"), strong=True),), Outcome.ANSWERED, "export")
    # A stored copy of the whole file would be one more place where it lies.
    again = Choices((command_choice(say("progress.export_again"), "export"),))
    turn.remember_as(Reply((Text(say("progress.export_sent")), again), Outcome.SMALL_TALK, "export"))
    return _file(turn, units, found[:MOST], whole=len(found) <= MOST)


def _named(turn: Turn, name: str, units: tuple[str, ...]) -> tuple[str, ...]:
    """The county, or the counties of the prefecture, that is named exactly."""
    exact, _ = units_named(name, units, turn)
    if exact:
        return tuple(exact[:1])
    prefecture = prefectures.named(turn, units, name)
    return tuple(prefectures.by_prefecture(turn, units)[prefecture]) if prefecture is not None else ()


def _file(turn: Turn, units: Sequence[str], found: Sequence[Entry], *, whole: bool) -> Reply:
    ordered = sorted(found, key=lambda one: (one.unit, one.on, one.id))
    told = {one.unit for one in ordered}
    whom = (
        unit_name(units[0], turn.catalogue)
        if len(units) == 1
        else say("progress.export_units", count=len(units))
    )
    title = say("progress.export_title", whom=whom, told=len(told), count=len(ordered))
    name = say("progress.export_file", whom=whom, day=turn.today.isoformat())
    notices = [Notice(say("progress.export_note"))]
    notices += [] if whole else [Notice(say("progress.export_most", most=MOST), "warning")]
    table = Attachment(name, "text/csv", as_csv(turn, ordered))
    return Reply((Text(title, strong=True), *notices, table), Outcome.ANSWERED, "export")


def as_csv(turn: Turn, entries: Sequence[Entry]) -> bytes:
    """Return the entries as CSV with a heading, one row each, every cell a text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(f"progress.column_{name}") for name in _COLUMNS])
    runs = {(one.plan, one.round_id) for one in entries}
    names = {run: of_entry(turn, *run).name for run in runs}
    for entry in entries:
        cells = _cells(turn, entry, names[entry.plan, entry.round_id])
        writer.writerow([_plain(cell) for cell in cells])
    return (_BOM + text.getvalue()).encode()


def _cells(turn: Turn, entry: Entry, cycle: str) -> tuple[str, ...]:
    # Only here: the words of entries rest on this package's counting, so they cannot be read before it.
    from ..checkin.stored import quantity_words, title_of

    book = turn.catalogue.plans[entry.plan]
    task = book.tasks.get(entry.task or "")
    marks = [say("checkin.by_other")] if entry.on_behalf else []
    marks += [say("progress.export_demo")] if entry.demo else []
    marks += [say("progress.export_late")] if entry.after_end else []
    return (
        str(entry.id),
        entry.on.isoformat(),
        unit_name(entry.unit, turn.catalogue),
        book.label(task.clause) if task is not None else "",
        title_of(turn, entry) if task is not None else "",
        say(f"checkin.kind_{entry.kind.value}"),
        quantity_words(entry) if any(one.unit not in MARKS for one in entry.quantities) else "",
        say(f"checkin.status_{entry.status.value}"),
        entry.note,
        f"{entry.created_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
        cycle,
        "；".join(marks),
    )


def _plain(cell: str) -> str:
    """The cell as text: what a spreadsheet would take for a formula gets a mark before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
