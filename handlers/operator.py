"""What the person at the server does without being anybody in the talk: the first invitation, the menus."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .errors import PersonError
from .phrases import say
from .reply import Notice, Outcome, Reply, Text
from .services import Services
from .units import find_unit, unit_of

if TYPE_CHECKING:
    from .area import Command

# The database library is loaded by the functions that need it, not by every question on the command line.


class BadInvitation(PersonError):
    """A role, a number of uses or of days that an invitation cannot have."""

    code = "bad_invitation"


def invite(services: Services, *, role: str, unit: str | None, uses: int, days: int, at: datetime) -> Reply:
    """Make an invitation on nobody's behalf and return the card with the code, which is shown only here.

    Raises:
        UnknownUnit: there is no such unit of this role.
        BadInvitation: unknown role, no unit, or numbers out of range.
    """
    from storage import SYSTEM_UNIT, Role

    from .people import issuing

    if services.storage is None:
        raise RuntimeError("an invitation needs a database")
    if role not in [one.value for one in Role]:
        raise BadInvitation(role, sentence=say("operator.bad_role", roles="、".join(Role)))
    if not 1 <= uses <= 1000 or not 1 <= days <= 365:
        raise BadInvitation(f"{uses} uses, {days} days", sentence=say("operator.bad_numbers"))
    wanted = SYSTEM_UNIT if role == Role.ADMINISTRATOR.value else _unit(services, role, unit)
    with services.storage.write() as store:
        issued = issuing.issue(store, wanted, at=at, by=None, uses=uses, days=days)
    blocks = (
        Text(say("invitation.made"), strong=True),
        issuing.facts_of(issued, services.catalogue),
        Text(say("invitation.how")),
        Notice(say("invitation.once"), "warning"),
    )
    return Reply(blocks, Outcome.ANSWERED, "invited")


def command_table() -> tuple[Command, ...]:
    """Return every command, in the order of the menus, for channels that show menus."""
    from .commands import TABLES

    return TABLES.commands


def _unit(services: Services, role: str, name: str | None) -> str:
    if not name:
        raise BadInvitation(role, sentence=say("operator.no_unit"))
    if name.startswith(f"{role}:"):
        return unit_of(name, services.catalogue).id
    found = find_unit(services.catalogue, **{role: name})
    assert found is not None, "a name that is given is found or refused"
    return found
