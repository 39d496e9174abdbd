"""The buttons of stored entries: `e:list` and `e:<entry>:<version>:<verb>`."""

from __future__ import annotations

from storage import Entry

from ..access import Act
from ..phrases import say
from ..reply import Notice, Outcome, Reply
from ..turn import Turn
from . import correcting, editing, stored


def pressed(turn: Turn, action: str) -> Reply:
    """Serve a button; an old one changes nothing and shows the entry as it is now."""
    if action == "list":
        return stored.entries_list(turn)
    number, _, rest = action.partition(":")
    version, _, verb = rest.partition(":")
    entry = turn.store.entries.get(int(number), for_change=True) if _is_id(number) else None
    # Somebody else's entry and one that never was get the same answer: ids tell nothing.
    if entry is None or turn.may(Act.SEE_ENTRIES, entry.unit) is None:
        return Reply((Notice(say("checkin.not_yours"), "warning"),), Outcome.SMALL_TALK, "old_button")
    return _serve(turn, entry, version, verb)


def _serve(turn: Turn, entry: Entry, version: str, verb: str) -> Reply:
    if verb == "show":
        return stored.show(turn, entry)
    if verb == "versions":
        return stored.versions(turn, entry)
    if version == str(entry.version) and entry.withdrawn_at is None:
        if verb == "withdraw":
            return stored.withdraw(turn, entry)
        if verb == "edit":
            return editing.edit(turn, entry)
        if verb == "undo":
            return editing.undo(turn, entry)
        if verb == "mend":
            return correcting.chosen(turn, entry)
    return stored.show(turn, entry, Notice(say("checkin.entry_old_button"), "warning"))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
