"""Ending a membership: the chats bound by it and the codes that rest on it end too."""

from __future__ import annotations

from storage import Membership

from ..access import INVITING, allowed
from ..reminders.days import planning_day
from ..reminders.giving_way import call_off_member
from ..turn import HANDOVER_SETTING, MEMBERSHIP_SETTING, Turn


def end(turn: Turn, membership: Membership, action: str) -> bool:
    """End a membership of anybody and write it down as `action`; False when it had ended before."""
    if turn.store.memberships.end(membership.id, turn.moment) is None:
        return False
    call_off_member(turn.store, membership.person_id, membership.unit, turn.moment, planning_day(turn))
    _cease(turn, membership.person_id)
    turn.audit(
        action,
        f"membership:{membership.id}",
        unit=membership.unit,
        detail={"role": membership.role.value, "person": membership.person_id},
    )
    _revoke_codes(turn, membership.person_id)
    if membership.person_id == turn.person.id:
        turn.memberships = tuple(one for one in turn.memberships if one.id != membership.id)
        if turn.settings.get(MEMBERSHIP_SETTING) == membership.id:
            turn.unset(MEMBERSHIP_SETTING)
        turn.unset(HANDOVER_SETTING)
        if turn.membership is not None and turn.membership.id == membership.id:
            turn.membership = next(iter(turn.memberships), None)
    return True


def _cease(turn: Turn, person_id: int) -> None:
    """The digest that waits must not tell of a unit that was left."""
    # Only here: reminders rest on what is said about people, so they cannot be read before it.
    from ..reminders.ceasing import cease_person

    cease_person(turn, person_id)


def revoke_all_codes(turn: Turn) -> int:
    """Revoke every code that the person gave out; return how many."""
    return _revoke(turn, turn.person.id, kept=())


def _revoke_codes(turn: Turn, person_id: int) -> None:
    """Revoke the codes that none of the person's remaining memberships would let them make."""
    _revoke(turn, person_id, kept=tuple(turn.store.memberships.of_person(person_id)))


def _revoke(turn: Turn, person_id: int, kept: tuple[Membership, ...]) -> int:
    revoked = 0
    for invitation in turn.store.invitations.usable(turn.moment, created_by=person_id):
        act = INVITING[invitation.role]
        if any(allowed(act, one, invitation.unit, turn.catalogue) for one in kept):
            continue
        turn.store.invitations.revoke(invitation.id, turn.moment)
        turn.audit("revoke_invitation", f"invitation:{invitation.id}", unit=invitation.unit)
        revoked += 1
    return revoked
