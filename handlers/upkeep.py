"""What is kept for a time only is deleted when the time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Storage

    from .services import Services

UPDATE_KEYS = timedelta(days=7)
"""Channels deliver an update again within a day or so; after a week nobody asks for its reply."""

CONVERSATIONS = timedelta(days=90)
"""A follow-up to a question of three months ago is a new question."""

WRONG_TRIES = timedelta(days=1)
"""Wrong invitation codes count for an hour; a day leaves room for a look."""


def tidy(storage: Storage, now: datetime) -> int:
    """Delete what is too old and close expired drafts; return how many rows. Call it at start and daily."""
    with storage.write() as store:
        return (
            store.updates.purge(now - UPDATE_KEYS)
            + store.conversations.forget_before(now - CONVERSATIONS)
            + store.invitations.forget_tries(now - WRONG_TRIES)
            + store.drafts.expire_before(now)
        )


def expire(services: Services, moment: datetime) -> int:
    """Mark the drafts and the waiting messages whose time is over; return how many."""
    if services.storage is None:
        return 0
    with services.storage.write() as store:
        return store.drafts.expire_before(moment) + store.outbox.expire(moment)
