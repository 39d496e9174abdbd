"""Entries: added once, amended and withdrawn by version, read by unit."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from storage.dialects import insert_if_new
from storage.prepared import Prepared
from storage.records.entries import (
    AttachmentReference,
    Entry,
    EntryFilter,
    EntryVersion,
    NewEntry,
    ProgressRow,
    Quantity,
)
from storage.repositories.base import Repository, to_change
from storage.repositories.entry_queries import filtered, progress, progress_of_task
from storage.repositories.entry_rows import (
    attachment_rows,
    changeable,
    quantity_rows,
    snapshot,
    to_columns,
    to_entry,
)
from storage.tables import attachments, entries, entry_versions, quantities

_ONE = select(entries).where(entries.c.id == bindparam("id"))
_BY_ID = Prepared(_ONE)
_HELD = Prepared(to_change(_ONE))
_BY_MESSAGE = Prepared(
    select(entries)
    .where(
        entries.c.source_channel == bindparam("channel"),
        entries.c.source_chat == bindparam("chat"),
        entries.c.source_message == bindparam("message"),
    )
    .order_by(entries.c.source_part)
)
_IN_FORCE = entries.c.withdrawn_at.is_(None)
_SAME_DAY = Prepared(
    select(entries)
    .where(
        entries.c.unit == bindparam("unit"),
        entries.c.plan == bindparam("plan"),
        entries.c.task == bindparam("task"),
        entries.c.on_date == bindparam("on"),
        _IN_FORCE,
    )
    .order_by(entries.c.id)
)
_QUANTITIES = Prepared(
    select(quantities)
    .where(quantities.c.entry_id.in_(bindparam("ids", expanding=True)))
    .order_by(quantities.c.entry_id, quantities.c.position)
)
_ATTACHMENTS = Prepared(
    select(attachments)
    .where(attachments.c.entry_id.in_(bindparam("ids", expanding=True)))
    .order_by(attachments.c.entry_id, attachments.c.position)
)
_INSERT_QUANTITIES = Prepared(insert(quantities))
_INSERT_ATTACHMENTS = Prepared(insert(attachments))
_INSERT_VERSION = Prepared(insert(entry_versions))

_GIVEN = tuple(field.name for field in dataclasses.fields(NewEntry))


class Entries(Repository):
    """Stored progress, problems, highlights and visits."""

    def add(self, new: NewEntry, *, by: int | None, why: str = "") -> Entry:
        """Store the entry with version 1 and return it.

        An entry of the same source (channel, chat, message, part) is there already when a message is
        delivered twice; it is returned as it stands and nothing is stored.
        """
        row = self._first(insert_if_new(self._dialect, entries, "id"), to_columns(new))
        if row is None:
            return self._already_there(new)
        self._many(_INSERT_QUANTITIES, quantity_rows(row.id, new.quantities))
        self._many(_INSERT_ATTACHMENTS, attachment_rows(row.id, new.attachments))
        self._keep_version(row.id, 1, snapshot(new), by=by, at=new.created_at, why=why)
        given = {name: getattr(new, name) for name in _GIVEN}
        return Entry(**given, id=row.id, version=1, changed_at=new.created_at)

    def amend(self, changed: Entry, *, by: int | None, at: datetime, why: str) -> Entry | None:
        """Store `dataclasses.replace(entry, …)` as the next version and return it.

        Task, kind, status, days, note, quantities, attachments and round may change. None when the
        entry was amended or withdrawn since `changed.version` was read; read it again then.
        """
        if not self._raise_version(changed.id, changed.version, at, changeable(changed)):
            return None
        self._count(delete(quantities).where(quantities.c.entry_id == changed.id))
        self._many(_INSERT_QUANTITIES, quantity_rows(changed.id, changed.quantities))
        self._count(delete(attachments).where(attachments.c.entry_id == changed.id))
        self._many(_INSERT_ATTACHMENTS, attachment_rows(changed.id, changed.attachments))
        self._keep_version(changed.id, changed.version + 1, snapshot(changed), by=by, at=at, why=why)
        return self.get(changed.id)

    def withdraw(
        self, entry_id: int, version: int, *, by: int | None, at: datetime, why: str
    ) -> Entry | None:
        """Let the entry no longer count; None when `version` is stale or it was withdrawn before."""
        if not self._raise_version(entry_id, version, at, {"withdrawn_at": at}):
            return None
        entry = self.get(entry_id)
        if entry is None:
            raise LookupError("an entry vanished within one unit of work")
        self._keep_version(entry_id, version + 1, snapshot(entry, withdrawn=True), by=by, at=at, why=why)
        return entry

    def get(self, entry_id: int, *, for_change: bool = False) -> Entry | None:
        """Return the entry, withdrawn or not; `for_change` keeps others off it until the unit ends."""
        statement = _HELD if for_change else _BY_ID
        found = self._entries(self._all(statement, {"id": entry_id}))
        return found[0] if found else None

    def by_source(self, channel: str, chat: str, message: str) -> Sequence[Entry]:
        """Return the entries that one message made, by part (an edited message amends them)."""
        return self._entries(self._all(_BY_MESSAGE, {"channel": channel, "chat": chat, "message": message}))

    def same_task_same_day(self, unit: str, plan: str, task: str, on: date) -> Sequence[Entry]:
        """Return what the unit has for this task and day, oldest first, without withdrawn ones."""
        wanted = {"unit": unit, "plan": plan, "task": task, "on": on}
        return self._entries(self._all(_SAME_DAY, wanted))

    def list(self, wanted: EntryFilter) -> Sequence[Entry]:
        """Return the entries of the wanted units, latest day first."""
        return self._entries(self._all(filtered(wanted)))

    def versions(self, entry_id: int) -> Sequence[EntryVersion]:
        """Return every version, first to last."""
        kept = select(entry_versions).where(entry_versions.c.entry_id == entry_id)
        rows = self._all(kept.order_by(entry_versions.c.version))
        return [
            EntryVersion(row.entry_id, row.version, row.content, row.by_id, row.at, row.why) for row in rows
        ]

    def for_progress(
        self, units: Sequence[str], plan: str, since: date | None = None, until: date | None = None
    ) -> Sequence[ProgressRow]:
        """Return what counts for the units, by unit, day and time of writing; both days belong to it."""
        return progress(self._all, units, plan, since, until)

    def for_progress_of_task(self, unit: str, plan: str, task: str, until: date) -> Sequence[ProgressRow]:
        """Return what counts for one task of a unit, by day and time of writing; the day belongs to it."""
        return progress_of_task(self._all, unit, plan, task, until)

    def remove_demo(self) -> int:
        """Delete the demo entries with all their versions; return how many there were."""
        return self._count(delete(entries).where(entries.c.demo))

    def _already_there(self, new: NewEntry) -> Entry:
        source = new.source
        if source is None:
            raise LookupError("an entry without source cannot be stored already")
        for entry in self.by_source(source.channel, source.chat, source.message):
            if entry.source == source:
                return entry
        raise LookupError("an entry vanished within one unit of work")

    def _raise_version(self, entry_id: int, version: int, at: datetime, values: dict[str, Any]) -> bool:
        unchanged = (entries.c.id == entry_id, entries.c.version == version, _IN_FORCE)
        raised = {**values, "version": version + 1, "changed_at": at}
        return self._count(update(entries).where(*unchanged).values(raised)) == 1

    def _keep_version(
        self, entry_id: int, version: int, content: dict[str, Any], *, by: int | None, at: datetime, why: str
    ) -> None:
        values = {"entry_id": entry_id, "version": version, "content": content}
        self._count(_INSERT_VERSION, {**values, "by_id": by, "at": at, "why": why})

    def _entries(self, rows: Sequence[Row[Any]]) -> Sequence[Entry]:
        ids = [row.id for row in rows]
        if not ids:
            return []
        numbers = self._by_entry(_QUANTITIES, ids)
        files = self._by_entry(_ATTACHMENTS, ids)
        return [
            to_entry(
                row,
                (
                    Quantity(item.value, item.unit, item.target, item.so_far, item.approx)
                    for item in numbers.get(row.id, ())
                ),
                (AttachmentReference(item.kind, item.reference) for item in files.get(row.id, ())),
            )
            for row in rows
        ]

    def _by_entry(self, statement: Prepared, ids: Sequence[int]) -> dict[int, Sequence[Row[Any]]]:
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._all(statement, {"ids": ids}):
            found[row.entry_id].append(row)
        return dict(found)
