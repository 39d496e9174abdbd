"""What handlers work with, passed in once by the composition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge import Catalogue, Understanding
    from storage import Storage


@dataclass(frozen=True, slots=True)
class Services:
    """The knowledge base, the understanding of questions, the database (None: nothing is kept), a clock.

    `clock` gives the real, aware time and is for leases and tries only; the day comes from the request.
    `trial` is True on the trial page only: who plays a unit there is its member without an invitation.
    """

    catalogue: Catalogue
    understanding: Understanding
    storage: Storage | None
    clock: Callable[[], datetime]
    trial: bool = False
