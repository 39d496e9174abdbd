"""/members: who is in a unit and where nobody is yet; taking somebody off who left the union."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from storage import Membership

from ..access import Act, units_for
from ..errors import PersonError
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import confirming, ending
from .finding import units_named
from .me import joined
from .naming import role_name, short_name, unit_name

_LISTED = 30
_BUTTONS = 12


def members(turn: Turn, name: str) -> Reply:
    """Show the members of the own unit or of the one named, and a count of the units below."""
    units = _visible(turn)
    if name:
        return _of_name(turn, name, units)
    own = turn.membership.unit if turn.membership is not None else units[0]
    blocks = [*_of_unit(turn, own), *_below(turn, [unit for unit in units if unit != own])]
    turn.audit("see_members", f"unit:{own}", unit=own, detail={"units": len(units)})
    return Reply(tuple(blocks), Outcome.ANSWERED, "members")


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `p:unit:<unit>`, `p:out:<membership>`, `p:out-sure:…` and `p:gone:…`."""
    step, _, rest = action.partition(":")
    steps = {"unit": _show, "out": _remove, "out-sure": _remove_surely, "gone": _removed}
    if step not in steps:
        raise PersonError(action, sentence=say("membership.old_button"))
    return steps[step](turn, rest)


def _visible(turn: Turn) -> list[str]:
    """The units whose members the person may see. Raises NotAllowed when there are none."""
    found = [unit for one in turn.memberships for unit in units_for(Act.SEE_MEMBERS, one, turn.catalogue)]
    if not found:
        turn.require(Act.SEE_MEMBERS, "")
    return list(dict.fromkeys(found))


def _of_name(turn: Turn, name: str, units: Sequence[str]) -> Reply:
    exact, near = units_named(name, units, turn)
    if len(exact) == 1:
        return _show(turn, exact[0])
    offered = (exact or near)[:_LISTED]
    said = Text(say("membership.which" if offered else "membership.no_unit", name=name[:40]), strong=True)
    choices = [Choice(unit_name(unit, turn.catalogue), f"p:unit:{unit}") for unit in offered]
    return Reply((said, Choices(tuple(choices), 2)) if choices else (said,), Outcome.ASK_BACK, "members")


def _show(turn: Turn, unit: str) -> Reply:
    turn.require(Act.SEE_MEMBERS, unit)
    turn.audit("see_members", f"unit:{unit}", unit=unit, detail={"units": 1})
    return Reply(tuple(_of_unit(turn, unit)), Outcome.ANSWERED, "members")


def _of_unit(turn: Turn, unit: str) -> list[Block]:
    known = turn.store.memberships.of_unit(unit)
    title = say("membership.members_of", unit=unit_name(unit, turn.catalogue), count=len(known))
    if not known:
        return [Text(title, strong=True), Text(say("membership.nobody"))]
    rows = tuple((_name(turn, one), _since(turn, one)) for one in known[:_LISTED])
    removable = [one for one in known if one.person_id != turn.person.id] if _may_remove(turn, unit) else []
    choices = [
        Choice(say("membership.remove", name=_name(turn, one)), f"p:out:{one.id}")
        for one in removable[:_LISTED]
    ]
    return [Facts(rows, title), *([Choices(tuple(choices))] if choices else [])]


def _below(turn: Turn, units: Sequence[str]) -> list[Block]:
    if not units:
        return []
    counts = Counter(one.unit for one in turn.store.memberships.of_units(units))
    there = [unit for unit in units if counts[unit]]
    rows = tuple(
        (unit_name(unit, turn.catalogue), say("membership.count", count=counts[unit]))
        for unit in there[:_LISTED]
    )
    blocks: list[Block] = [Facts(rows, say("membership.below"))] if rows else []
    blocks.append(
        Notice(say("membership.below_none", none=len(units) - len(there), all=len(units))),
    )
    if there:
        shown = (Choice(short_name(unit, turn.catalogue), f"p:unit:{unit}") for unit in there[:_BUTTONS])
        blocks.append(Choices(tuple(shown), 2))
    return blocks


def _remove(turn: Turn, number: str) -> Reply:
    membership = _others(turn, number)
    name, unit = _name(turn, membership), unit_name(membership.unit, turn.catalogue)
    explained = (say("membership.remove_ask", name=name, unit=unit), say("membership.remove_means"))
    yes = say("membership.remove_yes")
    return confirming.ask(turn, f"out:{number}", explained, yes=yes, action=f"p:out-sure:{number}")


def _remove_surely(turn: Turn, number: str) -> Reply:
    membership = _others(turn, number)
    sentence = say("membership.remove_again", name=_name(turn, membership))
    yes = say("membership.remove_surely")
    return confirming.ask_again(turn, f"out:{number}", sentence, yes=yes, action=f"p:gone:{number}")


def _removed(turn: Turn, number: str) -> Reply:
    membership = _others(turn, number)
    if not confirming.confirmed(turn, f"out:{number}"):
        return confirming.too_late(turn)
    ending.end(turn, membership, "remove_member")
    said = say(
        "membership.removed",
        name=_name(turn, membership),
        unit=unit_name(membership.unit, turn.catalogue),
    )
    return Reply((Text(said, strong=True),), Outcome.SMALL_TALK, "removed")


def _others(turn: Turn, number: str) -> Membership:
    """Somebody's membership in force that the person may end. Raises PersonError, NotAllowed."""
    membership = turn.store.memberships.get(int(number)) if number.isdigit() else None
    if membership is None or membership.ended_at is not None:
        raise PersonError(number, sentence=say("membership.old_button"))
    turn.require(Act.REMOVE_MEMBER, membership.unit)
    return membership


def _may_remove(turn: Turn, unit: str) -> bool:
    return turn.may(Act.REMOVE_MEMBER, unit) is not None


def _name(turn: Turn, membership: Membership) -> str:
    person = turn.store.people.get(membership.person_id)
    return (person.display_name if person is not None else "") or say("membership.nameless")


def _since(turn: Turn, membership: Membership) -> str:
    role = role_name(membership.role, membership.unit, turn.catalogue)
    return say("membership.since_row", role=role, day=joined(membership))
