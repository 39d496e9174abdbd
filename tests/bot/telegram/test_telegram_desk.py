"""Requests that write are served one after another, stored together, and told only when they are stored."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.telegram.desk import MOST, Desk
from handlers import Chat, PlaceKind, Request, Sender
from storage import DatabaseBusy, DatabaseFailed, Storage
from tests.storage.databases import migrated_file, sqlite_url

__all__ = ["migrated_file", "sqlite_url"]

NOW = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)


def asked(text: str) -> Request:
    return Request(
        sender=Sender("telegram", "1", "王芳"),
        chat=Chat("telegram", "1", PlaceKind.PRIVATE),
        moment=NOW,
        today=NOW.date(),
        key=text,
        text=text,
    )


class Clerk:
    """Stores each request's text, in the order of coming; notes what the disk held meanwhile."""

    def __init__(self, storage: Storage, beside: Storage) -> None:
        self.storage, self.beside = storage, beside
        self.begun: list[str] = []
        self.durable: dict[str, list[str]] = {}
        self.gate = threading.Event()
        self.failing: set[str] = set()

    def serve(self, request: Request) -> str:
        text = request.text or ""
        self.begun.append(text)
        if text == "first":
            self.gate.wait(120)
        with self.storage.write() as unit:
            unit.settings.set("system", text, 1, NOW)
            if text in self.failing:
                raise ValueError(text)
        self.durable[text] = self.stored()
        return text.upper()

    def stored(self) -> list[str]:
        with self.beside.read() as unit:
            return sorted(unit.settings.all("system"))


@pytest.fixture
def clerk(sqlite_url: str) -> Iterator[Clerk]:
    with Storage(sqlite_url) as storage, Storage(sqlite_url) as beside:
        yield Clerk(storage, beside)


async def begun(desk: Desk[str], clerk: Clerk, *texts: str) -> list[asyncio.Task[str]]:
    """The first is being served while the others gather."""
    first = asyncio.create_task(desk.served(asked("first")))
    while not clerk.begun:
        await asyncio.sleep(0)
    others = [asyncio.create_task(desk.served(asked(text))) for text in texts]
    await asyncio.sleep(0)
    return [first, *others]


async def all_of(desk: Desk[str], clerk: Clerk, *texts: str) -> list[str | BaseException]:
    jobs = await begun(desk, clerk, *texts)
    clerk.gate.set()
    return await asyncio.gather(*jobs, return_exceptions=True)


async def test_those_that_wait_together_are_stored_together(clerk: Clerk) -> None:
    desk = Desk(clerk.serve, clerk.storage)
    assert await all_of(desk, clerk, "b", "c", "d") == ["FIRST", "B", "C", "D"]
    assert clerk.begun == ["first", "b", "c", "d"]
    # Alone it is stored at once; of the others none before the last has been served.
    assert clerk.durable == {"first": ["first"], "b": ["first"], "c": ["first"], "d": ["first"]}
    assert clerk.stored() == ["b", "c", "d", "first"]
    assert await desk.served(asked("later")) == "LATER"


async def test_who_is_told_is_told_of_what_is_stored(clerk: Clerk) -> None:
    desk = Desk(clerk.serve, clerk.storage)
    seen = {}

    async def one(text: str) -> None:
        await desk.served(asked(text))
        seen[text] = text in clerk.stored()

    clerk.gate.set()
    texts = [f"{number:02}" for number in range(MOST + 5)]
    await asyncio.gather(*map(one, texts))
    assert seen == dict.fromkeys(texts, True)


async def test_a_fault_is_told_to_the_one_it_belongs_to(clerk: Clerk) -> None:
    clerk.failing = {"c"}
    first, b, c, d = await all_of(Desk(clerk.serve, clerk.storage), clerk, "b", "c", "d")
    assert (first, b, d) == ("FIRST", "B", "D")
    assert isinstance(c, ValueError)
    assert clerk.stored() == ["b", "d", "first"]


async def test_when_nothing_could_be_stored_together_each_is_served_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = clerk.storage.together

    @contextmanager
    def full() -> Iterator[None]:
        with whole():
            yield
            raise DatabaseFailed("disk full")

    monkeypatch.setattr(clerk.storage, "together", full)
    assert await all_of(Desk(clerk.serve, clerk.storage), clerk, "b", "c") == ["FIRST", "B", "C"]
    assert clerk.begun == ["first", "b", "c", "b", "c"]
    assert clerk.stored() == ["b", "c", "first"]


async def test_while_another_process_writes_all_come_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def busy() -> Iterator[None]:
        raise DatabaseBusy("locked")
        yield

    monkeypatch.setattr(clerk.storage, "together", busy)
    first, *others = await all_of(Desk(clerk.serve, clerk.storage), clerk, "b", "c")
    assert first == "FIRST"
    assert [type(other) for other in others] == [DatabaseBusy, DatabaseBusy]
    assert clerk.stored() == ["first"]


async def test_who_only_reads_does_not_wait_for_writers(clerk: Clerk) -> None:
    desk = Desk(lambda request: clerk.serve(request) if request.text else "page", clerk.storage)
    (writing,) = await begun(desk, clerk)
    assert await desk.served(replace(asked(""), text=None, button="c:help")) == "page"
    assert not writing.done()
    clerk.gate.set()
    assert await writing == "FIRST"


async def test_one_who_gave_up_does_not_hold_the_others(clerk: Clerk) -> None:
    desk = Desk(clerk.serve, clerk.storage)
    jobs = await begun(desk, clerk, "b", "c")
    jobs[1].cancel()
    clerk.gate.set()
    _, gone, last = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(gone, asyncio.CancelledError)
    assert last == "C"
    assert await desk.served(asked("later")) == "LATER"


async def test_when_the_program_ends_nobody_waits_for_ever(clerk: Clerk) -> None:
    desk = Desk(clerk.serve, clerk.storage)
    jobs = await begun(desk, clerk, "b")
    assert desk._serving is not None
    desk._serving.cancel()
    clerk.gate.set()
    ends = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError, asyncio.CancelledError]
