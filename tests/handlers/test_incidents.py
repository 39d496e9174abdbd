"""Errors reach the administrators: the first at once, the same one once an hour at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.render.plain import to_text
from handlers import Incident, Services, decode, report, tick
from handlers.incidents import remind
from storage import SYSTEM_UNIT, MessageState, Role, Storage

NOW = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SLIP = Incident("123456", "ValueError", "answer.py:33 answer")


@pytest.fixture
def services(sqlite_url: str) -> Iterator[Services]:
    with Storage(sqlite_url) as storage:
        with storage.write() as store:
            for number, role in (("1", Role.ADMINISTRATOR), ("2", Role.ADMINISTRATOR), ("3", Role.COUNTY)):
                person = store.people.get_or_create("telegram", number, number, NOW)
                unit = SYSTEM_UNIT if role is Role.ADMINISTRATOR else "county:341822"
                store.memberships.grant(person.id, role, unit, at=NOW)
        yield cast(Services, SimpleNamespace(storage=storage, clock=lambda: NOW))


def told(services: Services) -> list[tuple[str, str]]:
    """Whom, and what, in the order in which it was planned."""
    assert services.storage is not None
    with services.storage.read() as store:
        rows = sorted(store.outbox.list(MessageState.WAITING), key=lambda row: row.id)
    return [(row.place.chat, to_text(decode(row.reply))) for row in rows]


def test_every_administrator_is_told_at_once_and_nobody_else(services: Services) -> None:
    assert report(services, SLIP, NOW)
    assert [chat for chat, _ in told(services)] == ["1", "2"]
    words = told(services)[0][1]
    assert "123456" in words
    assert "answer.py:33" in words


def test_repeats_are_counted_and_told_once_an_hour(services: Services) -> None:
    report(services, SLIP, NOW)
    for minute in range(1, 60):
        assert not report(services, Incident("9", SLIP.what, SLIP.where, times=2), NOW + minute * MINUTE)
    assert remind(services, NOW + 59 * MINUTE) == 0
    assert len(told(services)) == 2
    assert remind(services, NOW + 60 * MINUTE) == 1
    assert len(told(services)) == 4
    assert "118 次" in told(services)[2][1]
    assert remind(services, NOW + 130 * MINUTE) == 0, "nothing has happened since"


def test_the_next_one_after_an_hour_tells_of_those_in_between(services: Services) -> None:
    report(services, SLIP, NOW)
    report(services, SLIP, NOW + MINUTE)
    assert report(services, SLIP, NOW + 61 * MINUTE)
    assert "1 次" in told(services)[-1][1]


def test_another_error_is_another_message(services: Services) -> None:
    assert report(services, SLIP, NOW)
    assert report(services, Incident("7", "KeyError", SLIP.where), NOW)
    assert report(services, Incident("8", SLIP.what, "card.py:3 card"), NOW)
    assert len(told(services)) == 6


def test_what_no_longer_happens_is_forgotten(services: Services) -> None:
    assert services.storage is not None
    report(services, SLIP, NOW)
    remind(services, NOW + timedelta(days=3))
    with services.storage.read() as store:
        assert store.settings.all("system") == {}


def test_periodic_work_has_its_turns_and_one_failure_keeps_nobody_else(services: Services) -> None:
    from handlers import Periodic

    done: list[str] = []

    def fail(_services: Services, _moment: datetime) -> int:
        raise ValueError("no")

    def work(name: str) -> Any:
        return lambda _services, _moment: done.append(name) or 1

    pieces = (
        Periodic("bad", timedelta(hours=1), fail),
        Periodic("hourly", timedelta(hours=1), work("hourly")),
        Periodic("daily", timedelta(days=1), work("daily")),
    )
    with pytest.raises(ExceptionGroup) as failed:
        tick(services, NOW, None, pieces)
    assert [error.__notes__ for error in failed.value.exceptions] == [["periodic work: bad"]]
    assert done == ["hourly", "daily"]
    assert tick(services, NOW + MINUTE, NOW, pieces) == 0, "the hour has not turned"
    with pytest.raises(ExceptionGroup):
        tick(services, NOW + 60 * MINUTE, NOW + MINUTE, pieces)
    assert done == ["hourly", "daily", "hourly"]
