"""Keys of planned messages and of obligations.

Everything that a person gets without having asked, a digest or a nudge, is planned under
`unasked(person, day)`. The outbox takes a key once, so the first of a day is the only one; who finds it taken
plans for the next working day. Broadcasts, replies to one's own problems and alarms have keys of their own.
"""

from __future__ import annotations

from datetime import date
from hashlib import blake2s

UNASKED = "unasked:"


def unasked(person_id: int, day: date) -> str:
    """Return the outbox key of the only unasked message of a person on a day (Asia/Shanghai)."""
    return f"{UNASKED}{person_id}:{day.isoformat()}"


def obligation(plan: str, round_id: int | None, duty: str, unit: str, period: str) -> str:
    """Return the key of an obligation; the programme's own run is `-` in the place of a round."""
    return f"{plan}:{round_id if round_id is not None else '-'}:{duty}:{period}:{unit}"


def token(key: str) -> str:
    """Return twelve characters for buttons; they are looked up among what the presser's units owe."""
    return blake2s(key.encode(), digest_size=6).hexdigest()
