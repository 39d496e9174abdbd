"""What happens by itself while the assistant runs: each piece of periodic work, and when its turn is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .services import Services

_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Periodic:
    """A piece of work that is done again and again, by the one active process only.

    Attributes:
        name: for the log.
        every: how often; its turns are the same whichever process counts them.
        run: does it and returns how many things it did. It may be called twice for one turn (after a
            take-over, after a restart), so doing it again must add nothing.
    """

    name: str
    every: timedelta
    run: Callable[[Services, datetime], int]

    def is_due(self, moment: datetime, since: datetime | None) -> bool:
        """Return whether a turn began after `since` and not after `moment`."""
        return since is None or self._turn(since) < self._turn(moment)

    def _turn(self, moment: datetime) -> int:
        return (moment - _START) // self.every


def periodic() -> tuple[Periodic, ...]:
    """Return all periodic work; a new piece is one line here."""
    # Only here: a question on the command line does not wait for the database library.
    from . import incidents, reminding, upkeep
    from .groups import card_keeping

    return (
        Periodic("expire", timedelta(minutes=1), upkeep.expire),
        Periodic("reminders", timedelta(seconds=30), reminding.plan),
        Periodic("alarms", timedelta(hours=1), reminding.alarm),
        Periodic("group_cards", timedelta(minutes=2), card_keeping.keep),
        Periodic("incidents", timedelta(minutes=10), incidents.remind),
    )


def tick(
    services: Services,
    moment: datetime,
    since: datetime | None = None,
    work: tuple[Periodic, ...] | None = None,
) -> int:
    """Do the work whose turn came after `since` (None: all of it); return how many things were done.

    `moment` is the present one (aware, real). One piece's failure does not keep the others from their turn.

    Raises:
        ExceptionGroup: what failed, after everything else was done.
    """
    done, failed = 0, []
    for piece in work if work is not None else periodic():
        if not piece.is_due(moment, since):
            continue
        try:
            done += piece.run(services, moment)
        except Exception as error:  # raised below, together with the others
            error.add_note(f"periodic work: {piece.name}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("periodic work failed", failed)
    return done
