"""Planning a day of digests: how long it takes, how it grows, and how long the event loop is kept waiting."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.beginning import settle
from bot.clock import ZONE
from bot.compose import build_services
from handlers import Services, command_table, plan_reminders
from storage import Storage

from .table import number, table

SIZES = (5_000, 20_000, 100_000)
BUSY = datetime(2022, 12, 28, 9, 0, tzinfo=ZONE)
"""A day on which nearly every unit of both provinces has something on a step."""

QUIET = BUSY + timedelta(minutes=1)
BATCH = 100
LEASE = timedelta(minutes=1)


@dataclass(frozen=True)
class Figures:
    """One size: seconds to plan, messages, the loop's longest wait, and what comes afterwards, in ms.

    `own` is the most processor time that planning took while the loop wanted its turn: other programs on
    the machine lengthen the wait, not this.
    """

    people: int
    seconds: float
    messages: int
    longest: float
    idle: float
    own: float
    again: float
    claim: float


def planning(sizes: Sequence[int] = SIZES) -> str:
    """Return the table on planning; every size has a database of its own."""
    services = build_services()
    command_table()
    figures = [_planned(services, size) for size in sizes]
    base = figures[0]
    rows = [
        (
            f"{one.people:,}",
            f"{one.messages:,}",
            f"{number(one.seconds)} (× {one.seconds / base.seconds:.1f})",
            one.seconds / one.people * 1e6,
            f"{number(one.longest)} ({number(one.idle)})",
            one.own,
            one.again,
            one.claim,
        )
        for one in figures
    ]
    head = (
        "people",
        "messages",
        "seconds",
        "µs a person",
        "longest wait ms (idle)",
        "of it planning ms",
        "again ms",
        f"claim {BATCH} ms",
    )
    return "\n\n".join(
        (
            "## Planning a day",
            "The digests of 2022-12-28, a step for nearly every unit, on SQLite, in a thread beside an event "
            "loop that notes how long it was kept waiting (in brackets: without any work), and how much "
            "processor time planning took meanwhile; planning again a minute later; claiming a batch.",
            table(head, rows),
        )
    )


def _planned(services: Services, size: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        file = Path(name) / "planning.db"
        with Storage(f"sqlite:///{file}") as storage:
            storage.migrate()
            _people(file, size, services)
            # As a process does once it has loaded everything.
            settle()
            return asyncio.run(_measure(replace(services, storage=storage), storage, size))


async def _measure(services: Services, storage: Storage, size: int) -> Figures:
    idle, _ = await _longest_wait(lambda: time.sleep(0.5))
    started = time.perf_counter()
    done: list[int] = []
    longest, own = await _longest_wait(lambda: done.append(plan_reminders(services, BUSY).messages))
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    plan_reminders(services, QUIET)
    again = time.perf_counter() - started
    waits = longest * 1e3, idle * 1e3, own * 1e3
    return Figures(size, seconds, done[0], *waits, again * 1e3, _claim(storage) * 1e3)


async def _longest_wait(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that the loop waited at most, beyond the millisecond that it asked for, while `work` ran.

    And the most processor time that the work's thread took in one turn of the loop, that one included.
    """
    threads: list[int] = []

    def run() -> None:
        threads.append(threading.get_ident())
        work()

    task = asyncio.ensure_future(asyncio.to_thread(run))
    while not threads:
        await asyncio.sleep(0)
    clock = time.pthread_getcpuclockid(threads[0])
    longest = own = 0.0
    while not task.done():
        before, used = time.perf_counter(), time.clock_gettime(clock)
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - before - 0.001)
        own = max(own, time.clock_gettime(clock) - used)
    await task
    return longest, own


def _claim(storage: Storage) -> float:
    """Seconds for a batch, taken from the front of all that waits; the median of nine."""
    now = BUSY + timedelta(minutes=2)
    with storage.write() as store:
        lease = store.lease.acquire("bench", "bench", now, LEASE)
    assert lease is not None, "nobody else works on this database"
    times = []
    for _ in range(9):
        started = time.perf_counter()
        with storage.write() as store:
            store.outbox.claim(BATCH, now=now, lease=LEASE, under=lease)
        times.append(time.perf_counter() - started)
    return sorted(times)[4]


def _people(file: Path, size: int, services: Services) -> None:
    """Put people into every county and prefecture in turn, past the repositories: they would take minutes."""
    places = (*services.catalogue.places.prefectures, *services.catalogue.places.counties)
    people, held = [], []
    for number_ in range(1, size + 1):
        place = places[number_ % len(places)]
        people.append((number_, "telegram", str(number_), "", "2022-08-01 00:00:00.000000"))
        held.append((number_, place.kind, place.unit, "2022-08-01 00:00:00.000000"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany(
            "INSERT INTO people (id, channel, external_id, display_name, joined_at) VALUES (?, ?, ?, ?, ?)",
            people,
        )
        connection.executemany(
            "INSERT INTO memberships (person_id, role, unit, granted_at) VALUES (?, ?, ?, ?)", held
        )
