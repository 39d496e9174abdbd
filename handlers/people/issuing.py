"""Making an invitation: the code is shown once and kept as a hash only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge import Catalogue
from storage import Invitation, Role, UnitOfWork

from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .codes import new_code, shown
from .naming import role_name, role_of_unit, unit_name
from .trial import real_times

DAYS = 14
"""How long a code is good for unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh invitation with its code, the only time that it is seen."""

    invitation: Invitation
    code: str


def issue(
    store: UnitOfWork, unit: str, *, at: datetime, by: int | None, uses: int = 1, days: int = DAYS
) -> Issued:
    """Make a code for the role that goes with the unit; its maker's right is the caller's concern."""
    code = new_code()
    role: Role = role_of_unit(unit)
    invitation = store.invitations.create(
        code, role, unit, uses=uses, at=at, expires_at=at + timedelta(days=days), by=by
    )
    store.audit.add(
        "invite",
        f"invitation:{invitation.id}",
        at=at,
        actor_id=by,
        unit=unit,
        detail={"role": role.value, "uses": uses, "days": days},
    )
    return Issued(invitation, code)


def facts_of(issued: Issued, catalogue: Catalogue) -> Facts:
    """Return code, unit, role, uses and last day."""
    invitation = issued.invitation
    return Facts(
        (
            (say("invitation.code"), shown(issued.code)),
            (say("invitation.unit"), unit_name(invitation.unit, catalogue)),
            (say("invitation.role"), role_name(invitation.role, invitation.unit, catalogue)),
            (say("invitation.uses"), say("invitation.uses_value", uses=invitation.uses)),
            (say("invitation.until"), say("invitation.until_value", day=last_day(invitation))),
        )
    )


def last_day(invitation: Invitation) -> str:
    """Return the day on which the code ends, as people there read it."""
    from zoneinfo import ZoneInfo

    return f"{invitation.expires_at.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}"


def card(turn: Turn, issued: Issued, first: str) -> Reply:
    """Return the card with the code, and let a repeated update get one without it."""
    revoke = Choices((Choice(say("invitation.revoke"), f"i:x:{issued.invitation.id}"),))
    blocks: list[Block] = [Text(first, strong=True), facts_of(issued, turn.catalogue)]
    link = turn.request.extra.get("bot_link")
    if link:
        blocks.append(Text(say("invitation.link", link=f"{link}?start={shown(issued.code)}")))
    blocks += [
        Text(say("invitation.how")),
        Notice(say("invitation.once"), "warning"),
        *real_times(turn),
        revoke,
    ]
    again = (Text(say("invitation.shown_before"), strong=True), revoke)
    turn.remember_as(Reply(again, Outcome.SMALL_TALK, "invited"))
    return Reply(tuple(blocks), Outcome.SMALL_TALK, "invited")
