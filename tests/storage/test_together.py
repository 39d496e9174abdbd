"""Units in one transaction: kept at its end all at once, each undone alone, none left half told."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from storage import DatabaseBusy, DatabaseFailed, ReadOnlyUnit, Storage, database
from storage.prepared import run_on_driver
from tests.storage.samples import NOW


def put(storage: Storage, key: str, value: int = 1) -> None:
    with storage.write() as unit:
        unit.settings.set("system", key, value, NOW)


def kept(storage: Storage) -> dict[str, Any]:
    with storage.read() as unit:
        return unit.settings.all("system")


@pytest.fixture
def opened(sqlite_url: str) -> Any:
    with Storage(sqlite_url) as storage, Storage(sqlite_url) as other:
        yield storage, other


def test_all_is_kept_when_the_block_ends(storage: Storage) -> None:
    with storage.together():
        put(storage, "a")
        put(storage, "b")
    assert kept(storage) == {"a": 1, "b": 1}


def test_others_see_nothing_before_its_end_and_all_after(opened: tuple[Storage, Storage]) -> None:
    storage, other = opened
    with storage.together():
        put(storage, "a")
        put(storage, "b")
        assert kept(other) == {}
        assert kept(storage) == {"a": 1, "b": 1}
    assert kept(other) == {"a": 1, "b": 1}


def test_a_unit_that_raises_is_undone_alone(storage: Storage) -> None:
    with storage.together():
        put(storage, "a")
        with pytest.raises(ZeroDivisionError), storage.write() as unit:
            unit.settings.set("system", "a", 9, NOW)
            unit.settings.set("system", "b", 9, NOW)
            raise ZeroDivisionError
        put(storage, "c")
    assert kept(storage) == {"a": 1, "c": 1}


def test_a_unit_that_reads_does_not_write(storage: Storage) -> None:
    with storage.together():
        put(storage, "a")
        with pytest.raises(ReadOnlyUnit), storage.read() as unit:
            unit.settings.set("system", "b", 1, NOW)
        put(storage, "c")
    assert kept(storage) == {"a": 1, "c": 1}


def test_a_block_that_raises_leaves_nothing(opened: tuple[Storage, Storage]) -> None:
    storage, _ = opened
    with pytest.raises(ZeroDivisionError), storage.together():
        put(storage, "a")
        raise ZeroDivisionError
    assert kept(storage) == {}
    put(storage, "b")
    assert kept(storage) == {"b": 1}


def test_a_transaction_that_the_database_ended_is_an_error(opened: tuple[Storage, Storage]) -> None:
    """As SQLite does when the disk is full; the driver's own commit would say nothing."""
    storage, _ = opened
    with pytest.raises(DatabaseFailed), storage.together():
        put(storage, "a")
        with pytest.raises(ZeroDivisionError), storage.write():
            run_on_driver(storage._common.connection, "ROLLBACK")
            raise ZeroDivisionError
        with pytest.raises(DatabaseFailed):
            put(storage, "b")
    assert kept(storage) == {}


def test_a_thread_beside_waits_for_its_turn(opened: tuple[Storage, Storage]) -> None:
    storage, other = opened
    entered, seen = threading.Event(), list[dict[str, Any]]()

    def beside() -> None:
        entered.set()
        put(storage, "beside")
        seen.append(kept(other))

    thread = threading.Thread(target=beside)
    with storage.together():
        put(storage, "a")
        thread.start()
        entered.wait(10)
        put(storage, "b")
    thread.join(10)
    assert seen == [{"a": 1, "b": 1, "beside": 1}]


def test_while_another_process_writes_the_block_is_not_entered(
    opened: tuple[Storage, Storage], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, other = opened
    monkeypatch.setattr(database, "_TURN_SECONDS", 0.01)
    with storage._writer.connect() as connection:
        run_on_driver(connection, "PRAGMA busy_timeout=1")
    with other.write(), pytest.raises(DatabaseBusy), storage.together():
        pytest.fail("entered")
    put(storage, "a")
    assert kept(storage) == {"a": 1}
