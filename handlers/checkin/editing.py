"""Changing a stored entry: its draft, the last correction, and taking a correction back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from storage import Entry, EntryKind, EntrySource, EntryStatus, Quantity

from ..access import Act
from ..phrases import say
from ..progress.counting import DONE_MARK, MARKS, NO_TARGET_MARK
from ..progress.cycles import of_amended
from ..reply import Notice, Reply
from ..turn import Turn
from . import opening, stored
from .card import card
from .choosing import with_open
from .content import Content, Number, Piece

WAIT = "entry_change"
"""What is remembered while it is asked how a stored entry is to be changed."""


def edit(turn: Turn, entry: Entry) -> Reply:
    """Open a draft with what the entry says; saving it makes the next version.

    Beside an unsaved draft, which stays as it is, the change is asked for in words.
    """
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is not None:
        turn.wait_for(WAIT, entry=entry.id)
        return with_open(draft, stored.show(turn, entry, Notice(say("checkin.type_change"), "warning")))
    turn.stop_waiting()
    return card(turn, opening.begin(turn, content_of(entry)))


def content_of(entry: Entry) -> Content:
    """Return a stored entry as a draft keeps it."""
    marks = [one.target for one in entry.quantities if one.unit == DONE_MARK]
    numbers = tuple(
        Number(one.value, one.unit, one.target, one.so_far, approx=one.approx)
        for one in entry.quantities
        if one.unit not in MARKS
    )
    target = next((one for one in (*marks, *(one.target for one in numbers)) if one is not None), None)
    among = () if any(one.unit == NO_TARGET_MARK for one in entry.quantities) else None
    piece = Piece(entry.task, target, (), False, numbers, entry.status, entry.note, among)
    source = entry.source
    return Content(
        plan=entry.plan,
        unit=entry.unit,
        kind=entry.kind,
        pieces=(piece,),
        on=entry.on,
        as_of=entry.as_of,
        source=EntrySource(source.channel, source.chat, source.message) if source is not None else None,
        entry=(entry.id, entry.version),
    )


def undo(turn: Turn, entry: Entry) -> Reply:
    """Make the version before the present one the newest version again."""
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    kept = {one.version: one.content for one in turn.store.entries.versions(entry.id)}
    before = kept.get(entry.version - 1)
    if before is None:
        return stored.show(turn, entry, Notice(say("checkin.entry_old_button"), "warning"))
    day = date.fromisoformat(before["on"])
    changed = replace(
        entry,
        round_id=of_amended(turn, entry, day).round_id,
        task=before["task"],
        kind=EntryKind(before["kind"]),
        status=EntryStatus(before["status"]),
        on=day,
        as_of=date.fromisoformat(before["as_of"]),
        note=before["note"],
        after_end=before["after_end"],
        quantities=tuple(
            Quantity(
                Decimal(one["value"]), one["unit"], one["target"], one["so_far"], one.get("approx", False)
            )
            for one in before["quantities"]
        ),
    )
    amended = turn.store.entries.amend(changed, by=turn.person.id, at=turn.moment, why="undo")
    if amended is None:
        raise LookupError(f"entry {entry.id} changed under the hand that holds it")
    turn.audit("change_entry", f"entry:{entry.id}", unit=entry.unit, detail={"version": amended.version})
    return stored.show_saved(turn, [amended], Notice(say("checkin.undone")))
