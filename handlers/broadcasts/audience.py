"""Who gets a broadcast: the people of the chosen units, each once, and the groups bound to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage import Audience, Broadcast, Place

from ..access import Act, units_for
from ..people.reaching import out_of_reach
from ..turn import Turn

KINDS = ("county", "prefecture", "liaison")
"""The kinds of units in the order of their buttons; a kind that the sender has none of is not offered."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One place that the broadcast goes to; `key` is stable for the broadcast."""

    key: str
    place: Place
    unit: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What the chosen audience comes to: recipients, the units it is for, by reason those it does not reach.

    `without_group`: the units within reach that no group is bound to, where only groups were chosen.
    """

    people: tuple[Recipient, ...]
    groups: tuple[Recipient, ...]
    units: tuple[str, ...]
    out_of_reach: dict[str, list[str]]
    without_group: tuple[str, ...]

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everybody and every group, people first."""
        return (*self.people, *self.groups)


def units_under_sender(turn: Turn, unit: str) -> tuple[str, ...]:
    """Return the units that the sender's unit may write to. Raises NotAllowed without the right."""
    membership = turn.require(Act.BROADCAST, unit)
    found = units_for(Act.BROADCAST, membership, turn.catalogue)
    return tuple(one for one in found if one != unit)


def kinds_of(units: Sequence[str]) -> dict[str, int]:
    """Return how many of the units are of each kind, kinds without any left out."""
    counted = {kind: sum(one.startswith(f"{kind}:") for one in units) for kind in KINDS}
    return {kind: count for kind, count in counted.items() if count}


def reach(turn: Turn, draft: Broadcast) -> Reach:
    """Return who would get the broadcast now: read again at the confirmation. Raises NotAllowed."""
    under = units_under_sender(turn, draft.unit)
    units = chosen_units(draft.audience, under)
    people = _people(turn, units)
    groups = _groups(turn, draft.audience, units, {draft.unit, *under})
    bound = {one.unit for one in groups}
    alone = draft.audience.groups and not units
    without = tuple(unit for unit in under if unit not in bound) if alone else ()
    # A unit whose group gets it is reached, whoever of its people is there.
    missed = out_of_reach(turn, [unit for unit in units if unit not in bound])
    return Reach(people, groups, units, missed, without)


def chosen_units(audience: Audience, under: Sequence[str]) -> tuple[str, ...]:
    """Return the units of the audience that are under the sender, in their order."""
    return tuple(unit for unit in under if unit.partition(":")[0] in audience.kinds or unit in audience.units)


def _people(turn: Turn, units: Sequence[str]) -> tuple[Recipient, ...]:
    """The members of the units, each once; whoever writes gets none."""
    unit_of: dict[int, str] = {}
    for membership in turn.store.memberships.of_units(units):
        unit_of.setdefault(membership.person_id, membership.unit)
    unit_of.pop(turn.person.id, None)
    people = turn.store.people.several(list(unit_of))
    return tuple(
        Recipient(f"p{person.id}", Place(person.channel, person.external_id), unit_of[person.id], person.id)
        for person in people
    )


def _groups(turn: Turn, audience: Audience, units: Sequence[str], within: set[str]) -> tuple[Recipient, ...]:
    """The groups bound to the chosen units; all groups within reach where no unit was chosen."""
    if not audience.groups:
        return ()
    wanted = set(units) or within
    return tuple(
        Recipient(f"c{chat.id}", Place(chat.channel, chat.chat, chat.topic), chat.bound_unit or "")
        for chat in turn.store.chats.all_bound()
        if chat.bound_unit in wanted
    )
