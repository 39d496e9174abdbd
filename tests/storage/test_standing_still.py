"""A process that stands still in the middle of a write, on a computer of its own or on this one."""

from __future__ import annotations

import pytest

from storage import DatabaseFailed, Storage, engine
from tests.storage.databases import PostgresServer
from tests.storage.samples import a_message
from tests.storage.test_outbox_rows import TTL, states, take


@pytest.mark.postgres
def test_who_stands_still_in_the_middle_of_a_write_keeps_nobody_from_taking_over(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "IDLE_SECONDS", 1)
    url = postgres_server.url(postgres_server.create(postgres_server.migrated()))
    with Storage(url) as stopped, Storage(url) as other:
        lease = take(stopped)
        with pytest.raises(DatabaseFailed), stopped.write() as unit:
            unit.lease.require(lease)
            with other.write() as theirs:
                theirs.lease._connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
                second = theirs.lease.acquire(lease.name, "second", lease.until, TTL)
            assert second is not None
            assert second.epoch == 2
            unit.outbox.plan([a_message("planned by the first, woken")])
    with Storage(url) as storage:
        assert states(storage) == {}
