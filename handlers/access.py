"""Who may do what for which unit: one table, asked by every action.

A right reaches from the unit of a membership: over itself, over what is under it, or over the running of the
system. It never leaves the own province. Without a membership there is no right at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from knowledge import Catalogue, PlanBook
from storage import SYSTEM_UNIT, Membership, Role

from .errors import PersonError
from .phrases import say


class Act(StrEnum):
    """What somebody may be allowed to do."""

    ADD_ENTRY = "add_entry"
    CHANGE_ENTRY = "change_entry"
    SEE_ENTRIES = "see_entries"
    BIND_CHAT = "bind_chat"
    INVITE = "invite"
    """Begin an invitation at all; for whom is a right of its own."""
    INVITE_COUNTY = "invite_county"
    INVITE_PREFECTURE = "invite_prefecture"
    INVITE_LIAISON = "invite_liaison"
    INVITE_PROVINCE = "invite_province"
    INVITE_ADMINISTRATOR = "invite_administrator"
    HAND_OVER = "hand_over"
    SEE_MEMBERS = "see_members"
    REMOVE_MEMBER = "remove_member"
    SEE_FEEDBACK = "see_feedback"
    SEE_AUDIT = "see_audit"
    BROADCAST = "broadcast"
    """Send a notice to the units under the own one and to their groups."""
    NUDGE = "nudge"
    """See privately what the units under the own one have not done yet, and write to them about it."""
    MANAGE_ROUND = "manage_round"
    """Restart a plan, end and put away a round."""
    SET_UP = "set_up"


class Scope(StrEnum):
    """How far a right reaches, seen from the unit of the membership."""

    OWN = "own"
    UNDER = "under"
    OWN_AND_UNDER = "own_and_under"
    SYSTEM = "system"
    """Every unit and the system itself."""


_EVERY_UNIT = {
    Role.COUNTY: Scope.OWN,
    Role.PREFECTURE: Scope.OWN_AND_UNDER,
    Role.LIAISON: Scope.OWN_AND_UNDER,
    Role.PROVINCE: Scope.OWN_AND_UNDER,
}

RIGHTS: dict[Act, dict[Role, Scope]] = {
    Act.ADD_ENTRY: {**_EVERY_UNIT, Role.PROVINCE: Scope.OWN},
    Act.CHANGE_ENTRY: {**_EVERY_UNIT, Role.PROVINCE: Scope.OWN},
    Act.SEE_ENTRIES: _EVERY_UNIT,
    Act.BIND_CHAT: _EVERY_UNIT,
    Act.INVITE: {
        Role.COUNTY: Scope.OWN,
        Role.PREFECTURE: Scope.OWN,
        Role.PROVINCE: Scope.OWN,
        Role.ADMINISTRATOR: Scope.SYSTEM,
    },
    Act.INVITE_COUNTY: {
        Role.COUNTY: Scope.OWN,
        Role.PREFECTURE: Scope.UNDER,
        Role.ADMINISTRATOR: Scope.SYSTEM,
    },
    Act.INVITE_PREFECTURE: {Role.PROVINCE: Scope.UNDER, Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.INVITE_LIAISON: {Role.PROVINCE: Scope.UNDER, Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.INVITE_PROVINCE: {Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.INVITE_ADMINISTRATOR: {Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.HAND_OVER: {**dict.fromkeys(_EVERY_UNIT, Scope.OWN), Role.ADMINISTRATOR: Scope.OWN},
    Act.SEE_MEMBERS: {**_EVERY_UNIT, Role.LIAISON: Scope.OWN, Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.REMOVE_MEMBER: {
        Role.PREFECTURE: Scope.UNDER,
        Role.PROVINCE: Scope.UNDER,
        Role.ADMINISTRATOR: Scope.SYSTEM,
    },
    Act.SEE_FEEDBACK: {Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.SEE_AUDIT: {Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.BROADCAST: {Role.PREFECTURE: Scope.OWN_AND_UNDER, Role.PROVINCE: Scope.OWN_AND_UNDER},
    Act.NUDGE: dict.fromkeys((Role.PREFECTURE, Role.LIAISON, Role.PROVINCE), Scope.UNDER),
    Act.MANAGE_ROUND: {Role.ADMINISTRATOR: Scope.SYSTEM},
    Act.SET_UP: {Role.ADMINISTRATOR: Scope.SYSTEM},
}
"""Every right; a role that does not stand under an act has none."""

INVITING: dict[Role, Act] = {
    Role.COUNTY: Act.INVITE_COUNTY,
    Role.PREFECTURE: Act.INVITE_PREFECTURE,
    Role.LIAISON: Act.INVITE_LIAISON,
    Role.PROVINCE: Act.INVITE_PROVINCE,
    Role.ADMINISTRATOR: Act.INVITE_ADMINISTRATOR,
}
"""The act of inviting somebody to a role."""


class NotAllowed(PersonError):
    """The person has no such right; the sentence says who has it or what to do."""

    code = "not_allowed"

    @classmethod
    def to(cls, act: Act, memberships: Sequence[Membership]) -> NotAllowed:
        """Return the error for `act` and somebody's memberships: who may do it, or how to get the right."""
        may = RIGHTS[act]
        if not memberships and set(may) != {Role.ADMINISTRATOR}:
            return cls(act, sentence=say("membership.members_only"))
        # To an administrator "ask your administrator" would lead nowhere.
        if memberships and all(one.unit == SYSTEM_UNIT for one in memberships):
            return cls(act, sentence=say("membership.unit_needed"))
        if any(one.role in may for one in memberships):
            return cls(act, sentence=say("membership.not_allowed"))
        roles = "、".join(say(f"membership.role_{role.value}") for role in may)
        own = "、".join(dict.fromkeys(say(f"membership.role_{one.role.value}") for one in memberships))
        sentence = say("membership.for_others", roles=roles)
        if own:
            sentence += say("membership.for_you", role=own)
        return cls(act, sentence=sentence)


