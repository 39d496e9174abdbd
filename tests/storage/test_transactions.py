"""Units of work: nothing is lost between threads, nothing half-done stays, readers do not write."""

from __future__ import annotations

import sqlite3
import threading
import traceback
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from storage import (
    DatabaseBusy,
    DatabaseFailed,
    Entry,
    NaiveMoment,
    Quantity,
    ReadOnlyUnit,
    Storage,
    database,
)
from tests.storage.samples import NOW, a_person, an_entry, at_once

THREADS = 6
ROUNDS = 60


def test_six_threads_adding_to_one_setting_lose_nothing(storage: Storage) -> None:
    def add(_: int) -> None:
        for _round in range(ROUNDS):
            with storage.write() as unit:
                unit.settings.change("system", "counter", lambda value: value + 1, 0, NOW)

    at_once(THREADS, add)
    with storage.read() as unit:
        assert unit.settings.get("system", "counter") == THREADS * ROUNDS


def test_a_closed_database_opens_again_when_it_is_used(storage: Storage) -> None:
    with storage.write() as unit:
        unit.settings.set("system", "counter", 1, NOW)
    storage.close()
    with storage.write() as unit:
        unit.settings.set("system", "counter", 2, NOW)
    with storage.read() as unit:
        assert unit.settings.get("system", "counter") == 2


def test_closing_waits_for_the_unit_that_writes(sqlite_url: str) -> None:
    storage = Storage(sqlite_url)
    closing_begun, closed = threading.Event(), threading.Event()

    def close() -> None:
        closing_begun.set()
        storage.close()
        closed.set()

    thread = threading.Thread(target=close)
    with storage.write() as unit:
        thread.start()
        closing_begun.wait(10)
        unit.settings.set("system", "counter", 1, NOW)
        assert not closed.is_set()
    thread.join(10)
    assert storage._kept is None
    with Storage(sqlite_url) as again, again.read() as unit:
        assert unit.settings.get("system", "counter") == 1


def with_one_more(entry: Entry) -> Entry:
    first, *others = entry.quantities
    return replace(entry, quantities=(replace(first, value=first.value + 1), *others))


