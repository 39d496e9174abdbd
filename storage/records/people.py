"""People, memberships and invitations as they leave storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a membership lets a person do; the unit says where."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    LIAISON = "liaison"
    PROVINCE = "province"
    ADMINISTRATOR = "administrator"


SYSTEM_UNIT = "system"
"""The unit of an administrator's membership: no county, no entries."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one channel knows them; `unreachable_at` is set after the channel refused a message."""

    id: int
    channel: str
    external_id: str
    display_name: str
    joined_at: datetime
    unreachable_at: datetime | None
    unreachable_why: str | None


@dataclass(frozen=True, slots=True)
class Membership:
    """Person ↔ unit ↔ role, from `granted_at` until `ended_at` (None: still in force).

    `as_of` is the day that counted as today when it began; None in rows from before it was kept.
    """

    id: int
    person_id: int
    role: Role
    unit: str
    granted_at: datetime
    granted_by: int | None
    invitation_id: int | None
    ended_at: datetime | None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that admits people to a unit; the code itself is not kept, only its SHA-256."""

    id: int
    role: Role
    unit: str
    uses: int
    uses_left: int
    created_at: datetime
    created_by: int | None
    expires_at: datetime
    revoked_at: datetime | None


class RedeemState(StrEnum):
    """How an attempt to use a code ended."""

    OK = "ok"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True, slots=True)
class Redemption:
    """How it ended and, unless the code is unknown or tries ran out, for which invitation."""

    state: RedeemState
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is left of a deleted person: the number in the audit trail, the entries of their units."""

    number: int
    entries: int
