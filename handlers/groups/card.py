"""What the card of a group shows: how much was reported this month, what is due next. Counts, no names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge import Catalogue, DueItem, PlanBook, Role, due_between
from storage import ProgressRow, UnitOfWork

from ..access import units_under
from ..area import private_choice
from ..people.naming import unit_name
from ..phrases import say
from ..progress.pages import summary
from ..progress.standing import standings
from ..reply import Choices, Facts, Outcome, Reply, Text
from ..rounds.current import open_round, round_book
from ..units import unit_of

_SOON = timedelta(days=60)


def compose(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date, *, demo: bool = False) -> Reply:
    """Return the card of a unit's month; `demo`: entries made on a chosen day count too."""
    book, run = _present(store, catalogue, unit)
    counted = _counted(unit, catalogue)
    told = [row for row in store.entries.for_progress(counted, book.id, until=today) if demo or not row.demo]
    month = [row for row in told if (row.on.year, row.on.month) == (today.year, today.month)]
    rows = _rows(month, counted)
    if len(counted) == 1:
        own = [row for row in told if row.round_id == run]
        _, met, numbered = summary(standings(book, own, today))
        rows.append((say("groups.met"), say("groups.met_of", met=met, numbered=numbered)))
    due = next_due(book, unit, today)
    if due is not None:
        rows.append((say("groups.next_due"), _due_words(due, book, today)))
    title = say("groups.card_title", unit=unit_name(unit, catalogue), year=today.year, month=today.month)
    as_of = say("groups.card_as_of", month=today.month, day=today.day)
    return Reply(
        (Text(title, strong=True), Facts(tuple(rows)), Text(as_of), _ways()), Outcome.ANSWERED, "group_card"
    )


def has_something(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date) -> bool:
    """Return whether the month is worth a card: something was reported in it, or is due before it ends."""
    book, _run = _present(store, catalogue, unit)
    first = today.replace(day=1)
    due = next_due(book, unit, today)
    if due is not None and due.day is not None and (due.day.year, due.day.month) == (first.year, first.month):
        return True
    counted = _counted(unit, catalogue)
    return bool(store.entries.for_progress(counted, book.id, since=first, until=today))


def next_due(book: PlanBook, unit: str, today: date) -> DueItem | None:
    """Return the unit's own next duty with a day within sixty days; None where nothing is due."""
    role = Role(unit.partition(":")[0])
    own = due_between(book, role, today, today + _SOON).own
    return next((item for item in own if item.day is not None), None)


def _present(store: UnitOfWork, catalogue: Catalogue, unit: str) -> tuple[PlanBook, int | None]:
    """The unit's plan as its open round reads it, and the round's number; as printed without one."""
    book = catalogue.plans[unit_of(unit, catalogue).plan]
    found = open_round(store, unit, catalogue)
    return round_book(found, book, catalogue), found.id if found is not None else None


def _counted(unit: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The counties whose entries the card counts: the unit itself, or those under it."""
    if unit.startswith("county:"):
        return (unit,)
    return tuple(one for one in units_under(unit, catalogue) if one.startswith("county:"))


def _rows(month: Sequence[ProgressRow], counted: Sequence[str]) -> list[tuple[str, str]]:
    entries = len({row.entry_id for row in month})
    tasks = len({row.task for row in month if row.task is not None})
    rows = [
        (say("groups.entries"), say("groups.entries_count", count=entries)),
        (say("groups.tasks"), say("groups.tasks_count", count=tasks)),
    ]
    if len(counted) > 1:
        units = len({row.unit for row in month})
        rows.append((say("groups.counties"), say("groups.counties_count", told=units, all=len(counted))))
    return rows


def _due_words(item: DueItem, book: PlanBook, today: date) -> str:
    assert item.day is not None, "only duties with a day are shown"
    left = item.days_left(today)
    when = say("groups.due_today") if left == 0 else say("groups.due_left", left=left)
    said = {"title": item.duty.title, "month": item.day.month, "day": item.day.day, "when": when}
    if book.moved and item.duty.due is not None:
        return say("groups.due_moved", printed=item.duty.due.printed, **said)
    return say("groups.due", **said)


def _ways() -> Choices:
    """The shared card serves everybody, so its buttons lead to where everybody sees their own."""
    return Choices(
        (
            private_choice(say("groups.report"), "report"),
            private_choice(say("groups.progress"), "progress"),
            private_choice(say("groups.due_button"), "due"),
        ),
        3,
    )
