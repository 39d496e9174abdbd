"""What the card of a group shows: how much was reported this month, what is due next. Counts, no names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge import Catalogue
from storage import ObligationState, ProgressRow, UnitOfWork

from ..access import units_under
from ..area import private_choice
from ..people.naming import unit_name
from ..phrases import say
from ..progress.pages import summary
from ..progress.standing import standings
from ..reminders.agenda import LOCAL_SCOPE
from ..reminders.local import from_json
from ..reminders.obligation import Obligation
from ..reminders.obligations import Shift, book_of, obligations
from ..reminders.states import resolved
from ..reply import Choices, Facts, Outcome, Reply, Text
from ..rounds import months_of, round_book, round_on
from ..units import unit_of

_SOON = timedelta(days=60)


def compose(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date, *, demo: bool = False) -> Reply:
    """Return the card of a unit's month; `demo`: entries made on a chosen day count too."""
    plan = unit_of(unit, catalogue).plan
    counted = _counted(unit, catalogue)
    told = [row for row in store.entries.for_progress(counted, plan, until=today) if demo or not row.demo]
    month = [row for row in told if (row.on.year, row.on.month) == (today.year, today.month)]
    rows = _rows(month, counted)
    if len(counted) == 1:
        rows.append((say("groups.met"), _met(store, catalogue, counted[0], told, today)))
    due = next_due(store, catalogue, unit, today)
    if due is not None and due.due is not None:
        rows.append((say("groups.next_due"), _due_words(due, due.due, today)))
    title = say("groups.card_title", unit=unit_name(unit, catalogue), year=today.year, month=today.month)
    as_of = say("groups.card_as_of", month=today.month, day=today.day)
    return Reply(
        (Text(title, strong=True), Facts(tuple(rows)), Text(as_of), _ways()), Outcome.ANSWERED, "group_card"
    )


def has_something(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date) -> bool:
    """Return whether the month is worth a card: something was reported in it, or is due before it ends."""
    due = next_due(store, catalogue, unit, today)
    if due is not None and due.due is not None and (due.due.year, due.due.month) == (today.year, today.month):
        return True
    plan, counted = unit_of(unit, catalogue).plan, _counted(unit, catalogue)
    return bool(store.entries.for_progress(counted, plan, since=today.replace(day=1), until=today))


def next_due(store: UnitOfWork, catalogue: Catalogue, unit: str, today: date) -> Obligation | None:
    """Return the unit's own next open duty with a day within sixty days; None where nothing is due."""
    plan, found = unit_of(unit, catalogue).plan, round_on(store, unit, catalogue, today)
    shift = Shift(months_of(found, catalogue), found.id) if found is not None else None
    settled = store.settings.get(LOCAL_SCOPE, plan)
    local = from_json(settled) if settled is not None else None
    owed = obligations(catalogue, unit, today, today + _SOON, shift=shift, local=local)
    dated = [one for one in owed if one.due is not None and one.due >= today and not one.duty.is_target]
    known = resolved(store, catalogue, book_of(catalogue, plan, shift), dated, today)
    return next((one for one in known if one.state is ObligationState.OPEN), None)


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


def _met(store: UnitOfWork, catalogue: Catalogue, unit: str, told: Sequence[ProgressRow], today: date) -> str:
    """How many of the county's targets are met in the run of the plan that it is in now."""
    found = round_on(store, unit, catalogue, today)
    book = round_book(found, catalogue.plans[unit_of(unit, catalogue).plan], catalogue)
    run = [row for row in told if row.round_id == (found.id if found is not None else None)]
    _, met, numbered = summary(standings(book, run, today))
    return say("groups.met_of", met=met, numbered=numbered)


def _due_words(one: Obligation, day: date, today: date) -> str:
    left = (day - today).days
    when = say("groups.due_today") if left == 0 else say("groups.due_left", left=left)
    said = {"title": one.duty.title, "month": day.month, "day": day.day, "when": when}
    if one.printed_day is not None:
        return say("groups.due_moved", printed=one.duty.printed, **said)
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
