"""A few people and entries for trying the page, clearly marked, gone by one command."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Storage


def plant(storage: Storage, at: datetime) -> int:
    """Store the demo once, where nobody was before; return how many entries were stored."""
    # Only here: a question on the command line does not wait for the database library.
    from . import planting

    return planting.plant(storage, at)


def remove(storage: Storage, at: datetime) -> int:
    """Delete the demo's entries and people; return how many entries there were. It does not come back."""
    from . import planting

    return planting.remove(storage, at)


__all__ = ["plant", "remove"]
