"""The audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from storage.prepared import Prepared
from storage.records.audit import AuditRow
from storage.repositories.base import Repository
from storage.repositories.settings import Settings
from storage.tables import audit

_INSERT = Prepared(insert(audit))
_LAST_NUMBER = "last_anonymous_number"


class Audit(Repository):
    """Every change, and every look at others' entries."""

    def add(
        self,
        action: str,
        subject: str,
        *,
        at: datetime,
        actor_id: int | None,
        unit: str | None = None,
        detail: dict[str, Any] | None = None,
    ) -> None:
        """Write a row. `detail` takes ids and counts only, never what people wrote."""
        values = {"at": at, "actor_id": actor_id, "action": action, "subject": subject, "unit": unit}
        self._count(_INSERT, {**values, "detail": detail or {}})

    def list(
        self,
        *,
        unit: str | None = None,
        actor_id: int | None = None,
        subject: str | None = None,
        since: datetime | None = None,
        limit: int = 100,
    ) -> Sequence[AuditRow]:
        """Return rows, newest first; None means any."""
        wanted: Select[Any] = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        equal = {audit.c.unit: unit, audit.c.actor_id: actor_id, audit.c.subject: subject}
        for column, value in equal.items():
            if value is not None:
                wanted = wanted.where(column == value)
        if since is not None:
            wanted = wanted.where(audit.c.at >= since)
        return [_audit_row(row) for row in self._all(wanted)]

    def anonymise(self, person_id: int, at: datetime) -> int:
        """Put a fresh number in the place of the person, as actor and as subject; return the number."""
        number = int(Settings(self._connection).change("storage", _LAST_NUMBER, lambda last: last + 1, 0, at))
        by_person = update(audit).where(audit.c.actor_id == person_id)
        self._count(by_person.values(actor_id=None, actor_number=number))
        about_person = update(audit).where(audit.c.subject == f"person:{person_id}")
        self._count(about_person.values(subject=f"anonymous:{number}"))
        return number


def _audit_row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        id=row.id,
        at=row.at,
        actor_id=row.actor_id,
        actor_number=row.actor_number,
        action=row.action,
        subject=row.subject,
        unit=row.unit,
        detail=row.detail,
    )
