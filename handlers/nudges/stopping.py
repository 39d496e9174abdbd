"""The reason that stops nudges to a unit about one thing, and lifting it."""

from __future__ import annotations

from ..access import Act
from ..people.naming import unit_name
from ..phrases import say
from ..reminders.days import planning_day
from ..reminders.giving_way import call_off
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import pages
from .message import MOST
from .owing import find

REASON = "nudge_reason"


def ask_reason(turn: Turn, token: str) -> Reply:
    """Ask why the unit is not to be nudged about this."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    turn.wait_for(REASON, token=token)
    asked = Text(say("nudges.ask_reason", unit=unit_name(owed.unit, turn.catalogue)), strong=True)
    back = Choices((Choice(say("nudges.back"), f"nu:u:{token}"),))
    return Reply((asked, back), Outcome.ASK_BACK, REASON)


def typed_reason(turn: Turn, text: str) -> Reply | None:
    """Store the reason; from now on nobody nudges the unit about this until it is lifted."""
    token = str((turn.waiting or {}).get("token"))
    owed = find(turn, token)
    if owed is None or not text:
        return None
    if len(text) > MOST:
        refused = Notice(say("nudges.too_long", most=MOST, count=len(text)), "warning")
        back = Choices((Choice(say("nudges.back"), f"nu:u:{token}"),))
        return Reply((refused, back), Outcome.ASK_BACK, REASON)
    membership = turn.require(Act.NUDGE, owed.unit)
    stored = turn.store.nudges.stop(
        owed.unit,
        owed.key,
        reason=text,
        by_unit=membership.unit,
        by_id=turn.person.id,
        at=turn.moment,
        as_of=turn.today,
    )
    if stored is not None:
        call_off(turn.store, owed.unit, owed.key, turn.moment, planning_day(turn))
        turn.audit("stop_nudge", f"unit:{owed.unit}", unit=owed.unit, detail={"obligation": owed.key})
    said = say("nudges.stopped" if stored is not None else "nudges.is_stopped")
    return pages.unit(turn, token, Text(said, strong=True))


def lift(turn: Turn, token: str) -> Reply:
    """Let nudges be sent again."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    turn.require(Act.NUDGE, owed.unit)
    if turn.store.nudges.lift(owed.unit, owed.key, turn.moment) is None:
        return pages.unit(turn, token, Notice(say("nudges.old_button"), "warning"))
    turn.audit("lift_nudge", f"unit:{owed.unit}", unit=owed.unit, detail={"obligation": owed.key})
    return pages.unit(turn, token, Text(say("nudges.lifted"), strong=True))
