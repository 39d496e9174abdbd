"""People of units with a database, and the days that pass over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.render.plain import to_text
from handlers import Services, decode, plan_reminders
from handlers.reminders.choices import SETTING, ReminderChoice
from handlers.reminders.days import ZONE
from storage import (
    EntryKind,
    EntryStatus,
    Lease,
    Message,
    MessageState,
    NewEntry,
    Quantity,
    Role,
    Storage,
    person_scope,
)

JOINED = datetime(2022, 8, 1, 9, 0, tzinfo=ZONE)
KUNMING, PANLONG, MENGHAI = "prefecture:530100", "county:530103", "county:532822"
GUANGDE, XUANCHENG = "county:341882", "prefecture:341800"


def at(day: date, hour: str = "09:00") -> datetime:
    """A moment of a day in Shanghai."""
    return datetime.combine(day, time.fromisoformat(hour), ZONE)


@dataclass
class Stage:
    """A database with people; `known` gives the knowledge base."""

    storage: Storage
    known: Services
    people: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.services = replace(self.known, storage=self.storage)

    def join(self, name: str, *units: str) -> int:
        """Let somebody belong to units; return their id."""
        with self.storage.write() as store:
            person = store.people.get_or_create("test", name, name, JOINED)
            for unit in units:
                store.memberships.grant(person.id, Role(unit.partition(":")[0]), unit, at=JOINED)
        self.people[name] = person.id
        return person.id

    def choose(self, name: str, choice: ReminderChoice) -> None:
        """Store how somebody wants to be reminded."""
        with self.storage.write() as store:
            store.settings.set(person_scope(self.people[name]), SETTING, choice.to_json(), JOINED)

    def plan(self, day: date, hour: str = "09:00") -> int:
        """Plan at a moment; return how many messages are new."""
        return plan_reminders(self.services, at(day, hour)).messages

    def days(self, first: date, last: date, hour: str = "09:00") -> list[date]:
        """Plan every day at an hour; return those on which something was planned."""
        count = (last - first).days + 1
        return [day for day in (first + timedelta(days=n) for n in range(count)) if self.plan(day, hour)]

    def messages(self, name: str = "") -> list[Message]:
        """What was planned for somebody, or for anybody, by day."""
        with self.storage.read() as store:
            found = store.outbox.list(key_prefix="unasked:", limit=100_000)
        wanted = [one for one in found if not name or one.person_id == self.people[name]]
        return sorted(wanted, key=lambda one: (one.due, one.key))

    def told(self, name: str, day: date) -> str:
        """The words planned for somebody on a day; "" for none."""
        found = [one for one in self.messages(name) if one.due.astimezone(ZONE).date() == day]
        assert len(found) < 2, "two unasked messages on a day"
        return to_text(decode(found[0].reply)) if found else ""

    def enter(
        self, unit: str, task: str, target: str, value: int, unit_of: str, on: date, **more: Any
    ) -> int:
        """Store an entry; return its id."""
        new = NewEntry(
            unit=unit,
            plan="yunnan-2022" if unit.startswith("county:53") else "anhui-2022",
            task=task,
            kind=EntryKind.PROGRESS,
            status=EntryStatus.DONE,
            on=on,
            as_of=on,
            note="",
            created_at=at(on),
            quantities=(Quantity(Decimal(value), unit_of, target),),
        )
        with self.storage.write() as store:
            return store.entries.add(replace(new, **more), by=None).id


def send_all(storage: Storage, now: datetime, lease: Lease) -> Iterable[str]:
    """Send what is due, as the channel would; return the keys."""
    with storage.write() as store:
        claimed = store.outbox.claim(100_000, now=now, lease=timedelta(minutes=1), under=lease)
    with storage.write() as store:
        for message in claimed:
            store.outbox.mark_sent(message.id, message="1", now=now, under=lease)
    return [message.key for message in claimed]


def states(stage: Stage) -> dict[MessageState, int]:
    """How many messages stand in each state."""
    with stage.storage.read() as store:
        return store.outbox.counts()
