"""刚才撤回那条能恢复吗: what is withdrawn does not come back by itself; its words are kept."""

from __future__ import annotations

from storage import Entry, EntryFilter

from ..access import Act, units_for
from ..area import command_choice
from ..phrases import say
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from . import stored
from .days import day_words

_LOOKED_AT = 50


def wanted(turn: Turn) -> Reply:
    """Tell what becomes of withdrawn entries and dropped drafts, with the own entry withdrawn last."""
    blocks: list[Block] = [Text(say("checkin.not_restored"), strong=True)]
    options = [command_choice(say("checkin.word_entries"), "entries")]
    entry = _last(turn)
    if entry is not None:
        what = f"{stored.title_of(turn, entry)} {stored.quantity_words(entry)}"
        lead = say("checkin.last_withdrawn", day=day_words(entry.on, turn.today), what=what)
        blocks += [Text(lead), Text(entry.note)]
        options = [Choice(say("checkin.see_withdrawn"), f"e:{entry.id}:{entry.version}:show"), *options]
    blocks += [Text(say("checkin.dropped_draft")), Choices(tuple(options), 2)]
    return Reply(tuple(blocks), Outcome.ANSWERED, "not_restored")


def _last(turn: Turn) -> Entry | None:
    """The entry of the person's own that was withdrawn last."""
    units = [unit for one in turn.memberships for unit in units_for(Act.CHANGE_ENTRY, one, turn.catalogue)]
    if not units:
        return None
    sought = EntryFilter(
        tuple(dict.fromkeys(units)), author_id=turn.person.id, withdrawn=True, limit=_LOOKED_AT
    )
    gone = [
        (one.withdrawn_at, one.id, one)
        for one in turn.store.entries.list(sought)
        if one.withdrawn_at is not None
    ]
    return max(gone)[2] if gone else None
