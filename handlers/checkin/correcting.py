"""不对是3场, 把刚才那条改成120人: the open draft or the last own entry is amended.

An edited message amends the entries that it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge import ReportLine, Task
from storage import Draft, Entry, EntryFilter, EntryStatus

from ..access import Act, units_for
from ..phrases import say
from ..progress.counting import DONE_MARK, PERSONS
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import editing, opening, saving, stored
from .card import card
from .content import Content, Number, Piece, from_json
from .reading import aimed, numbers_of

_TIMES = frozenset({"场", "次", "期", "场次", "回"})
_LOOKED_AT = 50


def correct(turn: Turn, line: ReportLine, draft: Draft | None) -> Reply:
    """Apply a correction to the open draft, else to the newest own entry; ask where it names nothing."""
    told = bool(line.quantities) or line.day is not None
    if draft is not None and not told:
        return card(turn, draft, Notice(say("checkin.what_is_wrong")))
    if draft is not None:
        content = from_json(draft.payload)
        changed = corrected(turn, content, line)
        return card(turn, opening.change(turn, draft, changed), Notice(say("checkin.corrected_draft")))
    entry = last_own(turn)
    if entry is None:
        return Reply(
            (Text(say("checkin.nothing_to_correct"), strong=True),), Outcome.ASK_BACK, "nothing_to_correct"
        )
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    if not told:
        return stored.show(turn, entry, Notice(say("checkin.what_is_wrong")))
    before = stored.quantity_words(entry)
    content = corrected(turn, editing.content_of(entry), line)
    return _changed(turn, entry, content, before)


def corrected(turn: Turn, content: Content, line: ReportLine) -> Content:
    """Return the content with the line's numbers in place of the like ones, and its day."""
    part = line.parts[0]
    tasks = turn.catalogue.plans[content.plan].tasks
    for number in numbers_of(part):
        index = _piece_with(content, number)
        content = content.with_piece(index, _with_number(content.pieces[index], number, tasks))
    return replace(content, on=line.day or content.on)


def last_own(turn: Turn) -> Entry | None:
    """Return the entry that the person wrote last, of those that still count and that they may change."""
    units = [unit for one in turn.memberships for unit in units_for(Act.CHANGE_ENTRY, one, turn.catalogue)]
    if not units:
        return None
    wanted = EntryFilter(tuple(dict.fromkeys(units)), author_id=turn.person.id, limit=_LOOKED_AT)
    return max(turn.store.entries.list(wanted), key=lambda one: (one.created_at, one.id), default=None)


def edited(turn: Turn, content: Content, known: Sequence[Entry]) -> Reply:
    """Amend the entries of a message that was edited, part by part; an unclear task stays."""
    parts = {
        entry.source.part: entry for entry in known if entry.source is not None and entry.withdrawn_at is None
    }
    done = []
    for number, piece in enumerate(content.pieces):
        entry = parts.get(number)
        if entry is None:
            continue
        task = entry.task if piece.ask else piece.task
        kept = replace(piece, task=task, ask=False)
        kept = aimed(kept, turn.catalogue.plans[entry.plan].tasks)
        turn.require(Act.CHANGE_ENTRY, entry.unit)
        amended = saving.amend(
            turn, entry, replace(content, pieces=(kept,), unit=entry.unit), "edited_message"
        )
        if amended is not None:
            done.append(amended)
    if not done:
        return stored.show_saved(turn, known, Notice(say("checkin.saved_before")))
    return stored.show_saved(turn, done, Notice(say("checkin.edited_message")))


def _changed(turn: Turn, entry: Entry, content: Content, before: str) -> Reply:
    amended = saving.amend(turn, entry, content, "correction")
    if amended is None:
        raise LookupError(f"entry {entry.id} changed under the hand that holds it")
    said = say("checkin.corrected", before=before, after=stored.quantity_words(amended))
    reply = stored.show_saved(turn, [amended], Text(said, strong=True))
    undo = Choices((Choice(say("checkin.undo"), f"e:{amended.id}:{amended.version}:undo"),))
    return replace(reply, blocks=(*reply.blocks, undo))


def _piece_with(content: Content, number: Number) -> int:
    """The piece that has a number like this one; the last piece where none has."""
    for index in range(len(content.pieces) - 1, -1, -1):
        if any(alike(one.unit, number.unit) for one in content.pieces[index].numbers):
            return index
    return len(content.pieces) - 1


def _with_number(piece: Piece, number: Number, tasks: dict[str, Task]) -> Piece:
    """The piece with the number in place of a like one, which keeps its own unit; else beside the others."""
    for index in range(len(piece.numbers) - 1, -1, -1):
        old = piece.numbers[index]
        if alike(old.unit, number.unit):
            unit = old.unit if old.unit in PERSONS else number.unit
            new = replace(number, unit=unit, so_far=number.so_far or old.so_far)
            numbers = (*piece.numbers[:index], new, *piece.numbers[index + 1 :])
            return aimed(replace(piece, numbers=numbers), tasks)
    status = (
        EntryStatus.DONE if piece.status is EntryStatus.NONE and number.unit != DONE_MARK else piece.status
    )
    return aimed(replace(piece, numbers=(*piece.numbers, number), status=status), tasks)


def alike(unit: str, other: str) -> bool:
    """Return whether two units count the same thing, perhaps in another word."""
    return unit == other or {unit, other} <= PERSONS or {unit, other} <= _TIMES
