"""The county that is typed where a draft asks for it: 禄劝, 禄劝县."""

from __future__ import annotations

from storage import Draft

from ..area import Handle
from ..people.finding import units_named
from ..turn import Turn
from . import draft_buttons, reading
from .content import from_json

_LONGEST = 16
"""A longer text is more than a county's name."""


def claim(turn: Turn) -> Handle | None:
    """Return who takes the text as the answer to the open draft's question for its county; else None."""
    if not turn.request.private or not 0 < len(turn.text.strip()) <= _LONGEST:
        return None
    membership = reading.reporter(turn)
    counties = reading.units_to_name(membership, turn.catalogue) if membership is not None else ()
    draft = _asking(turn) if len(counties) > 1 else None
    if draft is None:
        return None
    exact, _ = units_named(turn.text, counties, turn)
    if len(exact) != 1:
        return None
    pressed = f"{draft.id}:{draft.version}:unit.{exact[0].partition(':')[2]}"
    return lambda writing: draft_buttons.pressed(writing, pressed)


def _asking(turn: Turn) -> Draft | None:
    """The open draft, if the county is what it asks for now."""
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    content = from_json(draft.payload) if draft is not None else None
    asks = content is not None and content.unit is None and not content.waiting
    return draft if asks else None
