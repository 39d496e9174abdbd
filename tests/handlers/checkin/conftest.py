"""A county's colleague in private, with a database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import count

import pytest

from bot.compose import build_services
from bot.config import Settings
from bot.render.plain import to_text
from handlers import Chat, Reply, Request, Sender, Services, Source, dispatch
from storage import Entry, EntryFilter, Role

COUNTY = "county:532822"
DAY = date(2023, 4, 10)
NOON = datetime(2023, 4, 10, 12, 0, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class Talk:
    """What people write and press; `text` is the last reply in words."""

    services: Services
    reply: Reply = field(default_factory=lambda: Reply(()))
    keys: Iterator[int] = field(default_factory=count)

    def join(self, name: str, unit: str = COUNTY) -> None:
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            person = store.people.get_or_create("test", name, name, NOON)
            store.memberships.grant(person.id, Role(unit.partition(":")[0]), unit, at=NOON)

    def leave(self, name: str) -> None:
        """End what the person belongs to."""
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            person = store.people.find("test", name)
            assert person is not None
            for membership in store.memberships.of_person(person.id):
                store.memberships.end(membership.id, membership.granted_at)

    def say(self, text: str, *, by: str = "王芳", message: str = "", edited: bool = False) -> str:
        return self._send(by, text=text, source=Source(message or f"m{next(self.keys)}", edited))

    def press(self, label: str, *, by: str = "王芳") -> str:
        action = next(choice.action for choice in self.reply.choices if choice.label == label)
        return self.button(action, by=by)

    def button(self, action: str, *, by: str = "王芳") -> str:
        return self._send(by, button=action)

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.reply.choices]

    def entries(self) -> list[Entry]:
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            units = tuple(place.unit for place in self.services.catalogue.places.counties)
            return sorted(store.entries.list(EntryFilter(units, withdrawn=True)), key=lambda one: one.id)

    def _send(
        self, by: str, *, text: str | None = None, button: str | None = None, source: Source | None = None
    ) -> str:
        number = next(self.keys)
        request = Request(
            sender=Sender("test", by, by),
            chat=Chat("test", by),
            moment=NOON + timedelta(minutes=number),
            today=DAY,
            key=f"k{number}",
            text=text,
            button=button,
            source=source,
        )
        self.reply = dispatch(request, self.services)
        return to_text(self.reply)


@pytest.fixture
def talk(file_settings: Settings, known: Services) -> Iterator[Talk]:
    """王芳 of 勐海县 has joined; nothing was said yet."""
    services = build_services(file_settings, lambda: NOON, known=known)
    assert services.storage is not None
    with services.storage:
        talk = Talk(services)
        talk.join("王芳")
        yield talk