def test_six_threads_adding_to_one_entry_lose_nothing(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(), by=None)

    def add(_: int) -> None:
        for _round in range(ROUNDS // 6):
            with storage.write() as unit:
                held = unit.entries.get(entry.id, for_change=True)
                assert held is not None
                assert unit.entries.amend(with_one_more(held), by=None, at=NOW, why="+1") is not None

    at_once(THREADS, add)
    with storage.read() as unit:
        stored = unit.entries.get(entry.id)
        assert stored is not None
        assert stored.quantities[0].value == 1 + THREADS * (ROUNDS // 6)
        assert len(unit.entries.versions(entry.id)) == stored.version == 1 + THREADS * (ROUNDS // 6)


def test_six_threads_without_a_lock_see_their_stale_versions_refused(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(), by=None)

    def add(_: int) -> None:
        done = 0
        while done < 5:
            with storage.read() as unit:
                seen = unit.entries.get(entry.id)
                assert seen is not None
            with storage.write() as unit:
                done += unit.entries.amend(with_one_more(seen), by=None, at=NOW, why="+1") is not None

    at_once(THREADS, add)
    with storage.read() as unit:
        stored = unit.entries.get(entry.id)
        assert stored is not None
        assert stored.quantities[0].value == 1 + THREADS * 5


def test_six_threads_meeting_one_person_make_one(storage: Storage) -> None:
    found: list[int] = []

    def meet(_: int) -> None:
        with storage.write() as unit:
            found.append(a_person(unit).id)

    at_once(THREADS, meet)
    assert len(found) == THREADS
    assert len(set(found)) == 1


def test_an_error_undoes_the_whole_unit(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError), storage.write() as unit:
        a_person(unit)
        unit.entries.add(an_entry(), by=None)
        raise ZeroDivisionError
    assert storage.health().counts["people"] == 0
    assert storage.health().counts["entries"] == 0


def test_what_one_unit_wrote_the_next_one_reads(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
    with storage.read() as unit:
        assert unit.people.get(person.id) == person


def test_a_reading_unit_refuses_to_write(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
    with pytest.raises(ReadOnlyUnit), storage.read() as unit:
        unit.people.rename(person.id, "别名")
    with pytest.raises(ReadOnlyUnit), storage.read() as unit:
        unit.entries.add(an_entry(), by=None)
    with storage.read() as unit:
        assert unit.people.get(person.id) == person
    with storage.write() as unit:
        unit.people.rename(person.id, "王芳（广德）")


def test_a_reading_unit_sees_no_half_done_work(storage: Storage) -> None:
    with storage.write() as writing:
        a_person(writing)
        with storage.read() as reading:
            assert reading.people.find("telegram", "5001") is None


def test_a_naive_moment_is_refused(storage: Storage) -> None:
    with pytest.raises(NaiveMoment), storage.write() as unit:
        unit.people.get_or_create("telegram", "1", "张", datetime(2023, 3, 8, 9, 0))  # noqa: DTZ001
    with pytest.raises(NaiveMoment), storage.write() as unit:
        unit.updates.purge(datetime(2023, 3, 8, 9, 0))  # noqa: DTZ001
    assert storage.health().counts["people"] == 0


def test_moments_come_back_aware_and_in_utc(storage: Storage) -> None:
    shanghai = datetime.fromisoformat("2023-03-08T09:30:00.123456+08:00")
    with storage.write() as unit:
        unit.people.get_or_create("telegram", "1", "张", shanghai)
    with storage.read() as unit:
        person = unit.people.find("telegram", "1")
    assert person is not None
    assert person.joined_at.isoformat() == "2023-03-08T01:30:00.123456+00:00"


@pytest.mark.parametrize("number", ["0.1", "3", "86.50", "12345678901234567890.123456789", "1E+2"])
def test_numbers_come_back_exactly(storage: Storage, number: str) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(quantities=(Quantity(Decimal(number), "万元"),)), by=None)
    with storage.read() as unit:
        stored = unit.entries.get(entry.id)
    assert stored is not None
    assert stored.quantities[0].value == Decimal(number)


def test_a_failure_tells_nothing_of_the_row(storage: Storage) -> None:
    secret = "手机13900000000"
    # PostgreSQL's own words would be: Failing row contains (1, null, …, 手机13900000000, …).
    with pytest.raises(DatabaseFailed, match="unit") as caught, storage.write() as unit:
        unit.entries.add(an_entry(note=secret, unit=None), by=None)
    logged = "".join(traceback.format_exception(caught.value))
    assert secret not in logged
    assert "entries.py" in logged, "the place in the code is kept"
    assert caught.value.sentence.startswith("数据没有存上")


def test_a_unit_within_a_writing_unit_is_told_not_hung(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_TURN_SECONDS", 0)
    with Storage(sqlite_url) as storage, storage.write():
        with pytest.raises(DatabaseBusy, match="opened within a unit"), storage.write():
            raise AssertionError("the inner unit must not begin")


def test_sqlite_is_set_up_for_durability(sqlite_url: str) -> None:
    with Storage(sqlite_url) as storage, storage._writer.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_writing_unit_begins_immediately_and_a_reading_one_does_not(sqlite_url: str) -> None:
    with Storage(sqlite_url) as storage:
        told: list[str] = []
        for engine in (storage._writer, storage._reader):
            event.listen(engine, "connect", lambda made, _: made.set_trace_callback(told.append))
        with storage.write():
            with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0)) as other:
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
        with storage.read() as unit:
            unit.people.get(1)
    begun = [statement for statement in told if statement.startswith("BEGIN")]
    assert begun[0] == "BEGIN IMMEDIATE"
    assert begun[1] == "BEGIN"
