"""After a visit was recorded: which counties of the liaison unit no visit has been told of yet."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Entry, EntryKind, ObligationState

from ..access import units_under
from ..people.naming import listed_name
from ..phrases import say
from ..reply import Notice
from ..turn import Turn
from .finding import owed_by
from .states import visited


def visits_left(turn: Turn, entries: Sequence[Entry]) -> tuple[Notice, ...]:
    """Name the counties that a visit is still owed to; () where none is, and for all but liaison units."""
    unit = turn.membership.unit if turn.membership is not None else ""
    if not unit.startswith("liaison:") or not any(one.kind is EntryKind.VISIT for one in entries):
        return ()
    owed = next((one for one in owed_by(turn, unit) if one.duty.visit), None)
    if owed is None or owed.state is not ObligationState.OPEN:
        return ()
    counties = units_under(unit, turn.catalogue)
    told = visited(turn.store, owed, counties, turn.today)
    names = "、".join(listed_name(one, turn.catalogue) for one in counties if one not in told)
    return (Notice(say("reminders.visits_left", counties=names)),) if names else ()
