"""A draft becomes entries, in one transaction; the confirmation says where they count."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from knowledge import PlanBook, Share, Task
from storage import Draft, DraftState, Entry, EntrySource, EntryStatus, Membership, NewEntry, Quantity

from ..access import Act
from ..phrases import say
from ..progress.counting import DONE_MARK, NO_TARGET_MARK, counts_toward, counts_when_done
from ..progress.cycles import Cycle, of_amended, present
from ..reminders import fulfilling
from ..reminders.ceasing import cease_for
from ..reply import Notice, Outcome, Reply
from ..turn import Turn
from . import stored
from .card import no_target_counts, target_of
from .content import Content, Piece, to_json
from .notes import note_of

_ONE = Decimal(1)
_NOTED = frozenset({Share.OPEN, Share.PART, Share.ALL_NAMED, Share.BESIDE})
"""Numbers that stand in the note only."""


def save(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Store what the draft holds and close it. Raises NotAllowed when the right has ended meanwhile."""
    turn.stop_waiting()
    entries = _amended(turn, content) if content.entry is not None else _added(turn, draft, content)
    if entries is None:
        close(turn, draft, content, DraftState.DROPPED)
        return Reply((Notice(say("checkin.changed_meanwhile"), "warning"),), Outcome.ANSWERED, "entry_stale")
    close(turn, draft, replace(content, saved=tuple(entry.id for entry in entries)), DraftState.SAVED)
    return fulfilling.told(turn, entries, stored.show_saved(turn, entries))


def close(turn: Turn, draft: Draft, content: Content, state: DraftState) -> None:
    """Close the draft as saved or dropped; what was made of it stays readable in it."""
    if turn.store.drafts.close(draft.id, draft.version, state, turn.moment, to_json(content)) is None:
        raise LookupError(f"draft {draft.id} changed under the hand that holds it")


def _added(turn: Turn, draft: Draft, content: Content) -> list[Entry]:
    unit = content.unit or ""
    membership = turn.require(Act.ADD_ENTRY, unit)
    cycles = {day: present(turn, unit, day) for day in content.days}
    entries = [
        turn.store.entries.add(
            _new(turn, draft, content, number, cycles[content.day_of(piece)], membership), by=turn.person.id
        )
        for number, piece in enumerate(content.pieces)
    ]
    cease_for(turn, entries)
    for entry in entries:
        turn.audit("add_entry", f"entry:{entry.id}", unit=unit, detail={"draft": draft.id})
    return entries


def _new(
    turn: Turn, draft: Draft, content: Content, part: int, cycle: Cycle, membership: Membership
) -> NewEntry:
    piece = content.pieces[part]
    place = draft.place
    source = content.source or EntrySource(place.channel, place.chat, f"draft:{draft.id}")
    return NewEntry(
        **_told(turn, content, piece, cycle.book, draft),
        unit=content.unit or "",
        plan=content.plan,
        created_at=turn.moment,
        author_id=turn.person.id,
        on_behalf=membership.unit != content.unit,
        typed_by_role=membership.role.value,
        source=replace(source, part=part),
        round_id=cycle.round_id,
    )


def _told(
    turn: Turn, content: Content, piece: Piece, book: PlanBook, draft: Draft | None = None
) -> dict[str, Any]:
    """What a piece says, whether it is stored for the first time or as the next version."""
    return {
        "task": piece.task,
        "kind": content.kind,
        "status": piece.status,
        "on": content.day_of(piece),
        "as_of": content.as_of,
        "note": note_of(turn, content, piece, draft),
        "quantities": quantities_of(piece, book.tasks.get(piece.task or "")),
        "after_end": content.day_of(piece) > book.plan.end.date,
    }


def _amended(turn: Turn, content: Content) -> list[Entry] | None:
    """The entry with the draft's content as its next version; None when it was changed meanwhile."""
    if content.entry is None:
        raise ValueError("the draft changes no entry")
    entry = turn.store.entries.get(content.entry[0], for_change=True)
    if entry is None or entry.version != content.entry[1] or entry.withdrawn_at is not None:
        return None
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    amended = amend(turn, entry, content, "edit")
    return [amended] if amended is not None else None


def amend(turn: Turn, entry: Entry, content: Content, why: str) -> Entry | None:
    """Store the first piece of the content as the entry's next version; None when it is stale."""
    run = of_amended(turn, entry, content.day_of(content.pieces[0]))
    told = _told(turn, content, content.pieces[0], run.book)
    changed = replace(entry, round_id=run.round_id, **told)
    amended = turn.store.entries.amend(changed, by=turn.person.id, at=turn.moment, why=why)
    if amended is not None:
        cease_for(turn, [amended])
        turn.audit("change_entry", f"entry:{entry.id}", unit=entry.unit, detail={"version": amended.version})
    return amended


def quantities_of(piece: Piece, task: Task | None) -> tuple[Quantity, ...]:
    """Return the numbers to be stored, with a mark where numbers alone do not tell what counts.

    What is not done yet, a part of another number, what goes with the work (表彰6个班组) and a number
    without a unit stand in the note only. 完成 without a number is marked for the target that it fulfils,
    work that no target counts as such.
    """
    numbers = [
        Quantity(one.value, one.unit, one.target, one.so_far, one.approx)
        for one in piece.numbers
        if one.unit and one.share not in _NOTED
    ]
    if no_target_counts(piece, task):
        return (*numbers, Quantity(_ONE, NO_TARGET_MARK, None))
    target = target_of(piece, task)
    if target is None or piece.status is not EntryStatus.DONE or not counts_when_done(target):
        return tuple(numbers)
    if any(one.target == target.id and counts_toward(target, one.unit) for one in piece.numbers):
        return tuple(numbers)
    return (*numbers, Quantity(_ONE, DONE_MARK, target.id))
