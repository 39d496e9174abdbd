"""Planning the digests of a day: some people at a time, one message a person, safe to repeat at any point.

Keys are stable and the outbox takes each once. What was planned up to which day is kept by hour, so that days
on which nothing ran end in one summary and not in several messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING, TypeVar

from storage import MessageKind, NewMessage, Person, Place, UnitOfWork

from ..services import Services
from . import keys
from .calendar import calendar_of
from .choices import HOURS
from .composing import LONGEST, Composer, Digest, Member
from .days import QUIET, ZONE, is_quiet, local_day

if TYPE_CHECKING:
    from storage import Storage

_T = TypeVar("_T")

SCOPE, PLANNED = "system", "reminders.planned"
"""The setting that tells, by hour, up to which day digests were planned."""

SINCE = "reminders.since"
"""The setting that tells, by hour, after which day steps counted when digests were last planned."""

BATCH = 200
"""How many people are read and planned for in one transaction: others wait for no longer than that takes."""

SLICE = 25
"""How many people are worked on before others get their turn: Python runs one thread at a time."""

_BREATH = 0.0002
"""Seconds; enough for a thread that waits, such as the one that answers, to take its turn."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run of the planning did: messages that are new, people who get one."""

    messages: int = 0
    people: int = 0


def plan_reminders(services: Services, moment: datetime) -> Planned:
    """Plan the digests whose hour has come on the day of `moment` (aware); doing it again adds nothing.

    Called every half minute while this process is the active one; on a free day it costs nothing, and when
    the hour was planned before one read. Late in the evening nothing is: the next day makes up for it.
    """
    storage, day = services.storage, local_day(moment)
    if storage is None or is_quiet(moment) or not calendar_of(services).is_working(day):
        return Planned()
    with storage.read() as store:
        hours = due_hours(store, moment)
        composer = Composer(services, day, hours)
        if hours:
            composer.prepare(store)
    if not hours:
        return Planned()
    messages = people = 0
    for found in _batches(storage, composer):
        people += len(found)
        messages += store_digests(storage, found, moment)
    with storage.write() as store:
        _mark(store, hours, moment)
    return Planned(messages, people)


def plan_for(services: Services, store: UnitOfWork, person: Person, moment: datetime) -> bool:
    """Plan one person's digest of the day at once, as when they choose an hour that is over today."""
    day = local_day(moment)
    if is_quiet(moment) or not calendar_of(services).is_working(day):
        return False
    composer = Composer(services, day, dict.fromkeys(HOURS, day - _DAY))
    composer.prepare(store)
    members = composer.members([person], store.memberships.of_person(person.id))
    return store.outbox.plan(message_of(one, moment) for one in composer.digests(store, members)) == 1


def due_hours(store: UnitOfWork, moment: datetime) -> dict[str, date]:
    """Return the hours that have come and are not planned yet, with the last day planned for each."""
    day, now = local_day(moment), f"{moment.astimezone(ZONE):%H:%M}"
    planned = store.settings.get(SCOPE, PLANNED, {})
    due = (hour for hour in HOURS if hour <= now and planned.get(hour) != day.isoformat())
    return {hour: _since(planned.get(hour), day) for hour in due}


def planned_since(store: UnitOfWork, day: date) -> dict[str, date]:
    """Return, by hour, after which day steps count in the digests of a day that were or will be planned."""
    planned, since = store.settings.get(SCOPE, PLANNED, {}), store.settings.get(SCOPE, SINCE, {})
    return {
        hour: date.fromisoformat(since[hour])
        if hour in since and planned.get(hour) == day.isoformat()
        else _since(planned.get(hour), day)
        for hour in HOURS
    }


def _since(planned: str | None, day: date) -> date:
    last = date.fromisoformat(planned) if planned is not None else day - _DAY
    # A mark in the future comes from a clock that was wrong; keys keep this from doubling anything.
    return max(last, day - LONGEST) if last < day else day - _DAY


def message_of(one: Digest, moment: datetime) -> NewMessage:
    """Return the digest as the outbox plans it; it expires in the evening."""
    day = local_day(one.due)
    return NewMessage(
        key=keys.unasked(one.person.id, day),
        kind=MessageKind.REMINDER,
        place=Place(one.person.channel, one.person.external_id),
        reply=one.stored,
        created_at=moment,
        due=one.due,
        expires=datetime.combine(day, QUIET, ZONE),
        person_id=one.person.id,
    )


def store_digests(storage: Storage, found: Sequence[Digest], moment: datetime) -> int:
    """Plan the messages in one transaction; return how many were new."""
    if not found:
        return 0
    with storage.write() as store:
        return sum(store.outbox.plan([message_of(one, moment) for one in some]) for some in _in_slices(found))


def everybody(store: UnitOfWork, composer: Composer) -> Iterator[list[Member]]:
    """Return everybody who can be reached and belongs to a unit, some at a time, by id."""
    last = 0
    while people := store.people.reachable(last, BATCH):
        first, last = last, people[-1].id
        yield composer.members(people, store.memberships.of_people(first + 1, last))


def _batches(storage: Storage, composer: Composer) -> Iterator[list[Digest]]:
    """Digests of some people at a time; no transaction is open while they are stored."""
    last = 0
    while True:
        with storage.read() as store:
            people = store.people.reachable(last, BATCH)
            if not people:
                return
            first, last = last, people[-1].id
            members = composer.members(people, store.memberships.of_people(first + 1, last))
            found = [one for some in _in_slices(members) for one in composer.digests(store, some)]
        yield found


def _in_slices(found: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The same in small parts; between two of them other threads have their turn."""
    for start in range(0, len(found), SLICE):
        if start:
            sleep(_BREATH)
        yield found[start : start + SLICE]


def _mark(store: UnitOfWork, hours: Mapping[str, date], moment: datetime) -> None:
    day = local_day(moment).isoformat()
    since = {hour: first.isoformat() for hour, first in hours.items()}
    store.settings.change(SCOPE, SINCE, lambda old: {**old, **since}, {}, moment)
    store.settings.change(SCOPE, PLANNED, lambda old: {**old, **dict.fromkeys(hours, day)}, {}, moment)
