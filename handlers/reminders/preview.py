"""Who would be reminded on a day, and why; nothing is planned and nothing is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage import UnitOfWork

from ..days import day_name
from ..people.naming import role_name, role_of_unit, unit_name
from ..phrases import say
from ..reply import Block, Facts, Notice, Outcome, Reply, Text
from ..services import Services
from ..units import unit_of
from .agenda import Agenda, Item, Reader, prefecture_of
from .calendar import calendar_of
from .choices import HOURS
from .composing import Composer
from .digest import Telling, digest
from .obligations import every_unit
from .planning import everybody
from .steps import Step, StepKind

_AHEAD = 40
"""How many days are looked through for the next reminder."""

_NAMED = 4
"""How many units of a group are named."""


def preview(services: Services, day: date, unit: str | None = None) -> Reply:
    """Return who would get what on a day and for which step; one unit is shown with its whole message.

    Needs a database. Units without people are shown too, so that it can be looked at before anybody joined.
    Raises UnknownUnit.
    """
    assert services.storage is not None, "a preview reads who belongs to what"
    if unit is not None:
        unit_of(unit, services.catalogue)
    with services.storage.read() as store:
        return preview_in(services, store, day, unit)


def preview_in(services: Services, store: UnitOfWork, day: date, unit: str | None = None) -> Reply:
    """Return the same within a transaction that is open."""
    calendar = calendar_of(services)
    unknown = () if calendar.is_known(day) else (Notice(say("reminders.preview_unknown", year=day.year)),)
    if not calendar.is_working(day, prefecture_of(unit, services.catalogue) if unit else ""):
        said = Text(say("reminders.preview_free", day=day_name(day)), strong=True)
        return Reply((said, *unknown), Outcome.ANSWERED, "reminders")
    reader = Reader(store, services.catalogue, calendar, day)
    units = every_unit(services.catalogue) if unit is None else (unit,)
    at_work = [one for one in units if calendar.is_working(day, prefecture_of(one, services.catalogue))]
    agendas = reader.agendas(at_work, day - timedelta(days=1))
    composer = Composer(services, day, dict.fromkeys(HOURS, day - timedelta(days=1)))
    composer.prepare(store)
    found = [one for some in everybody(store, composer) for one in composer.digests(store, some)]
    people = Counter(agenda.unit for one in found for agenda in one.agendas)
    telling = Telling(services.catalogue, day)
    blocks: list[Block] = [Text(say("reminders.preview", day=day_name(day), people=len(found)), strong=True)]
    for group in _groups(agendas.values()):
        blocks += _told(group, people, telling)
    if not agendas:
        blocks.append(Text(next_day(services, store, day, units)))
    if unit is not None and unit in agendas:
        blocks += [Notice(say("reminders.preview_message")), *digest([agendas[unit]], telling).blocks]
    return Reply((*blocks, *unknown), Outcome.ANSWERED, "reminders")


def next_day(services: Services, store: UnitOfWork, day: date, units: Iterable[str]) -> str:
    """Say on which of the next days something is said; far away, that nothing is."""
    calendar = calendar_of(services)
    for later in (day + timedelta(days=number) for number in range(1, _AHEAD)):
        if calendar.is_working(later):
            reader = Reader(store, services.catalogue, calendar, later)
            if reader.agendas(units, later - timedelta(days=1)):
                return say("reminders.preview_next", day=day_name(later))
    return say("reminders.preview_nothing", days=_AHEAD)


@dataclass(frozen=True)
class _Group:
    """Units of one role that are reminded of the same things for the same reasons."""

    units: tuple[str, ...]
    items: tuple[Item, ...]


def _groups(agendas: Iterable[Agenda]) -> list[_Group]:
    found: dict[tuple[object, ...], tuple[list[str], tuple[Item, ...]]] = {}
    for agenda in agendas:
        items = tuple(item for item in agenda.items if item.step is not None)
        kind = (agenda.unit.partition(":")[0], items[0].owed.plan)
        key = (kind, *((item.owed.duty.id, item.owed.period, item.step) for item in items))
        found.setdefault(key, ([], items))[0].append(agenda.unit)
    return [_Group(tuple(units), items) for units, items in found.values()]


def _told(group: _Group, people: Counter[str], telling: Telling) -> list[Block]:
    catalogue = telling.catalogue
    plan = catalogue.plans[group.items[0].owed.plan].plan
    names = "、".join(unit_name(unit, catalogue) for unit in group.units[:_NAMED])
    more = say("reminders.and_so_on") if len(group.units) > _NAMED else ""
    role = role_name(role_of_unit(group.units[0]), group.units[0], catalogue)
    blanks = {"units": len(group.units), "people": sum(people[unit] for unit in group.units)}
    title = say("reminders.preview_group", province=plan.name, role=role, names=names + more, **blanks)
    rows = [(why(item.step), telling.line(item.owed)) for item in group.items if not item.owed.duty.is_target]
    targets = [item for item in group.items if item.owed.duty.is_target]
    if targets:
        rows.append((why(targets[0].step), say("reminders.preview_targets", count=len(targets))))
    return [Facts(tuple(rows), title)]


def why(step: Step | None) -> str:
    """Return why something is said on a day: 提前7天, 当天到期, 过期后第1个星期一, 只提一次."""
    if step is None:
        return say("reminders.why_listed")
    number = step.number if step.kind in (StepKind.BEFORE, StepKind.LATE) else 0
    return say(f"reminders.why_{step.kind.value}", number=number)
