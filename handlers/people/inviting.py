"""The guided way to an invitation: role, unit, how many people, code; and what is out already."""

from __future__ import annotations

from storage import SYSTEM_UNIT, Invitation, Role

from ..access import INVITING, Act, may_anywhere, units_for
from ..area import cancel_choice
from ..errors import PersonError
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import issuing
from .finding import units_named
from .naming import role_of_unit, short_name, unit_name

USES = (1, 5, 20)
_BUTTONS = 20
"""Up to so many units are offered as buttons."""
_LISTED = 10


def begin(turn: Turn, _: str = "") -> Reply:
    """Ask for whom; one role that can be invited is taken as chosen."""
    roles = [role for role, act in INVITING.items() if may_anywhere(act, turn.memberships)]
    if len(roles) == 1:
        return choose_role(turn, roles[0].value)
    turn.stop_waiting()
    choices = [Choice(say(f"membership.role_{role.value}"), f"i:r:{role.value}") for role in roles]
    blocks = (Text(say("invitation.which_role"), strong=True), Choices((*choices, *_outstanding(turn)), 2))
    return Reply(blocks, Outcome.ASK_BACK, "invite")


def choose_role(turn: Turn, name: str) -> Reply:
    """Ask for the unit: by button where there are few, else by its name."""
    role = _role(name)
    units = _units(turn, role)
    if len(units) == 1:
        return choose_unit(turn, units[0])
    turn.wait_for("invite_unit", role=role.value)
    few = len(units) <= _BUTTONS
    many = say("invitation.which_unit_many", name=short_name(units[0], turn.catalogue))
    asked = say("invitation.which_unit_few") if few else many
    blocks: list[Block] = [Text(asked, strong=True)]
    if few:
        blocks.append(Choices(_unit_choices(turn, units), 2))
    blocks.append(Choices((cancel_choice(say("invitation.cancel")),)))
    return Reply(tuple(blocks), Outcome.ASK_BACK, "invite_unit")


def typed_unit(turn: Turn, text: str) -> Reply | None:
    """Take the typed name of the unit; several or similar ones are offered, nothing is guessed."""
    waiting = turn.waiting or {}
    role = _role(str(waiting.get("role")))
    units = _units(turn, role)
    exact, near = units_named(text, units, turn)
    if len(exact) == 1:
        return choose_unit(turn, exact[0])
    offered = exact or near
    said = say("invitation.several" if offered else "invitation.no_such_unit", name=text[:40])
    choices = _unit_choices(turn, offered[:_BUTTONS])
    cancel = cancel_choice(say("invitation.cancel"))
    return Reply((Text(said, strong=True), Choices((*choices, cancel))), Outcome.ASK_BACK, "invite_unit")


def choose_unit(turn: Turn, unit: str) -> Reply:
    """Ask for how many people the code is."""
    turn.require(INVITING[role_of_unit(unit)], unit)
    turn.wait_for("invite_uses", unit=unit)
    asked = Text(say("invitation.how_many", unit=unit_name(unit, turn.catalogue)), strong=True)
    choices = [Choice(say("invitation.uses_value", uses=uses), f"i:n:{uses}:{unit}") for uses in USES]
    cancel = cancel_choice(say("invitation.cancel"))
    return Reply((asked, Choices((*choices, cancel), 2)), Outcome.ASK_BACK, "invite_uses")


def make(turn: Turn, rest: str) -> Reply:
    """Make the code. A second press of the same button makes no second code."""
    uses, _, unit = rest.partition(":")
    if uses not in map(str, USES):
        raise PersonError(rest, sentence=say("membership.old_button"))
    turn.require(INVITING[role_of_unit(unit)], unit)
    waiting = turn.waiting or {}
    if waiting.get("for") != "invite_uses" or waiting.get("unit") != unit:
        return _said(say("invitation.made_already"))
    turn.stop_waiting()
    issued = issuing.issue(turn.store, unit, at=turn.moment, by=turn.person.id, uses=int(uses))
    return issuing.card(turn, issued, say("invitation.made"))


def revoke(turn: Turn, number: str) -> Reply:
    """Make a code useless: its maker may, and who could have made it."""
    invitation = turn.store.invitations.get(int(number)) if number.isdigit() else None
    if invitation is None:
        raise PersonError(number, sentence=say("membership.old_button"))
    if invitation.created_by != turn.person.id:
        turn.require(INVITING[invitation.role], invitation.unit)
    unit = unit_name(invitation.unit, turn.catalogue)
    if turn.store.invitations.revoke(invitation.id, turn.moment) is None:
        return _said(say("invitation.revoked_before", unit=unit))
    turn.audit("revoke_invitation", f"invitation:{invitation.id}", unit=invitation.unit)
    return _said(say("invitation.revoked_now", unit=unit))


def outstanding(turn: Turn, _: str = "") -> Reply:
    """List the codes that still admit somebody: one's own, the administrator's all."""
    open_codes = _usable(turn)
    if not open_codes:
        return _said(say("invitation.none_out"))
    blocks: list[Block] = [Text(say("invitation.out", count=len(open_codes)), strong=True)]
    choices = []
    for invitation in open_codes[:_LISTED]:
        unit = unit_name(invitation.unit, turn.catalogue)
        blocks.append(
            Text(
                say(
                    "invitation.out_row",
                    number=invitation.id,
                    unit=unit,
                    left=invitation.uses_left,
                    day=issuing.last_day(invitation),
                )
            )
        )
        choices.append(
            Choice(say("invitation.revoke_one", number=invitation.id, unit=unit), f"i:x:{invitation.id}")
        )
    if len(open_codes) > _LISTED:
        blocks.append(Notice(say("invitation.out_more", count=len(open_codes) - _LISTED)))
    return Reply((*blocks, Choices(tuple(choices))), Outcome.ANSWERED, "invitations")


_STEPS = {"r": choose_role, "u": choose_unit, "n": make, "x": revoke, "list": outstanding}


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `i:…`."""
    step, _, rest = action.partition(":")
    if step not in _STEPS:
        raise PersonError(action, sentence=say("membership.old_button"))
    return _STEPS[step](turn, rest)


def _outstanding(turn: Turn) -> tuple[Choice, ...]:
    count = len(_usable(turn))
    return (Choice(say("invitation.out", count=count), "i:list"),) if count else ()


def _usable(turn: Turn) -> list[Invitation]:
    maker = None if turn.is_administrator else turn.person.id
    return turn.store.invitations.usable(turn.services.clock(), created_by=maker)


def _role(name: str) -> Role:
    if name not in [role.value for role in Role]:
        raise PersonError(name, sentence=say("membership.old_button"))
    return Role(name)


def _units(turn: Turn, role: Role) -> list[str]:
    """The units of this kind for which the person may invite. Raises NotAllowed when there are none."""
    act: Act = INVITING[role]
    found = [unit for one in turn.memberships for unit in units_for(act, one, turn.catalogue)]
    units = [unit for unit in dict.fromkeys(found) if _kind(unit) is role]
    if not units:
        turn.require(act, "")
    return units


def _kind(unit: str) -> Role:
    return Role.ADMINISTRATOR if unit == SYSTEM_UNIT else role_of_unit(unit)


def _unit_choices(turn: Turn, units: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(unit_name(unit, turn.catalogue), f"i:u:{unit}") for unit in units)


def _said(sentence: str) -> Reply:
    return Reply((Text(sentence, strong=True),), Outcome.SMALL_TALK, "invite")
