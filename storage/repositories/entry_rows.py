"""Entries between records and rows: one place that knows the columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from storage.records.entries import (
    AttachmentReference,
    Entry,
    EntryKind,
    EntrySource,
    EntryStatus,
    NewEntry,
    Quantity,
)


def to_columns(entry: NewEntry) -> dict[str, Any]:
    """Return the columns of a first version."""
    source = entry.source
    return {
        **changeable(entry),
        "unit": entry.unit,
        "plan": entry.plan,
        "author_id": entry.author_id,
        "on_behalf": entry.on_behalf,
        "typed_by_role": entry.typed_by_role,
        "source_channel": source.channel if source else None,
        "source_chat": source.chat if source else None,
        "source_message": source.message if source else None,
        "source_part": source.part if source else None,
        "demo": entry.demo,
        "version": 1,
        "created_at": entry.created_at,
        "changed_at": entry.created_at,
    }


def changeable(entry: NewEntry) -> dict[str, Any]:
    """Return the columns that an amendment may change."""
    return {
        "task": entry.task,
        "kind": entry.kind,
        "status": entry.status,
        "on_date": entry.on,
        "as_of": entry.as_of,
        "note": entry.note,
        "after_end": entry.after_end,
        "round_id": entry.round_id,
    }


def quantity_rows(entry_id: int, quantities: Iterable[Quantity]) -> list[dict[str, Any]]:
    """Return the quantities' columns, numbered in their order."""
    return [
        {
            "entry_id": entry_id,
            "position": position,
            "value": quantity.value,
            "unit": quantity.unit,
            "target": quantity.target,
            "so_far": quantity.so_far,
            "approx": quantity.approx,
        }
        for position, quantity in enumerate(quantities)
    ]


def attachment_rows(entry_id: int, attachments: Iterable[AttachmentReference]) -> list[dict[str, Any]]:
    """Return the attachments' columns, numbered in their order."""
    return [
        {"entry_id": entry_id, "position": position, "kind": file.kind, "reference": file.reference}
        for position, file in enumerate(attachments)
    ]


def snapshot(entry: NewEntry, *, withdrawn: bool = False) -> dict[str, Any]:
    """Return what a version said, without author and source: it outlives the person."""
    return {
        "unit": entry.unit,
        "plan": entry.plan,
        "task": entry.task,
        "kind": entry.kind,
        "status": entry.status,
        "on": entry.on.isoformat(),
        "as_of": entry.as_of.isoformat(),
        "note": entry.note,
        "after_end": entry.after_end,
        "round_id": entry.round_id,
        "quantities": [
            {
                "value": str(item.value),
                "unit": item.unit,
                "target": item.target,
                "so_far": item.so_far,
                "approx": item.approx,
            }
            for item in entry.quantities
        ],
        "attachments": [{"kind": file.kind, "reference": file.reference} for file in entry.attachments],
        "withdrawn": withdrawn,
    }


def to_entry(
    row: Row[Any], quantities: Iterable[Quantity], attachments: Iterable[AttachmentReference]
) -> Entry:
    """Return the record of an entry's row."""
    return Entry(
        id=row.id,
        unit=row.unit,
        plan=row.plan,
        task=row.task,
        kind=EntryKind(row.kind),
        status=EntryStatus(row.status),
        on=row.on_date,
        as_of=row.as_of,
        note=row.note,
        created_at=row.created_at,
        author_id=row.author_id,
        on_behalf=row.on_behalf,
        typed_by_role=row.typed_by_role,
        source=_source(row),
        quantities=tuple(quantities),
        attachments=tuple(attachments),
        after_end=row.after_end,
        round_id=row.round_id,
        demo=row.demo,
        version=row.version,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
    )


def _source(row: Row[Any]) -> EntrySource | None:
    if row.source_message is None:
        return None
    return EntrySource(row.source_channel, row.source_chat, row.source_message, row.source_part)
