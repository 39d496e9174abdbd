"""What handlers work with, passed in once by the composition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from knowledge import Catalogue, Reporting, Understanding

from .kept_answers import KeptAnswers

if TYPE_CHECKING:
    from storage import Storage

    from .reminders.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Services:
    """The knowledge base, the reading of questions and reports, the database (None: keep nothing), a clock.

    `clock` gives the real, aware time and is for leases and tries only; the day comes from the request.
    `trial` is True on the trial page only: who plays a unit there is its member without an invitation.
    `calendar` knows local holidays; None: the published days alone.
    """

    catalogue: Catalogue
    understanding: Understanding
    storage: Storage | None
    clock: Callable[[], datetime]
    trial: bool = False
    calendar: WorkCalendar | None = None
    lent: InitVar[Reporting | None] = None
    """A reader of reports over the same knowledge base: building one takes longer than a thousand lines."""
    reporting: Reporting = field(init=False)
    """Reads one-line reports; built when the first one comes, or by `reporting.warm()`."""
    answers: KeptAnswers = field(default_factory=KeptAnswers, compare=False)
    """Answers given before; they hang on nothing that is stored."""

    def __post_init__(self, lent: Reporting | None) -> None:
        """Take over the reader that was lent, or begin with a new one."""
        object.__setattr__(self, "reporting", lent or Reporting(self.catalogue))
