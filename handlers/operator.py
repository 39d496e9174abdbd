"""What the person at the server does without being anybody in the talk: the first invitation, the menus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .errors import PersonError
from .phrases import say
from .reply import Notice, Outcome, Reply, Text
from .services import Services
from .units import find_unit, unit_of

if TYPE_CHECKING:
    from knowledge import Catalogue
    from storage import UnitOfWork

    from .area import Command
    from .request import MovedPlan

# The database library is loaded by the functions that need it, not by every question on the command line.


class BadInvitation(PersonError):
    """A role, a number of uses or of days that an invitation cannot have."""

    code = "bad_invitation"


def invite(services: Services, *, role: str, unit: str | None, uses: int, days: int, at: datetime) -> Reply:
    """Make an invitation on nobody's behalf and return the card with the code, which is shown only here.

    Raises:
        UnknownUnit: there is no such unit of this role.
        BadInvitation: unknown role, no unit, a unit for an administrator, or numbers out of range.
    """
    from storage import SYSTEM_UNIT, Role

    from .people import issuing

    if services.storage is None:
        raise RuntimeError("an invitation needs a database")
    if role not in [one.value for one in Role]:
        raise BadInvitation(role, sentence=say("operator.bad_role", roles="、".join(Role)))
    if not 1 <= uses <= 1000 or not 1 <= days <= 365:
        raise BadInvitation(f"{uses} uses, {days} days", sentence=say("operator.bad_numbers"))
    if role == Role.ADMINISTRATOR.value and unit:
        raise BadInvitation(unit, sentence=say("operator.no_unit_wanted", unit=unit[:40]))
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


def restart(
    services: Services, *, plan: str, month: str, prefectures: Sequence[str], name: str, at: datetime | None
) -> Reply:
    """Return the preview of a new round; with `at` open it. No prefectures: the whole province.

    Raises:
        BadRound: a plan, month, name or area that no round can have, or a round is open there.
        UnknownUnit: a prefecture that does not exist.
    """
    from .rounds import operating

    return operating.restart(services, plan, month, prefectures, name, at)


def settle_rounds(services: Services, *, end: int | None, archive: int | None, at: datetime) -> Reply:
    """Return the list of rounds, after ending or putting away one of them. Raises BadRound."""
    from .rounds import operating

    return operating.settle(services, end, archive, at)


def round_of(store: UnitOfWork, unit: str, catalogue: Catalogue) -> MovedPlan | None:
    """Return the open round that a unit is in, None without one. Raises UnknownUnit."""
    from .rounds import moved_plan

    return moved_plan(store, unit, catalogue)


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
