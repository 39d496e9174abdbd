"""The note of an entry: what was typed, and which numbers stand now where they were changed afterwards."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from storage import Draft

from ..phrases import say
from ..turn import Turn
from .content import Content, Piece
from .numbers import numbers_words

_MENDED = re.compile(re.escape(say("checkin.mended", numbers="\0")).replace("\0", "[^）]*"))


def note_of(turn: Turn, content: Content, piece: Piece, draft: Draft | None = None) -> str:
    """Return the piece's words with what was added; numbers that say otherwise now follow in brackets.

    The words stay as they were typed; without the brackets a paper made from the note would tell the old
    number. `draft` holds the content: where nobody changed it, its numbers are those of its words.
    """
    words = _MENDED.sub("", "；".join(part for part in (piece.text, content.added) if part))
    if not piece.numbers or (draft is not None and draft.version == 1 and content.entry is None):
        return words
    told = _told(turn, content, words)
    # Words may tell more numbers than are kept (其中女职工30人); one that they do not tell is a mended one.
    if not told or not Counter(one.value for one in piece.numbers) - told:
        return words
    return words + say("checkin.mended", numbers=numbers_words(piece))


def _told(turn: Turn, content: Content, words: str) -> Counter[Decimal]:
    """The numbers that the words tell."""
    told = turn.services.reporting.numbers(words, content.as_of)
    return Counter(Decimal(str(one.value)) for one in told)
