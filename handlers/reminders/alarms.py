"""What the administrator is told about reminders: days that nobody published, a faulty file, open settings.

Each thing is told once: its key names it. These are no reminders, so they do not count as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from storage import MessageKind, NewMessage, Person, Place, Role, UnitOfWork

from ..area import command_choice
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply
from ..reply_codec import encode
from ..services import Services
from ..units import unit_of
from . import keys
from .agenda import LOCAL_SCOPE
from .calendar import calendar_of
from .days import ZONE
from .local import from_json
from .obligations import every_unit
from .setup import open_fields


def plan_alarms(services: Services, moment: datetime) -> int:
    """Plan what every administrator is to be told and was not yet; return how many messages are new."""
    if services.storage is None:
        return 0
    with services.storage.read() as store:
        chiefs = _administrators(store)
        told = list(_alarms(services, store, moment.astimezone(ZONE).date())) if chiefs else []
        new = [
            _message(person, key, reply, moment)
            for key, reply in told
            for person in chiefs
            if store.outbox.get(_key(key, person)) is None
        ]
    if not new:
        return 0
    with services.storage.write() as store:
        return store.outbox.plan(new)


def _administrators(store: UnitOfWork) -> list[Person]:
    chiefs = {one.person_id for one in store.memberships.with_role(Role.ADMINISTRATOR)}
    people = (store.people.get(number) for number in sorted(chiefs))
    return [one for one in people if one is not None and one.unreachable_at is None]


def _alarms(services: Services, store: UnitOfWork, day: date) -> Iterator[tuple[str, Reply]]:
    calendar = calendar_of(services)
    year = calendar.ends_soon(day)
    if year is not None:
        yield f"calendar:{year}", _reply(say("reminders.alarm_calendar", year=year))
    for warning in calendar.overrides.warnings:
        yield f"calendar-file:{keys.token(warning)}", _reply(warning)
    for plan in sorted(_plans_in_use(services, store)):
        book = services.catalogue.plans[plan]
        local = from_json(store.settings.get(LOCAL_SCOPE, plan, {}))
        missing = [field for field in open_fields(book) if getattr(local, field) is None]
        if missing:
            names = "、".join(say(f"reminders.local_{field}") for field in missing)
            said = say("reminders.alarm_local", plan=book.plan.name, fields=names)
            yield f"local:{plan}", _reply(said, command_choice(say("reminders.setup_label"), "setup"))


def _plans_in_use(services: Services, store: UnitOfWork) -> set[str]:
    known = frozenset(every_unit(services.catalogue))
    used = (unit for unit in store.memberships.units() if unit in known)
    return {unit_of(unit, services.catalogue).plan for unit in used}


def _reply(text: str, *buttons: Choice) -> Reply:
    said = Notice(text, "warning")
    return Reply((said, Choices(buttons)) if buttons else (said,), Outcome.ANSWERED, "alarm")


def _key(key: str, person: Person) -> str:
    return f"alarm:{key}:{person.id}"


def _message(person: Person, key: str, reply: Reply, moment: datetime) -> NewMessage:
    return NewMessage(
        key=_key(key, person),
        kind=MessageKind.CONFIRMATION,
        place=Place(person.channel, person.external_id),
        reply=encode(reply),
        created_at=moment,
        due=moment,
        person_id=person.id,
    )
