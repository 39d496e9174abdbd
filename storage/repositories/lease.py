"""The lease that lets one process send while others stand by."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from storage.dialects import insert_if_new
from storage.errors import LeaseLost
from storage.records.outbox import Lease
from storage.repositories.base import Repository
from storage.tables import process_lease


class ProcessLease(Repository):
    """One row a name; whoever takes it raises the epoch."""

    def acquire(self, name: str, holder: str, now: datetime, ttl: timedelta) -> Lease | None:
        """Take the lease when it is free, lapsed or was the same holder's; None while another has it.

        Every taking raises the epoch, so that a former holder, woken, is refused. A process that takes
        it again after a crash under the same `holder` need not wait for it to lapse.
        """
        until = now + ttl
        first = {"name": name, "holder": holder, "epoch": 1, "until": until}
        if self._first(insert_if_new(self._dialect, process_lease, "name"), first) is not None:
            return Lease(name, holder, 1, until)
        free = or_(process_lease.c.until <= now, process_lease.c.holder == holder)
        taken = (
            update(process_lease)
            .where(process_lease.c.name == name, free)
            .values(holder=holder, epoch=process_lease.c.epoch + 1, until=until)
            .returning(process_lease.c.epoch)
        )
        row = self._first(taken)
        return None if row is None else Lease(name, holder, row.epoch, until)

    def renew(self, lease: Lease, now: datetime, ttl: timedelta) -> Lease | None:
        """Move the end of the lease; None when another process has taken it."""
        return self._set_end(lease, now + ttl)

    def release(self, lease: Lease, now: datetime) -> bool:
        """Let others take it at once; False when another process has taken it."""
        return self._set_end(lease, now) is not None

    def current(self, name: str) -> Lease | None:
        """Return who has or last had the lease."""
        row = self._first(select(process_lease).where(process_lease.c.name == name))
        return None if row is None else Lease(row.name, row.holder, row.epoch, row.until)

    def require(self, lease: Lease) -> None:
        """Hold the lease's row until the unit ends, so that nobody takes over in the middle of a write.

        Raises:
            LeaseLost: another process has taken it.
        """
        row = self._first(
            select(process_lease.c.holder, process_lease.c.epoch)
            .where(process_lease.c.name == lease.name)
            .with_for_update(read=True)
        )
        if row is None or (row.holder, row.epoch) != (lease.holder, lease.epoch):
            raise LeaseLost(f"lease {lease.name}, epoch {lease.epoch} of {lease.holder} was taken over")

    def _set_end(self, lease: Lease, until: datetime) -> Lease | None:
        mine = (
            process_lease.c.name == lease.name,
            process_lease.c.holder == lease.holder,
            process_lease.c.epoch == lease.epoch,
        )
        if self._count(update(process_lease).where(*mine).values(until=until)) == 0:
            return None
        return Lease(lease.name, lease.holder, lease.epoch, until)