def allowed(act: Act, membership: Membership | None, unit: str, catalogue: Catalogue) -> bool:
    """Return whether this membership allows the act for the unit (`county:341822`, `system`)."""
    scope = scope_of(act, membership)
    if membership is None or scope is None:
        return False
    if scope is Scope.SYSTEM:
        return True
    own = unit == membership.unit
    if scope is Scope.OWN or own:
        return own and scope is not Scope.UNDER
    return unit in units_under(membership.unit, catalogue)


def scope_of(act: Act, membership: Membership | None) -> Scope | None:
    """Return how far the act reaches by this membership; None when it is not allowed at all."""
    return RIGHTS[act].get(membership.role) if membership is not None else None


def may_anywhere(act: Act, memberships: Iterable[Membership]) -> bool:
    """Return whether one of the memberships allows the act for any unit."""
    return any(scope_of(act, membership) is not None for membership in memberships)


def units_for(act: Act, membership: Membership | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every unit for which the membership allows the act, the own one first; () for no right."""
    scope = scope_of(act, membership)
    if membership is None or scope is None:
        return ()
    if scope is Scope.SYSTEM:
        return (SYSTEM_UNIT, *_every_unit(catalogue))
    own = () if scope is Scope.UNDER else (membership.unit,)
    return own if scope is Scope.OWN else (*own, *units_under(membership.unit, catalogue))


def units_under(unit: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the units under one: counties of a liaison unit or prefecture, all units of a province."""
    kind, _, rest = unit.partition(":")
    if kind == "prefecture":
        return tuple(place.unit for place in catalogue.places.counties_of(rest))
    if kind == "liaison":
        book = catalogue.plans.get(rest.partition("/")[0])
        liaison = book.units.get(unit) if book is not None else None
        return tuple(f"county:{county.place}" for county in liaison.counties) if liaison is not None else ()
    book = catalogue.of_province(rest) if kind == "province" else None
    return _of_province(book, catalogue) if book is not None else ()


def _of_province(book: PlanBook, catalogue: Catalogue) -> tuple[str, ...]:
    places = (*catalogue.places.prefectures, *catalogue.places.counties)
    return (*(place.unit for place in places if place.province == book.plan.province), *book.units)


def _every_unit(catalogue: Catalogue) -> tuple[str, ...]:
    provinces = [(f"province:{book.plan.province}", book) for book in catalogue.plans.values()]
    return tuple(unit for own, book in provinces for unit in (own, *_of_province(book, catalogue)))
