"""A message that reported something and, edited, no longer does: nothing changes, and that is said."""

from __future__ import annotations

from storage import Draft, Entry

from ..area import Handle
from ..phrases import say
from ..reply import Notice, Reply
from ..turn import Turn
from . import stored
from .card import card
from .content import from_json


def claim(turn: Turn) -> Handle | None:
    """Return who handles an edited private message that made an entry or the open draft; else None."""
    source = turn.request.source
    if source is None or not source.edited or not turn.request.private:
        return None
    return unchanged if _entries(turn, source.message) or _draft(turn, source.message) else None


def unchanged(turn: Turn) -> Reply:
    """Say that the new words tell no progress, and show what stands."""
    message = turn.request.source.message if turn.request.source is not None else ""
    notice = Notice(say("checkin.edited_no_report"), "warning")
    draft = _draft(turn, message)
    if draft is not None:
        return card(turn, draft, notice)
    return stored.show_saved(turn, _entries(turn, message), notice)


def _entries(turn: Turn, message: str) -> list[Entry]:
    found = turn.store.entries.by_source(turn.place.channel, turn.place.chat, message)
    return [entry for entry in found if entry.author_id == turn.person.id and entry.withdrawn_at is None]


def _draft(turn: Turn, message: str) -> Draft | None:
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    source = from_json(draft.payload).source if draft is not None else None
    return draft if source is not None and source.message == message else None
