"""A prefecture with its counties' people and groups, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import Chat, Reply, Request, Sender, Services, dispatch
from storage import Lease, Role, Storage

NOW = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)
PREFECTURE, COUNTY, SISTER = "prefecture:532800", "county:532822", "county:532801"


@dataclass
class Office:
    """The prefecture's person at work; `storage` is the database behind."""

    services: Services
    storage: Storage
    now: datetime = NOW
    count: int = 0
    today: date = date(2023, 4, 10)

    def member(self, name: str, unit: str) -> int:
        """Let somebody join a unit; return their number."""
        with self.storage.write() as store:
            person = store.people.get_or_create("test", name, name, NOW)
            store.memberships.grant(person.id, Role(unit.partition(":")[0]), unit, at=NOW)
        return person.id

    def group(self, chat: str, unit: str, by: str) -> None:
        """Bind a group to a unit by somebody's membership."""
        with self.storage.write() as store:
            person = store.people.get_or_create("test", by, by, NOW)
            membership = store.memberships.of_person(person.id)[0]
            store.chats.see("test", chat, "group", f"群{chat}", NOW)
            store.chats.bind("test", chat, unit=unit, by=membership.id, topic="4")

    def say(self, text: str, who: str = "州里") -> Reply:
        """Type something in private."""
        return self.send(who, text=text)

    def press(self, label: str, who: str = "州里", *, on: Reply) -> Reply:
        """Press a button of a reply."""
        found = [one for one in on.choices if one.label == label]
        assert found, [one.label for one in on.choices]
        return self.send(who, button=found[0].action)

    def send(self, who: str, *, text: str | None = None, button: str | None = None) -> Reply:
        """Hand in a text or a button."""
        self.count += 1
        self.now += timedelta(minutes=1)
        request = Request(
            Sender("test", who, who),
            Chat("test", who),
            self.now,
            self.today,
            f"k{self.count}",
            text=text,
            button=button,
        )
        return dispatch(request, self.services)

    def lease(self) -> Lease:
        """The right to send, for a stand-in of the delivery."""
        with self.storage.write() as store:
            held = store.lease.acquire("sender", "me", self.now, timedelta(hours=9))
        assert held is not None
        return held


@pytest.fixture
def office(known: Services, file_settings: Settings) -> Iterator[Office]:
    """An office with one person of the prefecture."""
    services = build_services(file_settings, lambda: NOW, known=known)
    assert services.storage is not None
    made = Office(services, services.storage)
    made.member("州里", PREFECTURE)
    yield made
    services.storage.close()
