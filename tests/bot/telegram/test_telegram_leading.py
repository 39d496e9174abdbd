"""One process is active. The others take over when it is gone, and it sends nothing when it comes back."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot import clock
from bot.telegram import leading
from bot.telegram.leading import RENEW_EVERY, TTL, Leader
from storage import DatabaseFailed, Lease, Storage, UnitOfWork
from tests.bot.telegram.virtual_time import VirtualLoop, virtually

LAPSE = TTL.total_seconds()


class Process:
    """One process: its leader and what its work noticed. `stop` is SIGSTOP: nothing in it runs, time goes on."""

    def __init__(self, loop: VirtualLoop, storage: Storage, name: str) -> None:
        self.loop = loop
        self.name = name
        self.leader = Leader(storage, loop.now)
        self.events: list[str] = []
        self.epochs: list[int] = []
        self.failure: Exception | None = None

    async def work(self, lease: Lease) -> None:
        self.epochs.append(lease.epoch)
        self.events.append("begun")
        try:
            if self.failure is not None:
                raise self.failure
            await asyncio.Event().wait()
        finally:
            self.events.append("ended")

    def start(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.leader.lead(self.work))


Scene = Callable[[VirtualLoop, Callable[[str], Process]], Coroutine[Any, Any, None]]


@pytest.fixture
def play(url: str) -> Iterator[Callable[[Scene], None]]:
    """Plays a scene with processes that have a connection of their own to one database."""
    opened: list[Storage] = []

    def run(scene: Scene) -> None:
        def whole(loop: VirtualLoop) -> Coroutine[Any, Any, None]:
            def process(name: str) -> Process:
                opened.append(Storage(url))
                return Process(loop, opened[-1], name)

            return scene(loop, process)

        virtually(whole)

    yield run
    for storage in opened:
        storage.close()


def alone(processes: list[Process]) -> bool:
    return sum(process.leader.is_active() for process in processes) <= 1


def test_one_is_active_and_stays_it(play: Callable[[Scene], None]) -> None:
    async def scene(loop: VirtualLoop, process: Callable[[str], Process]) -> None:
        both = [process("a"), process("b")]
        tasks = [one.start() for one in both]
        for _ in range(600):
            await asyncio.sleep(0.5)
            assert sum(one.leader.is_active() for one in both) == 1
        assert [one.events for one in both] == [["begun"], []]
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    play(scene)


def test_stopped_in_order_it_hands_over_at_once(play: Callable[[Scene], None]) -> None:
    async def scene(loop: VirtualLoop, process: Callable[[str], Process]) -> None:
        first, second = process("a"), process("b")
        running, waiting = first.start(), second.start()
        await asyncio.sleep(20)
        running.cancel()
        await asyncio.wait({running})
        assert first.events == ["begun", "ended"]
        first.leader._storage.close()  # the process is gone, and its lock on a file with it
        await asyncio.sleep(1.5)
        assert second.leader.is_active()
        assert second.epochs > first.epochs
        waiting.cancel()

    play(scene)


def test_an_error_of_the_work_goes_on_and_the_lease_is_given_back(play: Callable[[Scene], None]) -> None:
    async def scene(loop: VirtualLoop, process: Callable[[str], Process]) -> None:
        first = process("a")
        first.failure = RuntimeError("broken")
        with pytest.raises(RuntimeError, match="broken"):
            await first.leader.lead(first.work)
        assert not first.leader.is_active()

    play(scene)


# On SQLite a stopped process keeps the lock of its file, so nobody replaces it.
@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_holder_that_is_stopped_and_woken_finds_itself_replaced(
    play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(loop: VirtualLoop, process: Callable[[str], Process]) -> None:
        first, second = process("a"), process("b")
        tasks = {first.start(), second.start()}
        await asyncio.sleep(7)
        stopped = loop.time()
        held = first.leader._written
        woken = asyncio.Event()

        async def asleep(change: Any) -> Any:
            await woken.wait()
            return await held(change)

        monkeypatch.setattr(first.leader, "_written", asleep)
        while not second.leader.is_active():
            assert alone([first, second])
            await asyncio.sleep(0.1)
        assert LAPSE - RENEW_EVERY <= loop.time() - stopped <= LAPSE + 2
        assert not first.leader.is_active(), "before it has learnt anything"
        woken.set()
        await asyncio.sleep(0.1)
        assert first.events == ["begun", "ended"]
        assert second.epochs > first.epochs
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    play(scene)


def test_while_the_database_is_away_it_stops_before_another_could_take_over(
    play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(loop: VirtualLoop, process: Callable[[str], Process]) -> None:
        first = process("a")
        running = first.start()
        await asyncio.sleep(6)
        written = first.leader._written

        async def away(change: Any) -> Any:
            raise DatabaseFailed("away")

        monkeypatch.setattr(first.leader, "_written", away)
        gone = loop.time()
        while first.events == ["begun"]:
            await asyncio.sleep(0.1)
        assert not first.leader.is_active()
        assert loop.time() - gone < LAPSE
        monkeypatch.setattr(first.leader, "_written", written)
        await asyncio.sleep(LAPSE + 2)
        assert first.events == ["begun", "ended", "begun"]
        running.cancel()
        await asyncio.wait({running})

    play(scene)


class Hanging:
    """A database that, from a moment on, neither answers nor refuses."""

    is_file = False

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.goes = threading.Event()
        self.goes.set()

    def hold_alone(self, name: str) -> bool:
        return True

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        self.goes.wait()
        with self.storage.write() as store:
            yield store


async def test_work_ends_with_the_lease_when_the_database_hangs(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "TTL", timedelta(seconds=3))
    monkeypatch.setattr(leading, "RENEW_EVERY", 0.1)
    database = Hanging(storage)
    leader = Leader(database, clock.now)  # type: ignore[arg-type]
    ended = asyncio.Event()

    async def work(_: Lease) -> None:
        database.goes.clear()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.create_task(leader.lead(work))
    try:
        async with asyncio.timeout(120):
            await ended.wait()
        assert not leader.is_active()
    finally:
        database.goes.set()
        task.cancel()
        await asyncio.wait({task})


async def test_it_is_renewed_while_every_thread_is_busy(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "RENEW_EVERY", 0.05)
    busy, everybody = threading.Event(), ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(everybody)
    everybody.submit(busy.wait)
    leader, renewed = Leader(storage, clock.now), asyncio.Event()
    renew = leader._renewed

    async def noted(held: Lease) -> Lease | None:
        lease = await renew(held)
        renewed.set()
        return lease

    async def work(_: Lease) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(leader, "_renewed", noted)
    task = asyncio.create_task(leader.lead(work))
    try:
        async with asyncio.timeout(60):
            await renewed.wait()
        assert leader.is_active()
    finally:
        busy.set()
        task.cancel()
        await asyncio.wait({task})
