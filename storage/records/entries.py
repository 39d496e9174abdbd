"""Entries as they enter and leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class EntryKind(StrEnum):
    """What an entry tells."""

    PROGRESS = "progress"
    PROBLEM = "problem"
    HIGHLIGHT = "highlight"
    VISIT = "visit"


class EntryStatus(StrEnum):
    """How far the task is, by this entry."""

    DONE = "done"
    DOING = "doing"
    BLOCKED = "blocked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (场, 人次); `so_far` replaces the sum up to its day, else it adds.

    `approx`: about so much was told (500多人); it counts as it stands and is never shown as exact.
    """

    value: Decimal
    unit: str
    target: str | None = None
    so_far: bool = False
    approx: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentReference:
    """A file that stays with the channel: its kind and the channel's reference to it."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class EntrySource:
    """The channel's message that an entry came from; `part` numbers the entries of one message."""

    channel: str
    chat: str
    message: str
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to be stored. `on` is the day meant, `as_of` the day it was read on; `note` is masked."""

    unit: str
    plan: str
    task: str | None
    kind: EntryKind
    status: EntryStatus
    on: date
    as_of: date
    note: str
    created_at: datetime
    author_id: int | None = None
    on_behalf: bool = False
    typed_by_role: str = ""
    source: EntrySource | None = None
    quantities: tuple[Quantity, ...] = ()
    attachments: tuple[AttachmentReference, ...] = ()
    after_end: bool = False
    round_id: int | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(NewEntry):
    """A stored entry; `withdrawn_at` is set when it no longer counts."""

    id: int
    version: int
    changed_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """What an entry said in one version, who made it (None: a person who left), when and why."""

    entry_id: int
    version: int
    content: dict[str, Any]
    by_id: int | None
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; None means any. `units` is the caller's right to see, so it is required."""

    units: tuple[str, ...]
    plan: str | None = None
    task: str | None = None
    kind: EntryKind | None = None
    since: date | None = None
    until: date | None = None
    author_id: int | None = None
    withdrawn: bool = False
    """Whether withdrawn entries are listed too."""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One quantity of one entry that counts; an entry without quantities has one row with value None."""

    entry_id: int
    unit: str
    task: str | None
    kind: EntryKind
    status: EntryStatus
    on: date
    created_at: datetime
    round_id: int | None
    after_end: bool
    demo: bool
    value: Decimal | None
    quantity_unit: str | None
    target: str | None
    so_far: bool
    approx: bool = False
