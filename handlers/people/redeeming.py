"""Using an invitation code; a code shown to a group is spent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storage import WRONG_TRIES, Invitation, MessageKind, NewMessage, Place, RedeemState, Role, person_scope

from ..area import command_choice, keyboard
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text, question_choice
from ..reply_codec import encode
from ..turn import HANDOVER_SETTING, MEMBERSHIP_SETTING, Turn
from .naming import role_name, unit_name

_SENTENCES = {
    RedeemState.UNKNOWN: "invitation.unknown",
    RedeemState.EXPIRED: "invitation.expired",
    RedeemState.USED: "invitation.used",
    RedeemState.REVOKED: "invitation.revoked",
    RedeemState.TOO_MANY_TRIES: "invitation.too_many_tries",
}


def redeem(turn: Turn, code: str) -> Reply:
    """Make the person a member by the code, or say gently why not. A wrong try is counted."""
    now = turn.services.clock()
    if turn.store.invitations.wrong_tries(turn.person.id, now) < WRONG_TRIES:
        invitation = turn.store.invitations.find(code)
        if invitation is not None and _is_member(turn, invitation):
            return _said(say("invitation.member_already", unit=unit_name(invitation.unit, turn.catalogue)))
    redemption = turn.store.invitations.redeem(code, turn.person.id, now)
    if redemption.state is not RedeemState.OK or redemption.invitation is None:
        return Reply(
            (Notice(say(_SENTENCES[redemption.state]), "warning"),), Outcome.ANSWERED, "code_refused"
        )
    return _join(turn, redemption.invitation)


def refuse_in_group(turn: Turn, known: Sequence[str]) -> Reply:
    """Revoke the codes that somebody sent where others read along, and say so without repeating them."""
    for code in known:
        invitation = turn.store.invitations.find(code)
        if invitation is not None and turn.store.invitations.revoke(invitation.id, turn.moment) is not None:
            turn.audit("revoke_invitation", f"invitation:{invitation.id}", unit=invitation.unit)
    return Reply((Notice(say("invitation.sent_in_group"), "warning"),), Outcome.ANSWERED, "code_in_group")


def _join(turn: Turn, invitation: Invitation) -> Reply:
    membership = turn.store.memberships.grant(
        turn.person.id,
        invitation.role,
        invitation.unit,
        at=turn.moment,
        by=invitation.created_by,
        invitation_id=invitation.id,
        as_of=turn.today,
    )
    turn.audit(
        "join",
        f"membership:{membership.id}",
        unit=invitation.unit,
        detail={"invitation": invitation.id, "role": invitation.role.value},
    )
    turn.set(MEMBERSHIP_SETTING, membership.id)
    turn.stop_waiting()
    _tell_predecessor(turn, invitation)
    return Reply(tuple(_welcome(turn, invitation)), Outcome.SMALL_TALK, "joined")


def _welcome(turn: Turn, invitation: Invitation) -> Iterable[Block]:
    unit = unit_name(invitation.unit, turn.catalogue)
    role = role_name(invitation.role, invitation.unit, turn.catalogue)
    yield Text(say("invitation.welcome", unit=unit, role=role), strong=True)
    yield keyboard()
    yield Text(say(f"invitation.now_{invitation.role.value}"))
    yield Choices(_first_steps(invitation), 2)


def _first_steps(invitation: Invitation) -> tuple[Choice, ...]:
    commands = {
        "administrator": ("unanswered", "invite", "help"),
        "province": ("due", "invite", "help"),
        "prefecture": ("due", "invite", "help"),
    }
    own = commands.get(invitation.role.value)
    if own is not None:
        return tuple(command_choice(say(f"commands.label_{name}"), name) for name in own)
    question = say("invitation.ask_counties" if invitation.role is Role.LIAISON else "invitation.ask_liaison")
    return (
        command_choice(say("commands.label_due"), "due"),
        question_choice(question, question),
        command_choice(say("commands.label_help"), "help"),
    )


def _is_member(turn: Turn, invitation: Invitation) -> bool:
    return any(one.role is invitation.role and one.unit == invitation.unit for one in turn.memberships)


def _tell_predecessor(turn: Turn, invitation: Invitation) -> None:
    """Tell who is handing over, once, that the successor is here."""
    if invitation.created_by is None or invitation.created_by == turn.person.id:
        return
    scope = person_scope(invitation.created_by)
    handover = turn.store.settings.get(scope, HANDOVER_SETTING)
    predecessor = turn.store.people.get(invitation.created_by)
    if handover is None or handover["invitation"] != invitation.id or predecessor is None:
        return
    turn.store.settings.set(scope, HANDOVER_SETTING, {**handover, "joined": True}, turn.moment)
    unit = unit_name(invitation.unit, turn.catalogue)
    blocks = (
        Text(say("membership.successor_joined", unit=unit), strong=True),
        Choices((Choice(say("membership.finish_handover"), f"m:finish:{handover['membership']}"),)),
    )
    message = NewMessage(
        key=f"handover:{invitation.id}",
        kind=MessageKind.CARD,
        place=Place(predecessor.channel, predecessor.external_id),
        reply=encode(Reply(blocks, Outcome.SMALL_TALK, "successor_joined")),
        created_at=turn.moment,
        due=turn.moment,
        person_id=predecessor.id,
    )
    turn.store.outbox.plan([message])


def _said(sentence: str) -> Reply:
    return Reply((Text(sentence, strong=True),), Outcome.SMALL_TALK, "member_already")
