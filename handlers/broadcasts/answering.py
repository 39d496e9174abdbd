"""A word back to the county that told something: a broadcast to one unit, previewed and sent like others."""

from __future__ import annotations

from dataclasses import replace

from storage import Broadcast, Entry

from ..access import Act, units_for
from ..area import cancel_choice
from ..people.naming import unit_name
from ..phrases import cut, say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import card, writing

ANSWER = "broadcast_answer"
PREFIX = "ba"
_ABOUT = 60
"""So many characters of what was told are repeated in the answer."""


def way(turn: Turn, entry: Entry) -> list[Choice]:
    """Return the button by which somebody above answers an entry; [] for everybody else."""
    may = entry.withdrawn_at is None and _sender(turn, entry) is not None
    return [Choice(say("broadcasts.answer"), f"{PREFIX}:{entry.id}")] if may else []


def begin(turn: Turn, number: str) -> Reply:
    """Ask for the words; a made-up number, and an entry that is none of theirs, get the same answer."""
    entry = _entry(turn, number)
    if entry is None:
        return Reply((Notice(say("broadcasts.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    turn.wait_for(ANSWER, entry=entry.id)
    asked = say("broadcasts.answer_ask", unit=unit_name(entry.unit, turn.catalogue), about=_about(entry))
    cancel = Choices((cancel_choice(say("broadcasts.cancel")),))
    return Reply((Text(asked, strong=True), cancel), Outcome.ASK_BACK, ANSWER)


def typed(turn: Turn, text: str) -> Reply | None:
    """Take the typed words and show how they will be read; nothing is sent before it is confirmed."""
    entry = _entry(turn, str((turn.waiting or {}).get("entry")))
    if entry is None or not text:
        return None
    words = say("broadcasts.answer_text", about=_about(entry), text=text)
    refused = writing.too_long(words)
    if refused is not None:
        return refused
    turn.stop_waiting()
    return card.preview(turn, _draft(turn, entry, words))


def _draft(turn: Turn, entry: Entry, words: str) -> Broadcast:
    sender = _sender(turn, entry)
    assert sender is not None, "the entry is within reach"
    draft = turn.store.broadcasts.create(sender, words, author_id=turn.person.id, at=turn.moment)
    audience = replace(draft.audience, units=(entry.unit,))
    addressed = turn.store.broadcasts.change(draft, text=words, audience=audience)
    assert addressed is not None, "the draft was made just now"
    return addressed


def _entry(turn: Turn, number: str) -> Entry | None:
    is_id = number.isascii() and number.isdigit() and len(number) <= 18
    entry = turn.store.entries.get(int(number)) if is_id else None
    if entry is None or entry.withdrawn_at is not None or _sender(turn, entry) is None:
        return None
    return entry


def _sender(turn: Turn, entry: Entry) -> str | None:
    """The own unit that stands over the entry's and may write to it, the one acted for first."""
    ordered = sorted(turn.memberships, key=lambda one: one != turn.membership)
    above = (one for one in ordered if one.unit != entry.unit)
    return next(
        (one.unit for one in above if entry.unit in units_for(Act.BROADCAST, one, turn.catalogue)), None
    )


def _about(entry: Entry) -> str:
    day = say("broadcasts.answer_day", month=entry.on.month, day=entry.on.day)
    return say("broadcasts.answer_about", day=day, words=cut(entry.note, _ABOUT)) if entry.note else day
