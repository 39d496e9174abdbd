"""报一条: the next saved entry of the unit settles the obligation from which it was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage import Entry, EntryStatus, ObligationState

from ..access import units_under
from ..phrases import say
from ..reply import Choice, Choices, Notice, Reply
from ..turn import Turn
from . import keys
from .ceasing import cease
from .obligation import Obligation
from .visits import visits_left

_SETTING = "answering"
"""The person's setting between 报一条 and saving: key, unit, title, until."""

_LASTS = timedelta(hours=2)


def begin(turn: Turn, owed: Obligation) -> None:
    """Let the person's next entry for the unit settle the obligation, if it is saved within two hours."""
    until = (turn.moment + _LASTS).isoformat()
    turn.set(_SETTING, {"key": owed.key, "unit": owed.unit, "title": owed.duty.title, "until": until})


def told(turn: Turn, entries: Sequence[Entry], reply: Reply) -> Reply:
    """Return the reply about saved entries, with a line when they settled what they were begun for."""
    waiting = turn.settings.get(_SETTING)
    reply = replace(reply, blocks=(*reply.blocks, *visits_left(turn, entries)))
    if waiting is None:
        return reply
    if datetime.fromisoformat(waiting["until"]) < turn.moment:
        turn.unset(_SETTING)
        return reply
    unit = waiting["unit"]
    # A liaison unit tells of its counties: it has no entries of its own.
    about = (unit, *(units_under(unit, turn.catalogue) if unit.startswith("liaison:") else ()))
    fitting = [one for one in entries if one.unit in about and one.status is not EntryStatus.BLOCKED]
    if not fitting:
        return reply
    turn.unset(_SETTING)
    key, unit = waiting["key"], waiting["unit"]
    turn.store.obligations.mark(
        key,
        unit,
        ObligationState.DONE,
        by=turn.person.id,
        at=turn.moment,
        entry_id=fitting[0].id,
        as_of=turn.today,
    )
    cease(turn, (unit,))
    turn.audit("obligation_done", f"obligation:{key}"[:120], unit=unit, detail={"entry": fitting[0].id})
    said = Notice(say("reminders.settled_by_entry", title=waiting["title"]))
    undo = Choice(say("reminders.not_done_yet"), f"o:{keys.token(key)}:undo")
    return replace(reply, blocks=(*reply.blocks, said, Choices((undo,))))
