"""/me: who one is here, and what can be done about it."""

from __future__ import annotations

from storage import SYSTEM_UNIT, Membership

from ..access import Act, may_anywhere
from ..area import COMMAND_LINK, command_choice
from ..phrases import say
from ..reminders.days import day_told
from ..reminders.pausing import paused_now
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import HANDOVER_SETTING, MEMBERSHIP_SETTING, Turn
from .leaving import successor_is_there
from .naming import role_name, unit_name


def me(turn: Turn, _: str = "") -> Reply:
    """Show name, unit, role and the ways to settings, data, hand-over and leaving."""
    rows = [(say("membership.name"), turn.person.display_name or say("membership.nameless"))]
    blocks: list[Block] = []
    if turn.membership is None:
        rows.append((say("membership.unit"), say("membership.visitor")))
        blocks += [Facts(tuple(rows), say("membership.me_title")), Text(say("membership.visitor_hint"))]
        blocks += [Notice(say("membership.trial_choose"))] if turn.services.trial else []
    else:
        rows += _rows_of(turn, turn.membership)
        others = [one for one in turn.memberships if one.id != turn.membership.id]
        rows += [(say("membership.also"), _in_words(turn, one)) for one in others]
        blocks.append(Facts(tuple(rows), say("membership.me_title")))
    blocks += [*_handover(turn), *paused_now(turn)]
    blocks.append(Choices(tuple(_ways(turn)), 2))
    return Reply(tuple(blocks), Outcome.ANSWERED, "me")


def switch(turn: Turn, number: str) -> Reply:
    """Act for another of one's own memberships from now on."""
    wanted = next((one for one in turn.memberships if str(one.id) == number), None)
    if wanted is None:
        return Reply((Notice(say("membership.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    turn.set(MEMBERSHIP_SETTING, wanted.id)
    said = say("membership.switched", unit=unit_name(wanted.unit, turn.catalogue))
    return Reply((Text(said, strong=True),), Outcome.SMALL_TALK, "switched")


def switches(turn: Turn) -> list[Choice]:
    """Return a button for each membership that is not the one acted for."""
    others = [one for one in turn.memberships if one != turn.membership]
    return [
        Choice(say("membership.switch_to", unit=unit_name(one.unit, turn.catalogue)), f"s:unit:{one.id}")
        for one in others
    ]


def joined(membership: Membership) -> str:
    """Return the day on which somebody joined, as people there read it: the one that counted as today."""
    return day_told(membership.as_of, membership.granted_at).isoformat()


def _rows_of(turn: Turn, membership: Membership) -> list[tuple[str, str]]:
    return [
        (say("membership.unit"), unit_name(membership.unit, turn.catalogue)),
        (say("membership.role"), role_name(membership.role, membership.unit, turn.catalogue)),
        (say("membership.since"), joined(membership)),
    ]


def _in_words(turn: Turn, membership: Membership) -> str:
    if membership.unit == SYSTEM_UNIT:
        return say("membership.administrator")
    return unit_name(membership.unit, turn.catalogue)


def _handover(turn: Turn) -> list[Block]:
    handover = turn.settings.get(HANDOVER_SETTING)
    if handover is None:
        return []
    if not handover.get("joined"):
        return _waiting_for(turn, handover["invitation"])
    if not successor_is_there(turn, handover):
        return [Notice(say("membership.successor_left"), "warning")]
    finish = Choice(say("membership.finish_handover"), f"m:finish:{handover['membership']}")
    return [Notice(say("membership.handover_ready")), Choices((finish,))]


def _waiting_for(turn: Turn, number: int) -> list[Block]:
    """Say that the successor has not come yet, with the way back; nothing once the code is of no use."""
    usable = turn.store.invitations.usable(turn.services.clock(), created_by=turn.person.id)
    if not any(one.id == number for one in usable):
        return []
    back = Choices((Choice(say("membership.handover_revoke"), f"i:x:{number}"),))
    return [Notice(say("membership.handover_waiting")), back]


def _ways(turn: Turn) -> list[Choice]:
    ways = switches(turn)
    if may_anywhere(Act.SEE_MEMBERS, turn.memberships):
        ways.append(command_choice(say("commands.label_members"), "members"))
    ways += [
        Choice(say("mydata.title"), "m:data"),
        command_choice(say("commands.label_settings"), "settings"),
    ]
    if may_anywhere(Act.BIND_CHAT, turn.memberships):
        ways.append(Choice(say("groups.add_to_group"), f"{COMMAND_LINK}bind", opens="group"))
    if turn.membership is not None:
        ways.append(Choice(say("membership.hand_over"), f"m:over:{turn.membership.id}"))
        ways.append(Choice(say("membership.leave"), f"m:leave:{turn.membership.id}"))
    return ways
