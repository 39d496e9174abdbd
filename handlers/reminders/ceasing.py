"""What is done is not said any more: a message that still waits is taken back, or tells only the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge import Role
from storage import Entry, Message, MessageKind, MessageState, ObligationState

from ..turn import Turn
from ..units import unit_of
from . import keys
from .composing import Composer
from .days import local_day, planning_day
from .finding import owed_by
from .giving_way import call_off_all
from .planning import message_of, planned_since

_DONE = "done before it was sent"


def cease_for(turn: Turn, entries: Sequence[Entry]) -> None:
    """Let nothing wait that the entries fulfil, for the counties and for the units that look after them."""
    units: dict[str, None] = {}
    for unit in dict.fromkeys(entry.unit for entry in entries):
        units.update(dict.fromkeys((unit, *_looking_after(turn, unit))))
    cease(turn, units)


def cease(turn: Turn, units: Iterable[str]) -> None:
    """Take back, or tell anew, what waits for the people of the units and is about something settled."""
    units = tuple(units)
    waiting = turn.store.outbox.waiting_for(units, keys.UNASKED)
    nudged = {one.person_id for one in waiting if one.kind is MessageKind.NUDGE and one.person_id is not None}
    if nudged:
        owed = (one for unit in units for one in owed_by(turn, unit))
        settled = frozenset(one.key for one in owed if one.state is not ObligationState.OPEN)
        call_off_all(turn.store, nudged, settled, turn.moment, planning_day(turn))
    for message in waiting:
        # Of a long one whose beginning has arrived the rest follows: told anew, it would come twice.
        if message.kind is MessageKind.REMINDER and not message.parts_sent:
            _tell_anew(turn, message)


def cease_person(turn: Turn, person_id: int) -> None:
    """Take back, or tell anew, the digest that waits for somebody who left a unit or wants none now."""
    message = turn.store.outbox.get(keys.unasked(person_id, local_day(turn.moment)))
    if message is None or message.state is not MessageState.WAITING or message.parts_sent:
        return
    if message.kind is MessageKind.REMINDER:
        _tell_anew(turn, message)


def _looking_after(turn: Turn, unit: str) -> tuple[str, ...]:
    """The liaison unit of a county, whose visit an entry may tell of."""
    known = unit_of(unit, turn.catalogue)
    if known.role is not Role.COUNTY:
        return ()
    linked = turn.catalogue.plans[known.plan].linked.get(unit.partition(":")[2])
    return (f"liaison:{known.plan}/{linked.slug}",) if linked is not None else ()


def _tell_anew(turn: Turn, message: Message) -> None:
    """Replace a digest that waits by one of what is still open; by none where nothing stands on a step."""
    day = local_day(message.due)
    person = turn.store.people.get(message.person_id) if message.person_id is not None else None
    if person is None or day != local_day(turn.moment):
        return
    composer = Composer(turn.services, day, planned_since(turn.store, day))
    composer.prepare(turn.store, person.id)
    members = composer.members([person], turn.store.memberships.of_person(person.id))
    found = [replace(one, due=message.due) for one in composer.digests(turn.store, members)]
    if found and found[0].stored == message.reply:
        return
    if turn.store.outbox.take_back(message.key, _DONE, turn.moment):
        turn.store.outbox.plan(message_of(one, turn.moment) for one in found)
