"""The trial page: who plays a unit there is its member at once. Elsewhere this does nothing."""

from __future__ import annotations

from dataclasses import replace

from storage import SYSTEM_UNIT, Person, Role, UnitOfWork

from ..phrases import say
from ..reminders.days import local_day
from ..reply import Notice, Reply
from ..request import Request
from ..services import Services
from ..turn import Turn
from .naming import role_of_unit

CHANNEL = "web"
_REFUSED = "not_allowed"
_WITHOUT_A_UNIT = ("guide_who", "guide_join")
"""Replies that tell a visitor to ask for a code, which nobody gives out on the trial page."""


def admit(request: Request, services: Services, store: UnitOfWork, person: Person) -> None:
    """Give the person the membership that they play; only on the trial page."""
    played = _played(request, services)
    if played is None:
        return
    role, unit = played
    if not _holds(store, person, role, unit):
        membership = store.memberships.grant(person.id, role, unit, at=request.moment, as_of=request.today)
        store.audit.add(
            "trial_join", f"membership:{membership.id}", at=request.moment, actor_id=person.id, unit=unit
        )


def is_admitted(request: Request, services: Services, store: UnitOfWork, person: Person) -> bool:
    """Return whether nothing is left to be done by `admit`."""
    played = _played(request, services)
    return played is None or _holds(store, person, *played)


def with_hint(reply: Reply, request: Request, services: Services) -> Reply:
    """Return the reply; who lacks a unit for something on the trial page is told where to choose one."""
    if not services.trial or request.sender.channel != CHANNEL or request.unit is not None:
        return reply
    visits = request.extra.get("role") != Role.ADMINISTRATOR
    if reply.intent == _REFUSED or (visits and reply.intent in _WITHOUT_A_UNIT):
        return replace(reply, blocks=(*reply.blocks, Notice(say("membership.trial_choose"))))
    return reply


def real_times(turn: Turn) -> tuple[Notice, ...]:
    """Return a word that the times shown are the real ones; () where the day is the real one as well."""
    if not turn.services.trial or local_day(turn.moment) == turn.today:
        return ()
    return (Notice(say("membership.real_times")),)


def _played(request: Request, services: Services) -> tuple[Role, str] | None:
    if not services.trial or request.sender.channel != CHANNEL:
        return None
    if request.unit is not None:
        return role_of_unit(request.unit), request.unit
    administrator = request.extra.get("role") == Role.ADMINISTRATOR
    return (Role.ADMINISTRATOR, SYSTEM_UNIT) if administrator else None


def _holds(store: UnitOfWork, person: Person, role: Role, unit: str) -> bool:
    return any(one.role is role and one.unit == unit for one in store.memberships.of_person(person.id))
