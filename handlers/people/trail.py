"""/audit: the newest rows of the audit trail, without anything that people wrote."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from storage import AuditRow

from ..access import Act
from ..phrases import phrase_names, say
from ..reply import Outcome, Reply, Table, Text
from ..turn import Turn
from .naming import unit_name
from .trial import real_times

_ROWS = 20
_ANONYMOUS = "anonymous:"
_ZONE = ZoneInfo("Asia/Shanghai")


def audit(turn: Turn, _: str = "") -> Reply:
    """Show what was done last, by whom and for which unit. Raises NotAllowed."""
    turn.require(Act.SEE_AUDIT, "system")
    rows = turn.store.audit.list(limit=_ROWS)
    turn.audit("see_audit", "audit", detail={"rows": len(rows)})
    if not rows:
        return Reply((Text(say("membership.audit_empty"), strong=True),), Outcome.ANSWERED, "audit")
    header = tuple(say(f"membership.audit_{name}") for name in ("when", "who", "what", "unit"))
    table = Table(header, tuple(_cells(turn, row) for row in rows), say("membership.audit_title"))
    return Reply((table, *real_times(turn)), Outcome.ANSWERED, "audit")


def _cells(turn: Turn, row: AuditRow) -> tuple[str, ...]:
    phrase = f"audit.{row.action}"
    # Areas name their own actions; one without a name is shown as it is stored.
    what = say(phrase) if phrase in phrase_names() else row.action
    unit = unit_name(row.unit, turn.catalogue) if row.unit else ""
    return (f"{row.at.astimezone(_ZONE):%m-%d %H:%M}", _who(turn, row), what, unit)


def _who(turn: Turn, row: AuditRow) -> str:
    if row.actor_number is not None:
        return say("membership.audit_anonymous", number=row.actor_number)
    if row.subject.startswith(_ANONYMOUS):
        # Who deleted their own data is no actor any more; the row's subject is their number.
        return say("membership.audit_anonymous", number=row.subject.removeprefix(_ANONYMOUS))
    person = turn.store.people.get(row.actor_id) if row.actor_id is not None else None
    if person is None:
        return say("membership.audit_system")
    return person.display_name or say("membership.audit_person", number=person.id)
