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
from ..units import unit_of

_SOON = timedelta(days=60)


def compose(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date, *, demo: bool = False) -> Reply:
    """Return the card of a unit's month; `demo`: entries made on a chosen day count too."""
    book = catalogue.plans[unit_of(unit, catalogue).plan]
    counted = _counted(unit, catalogue)
    told = [row for row in store.entries.for_progress(counted, book.id, until=today) if demo or not row.demo]
    month = [row for row in told if (row.on.year, row.on.month) == (today.year, today.month)]
    rows = _rows(month, counted)
    if len(counted) == 1:
        _, met, numbered = summary(standings(book, told, today))
        rows.append((say("groups.met"), say("groups.met_of", met=met, numbered=numbered)))
    due = next_due(book, unit, today)
    if due is not None:
        rows.append((say("groups.next_due"), _due_words(due, today)))
    title = say("groups.card_title", unit=unit_name(unit, catalogue), year=today.year, month=today.month)
    as_of = say("groups.card_as_of", month=today.month, day=today.day)
    return Reply(
        (Text(title, strong=True), Facts(tuple(rows)), Text(as_of), _ways()), Outcome.ANSWERED, "group_card"
    )


def has_something(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date) -> bool:
    """Return whether the month is worth a card: something was reported in it, or is due before it ends."""
    book = catalogue.plans[unit_of(unit, catalogue).plan]
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


def _due_words(item: DueItem, today: date) -> str:
    assert item.day is not None, "only duties with a day are shown"
    left = item.days_left(today)
    when = say("groups.due_today") if left == 0 else say("groups.due_left", left=left)
    return say("groups.due", title=item.duty.title, month=item.day.month, day=item.day.day, when=when)


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
