"""/broadcast up to the preview: the words and who gets them. The draft is a row."""

from __future__ import annotations

from dataclasses import replace

from storage import Broadcast, BroadcastState, Membership

from ..access import Act, NotAllowed, scope_of
from ..area import cancel_choice
from ..people.finding import units_named
from ..people.naming import short_name, unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import sending
from .audience import kinds_of, units_under_sender
from .card import button, card
from .message import MOST

TEXT, UNITS = "broadcast_text", "broadcast_units"
_EXAMPLES = 2
"""So many of the sender's units show how names are typed."""


def begin(turn: Turn, words: str) -> Reply:
    """Begin with the words that follow the command, else ask for them and show what was sent before."""
    unit = _own_unit(turn)
    if words.strip():
        return _take(turn, words.strip())
    turn.wait_for(TEXT)
    sent = turn.store.broadcasts.of_unit(unit, sending.LISTED)
    options = tuple(Choice(sending.title(one), f"bc:{one.id}:0:see") for one in sent)
    blocks: list[Block] = [Text(say("broadcasts.ask", unit=unit_name(unit, turn.catalogue)), strong=True)]
    blocks += [Text(say("broadcasts.before")), Choices(options)] if options else []
    return Reply((*blocks, _cancel()), Outcome.ASK_BACK, TEXT)


def typed_text(turn: Turn, text: str) -> Reply | None:
    """Take the typed words as a new draft, or as the new words of the draft that waited for them."""
    draft = _waiting_draft(turn)
    if draft is None:
        return _take(turn, text)
    if refused := too_long(text):
        return refused
    changed = turn.store.broadcasts.change(draft, text=text, audience=draft.audience)
    turn.stop_waiting()
    return card(turn, changed) if changed is not None else sending.shown(turn, draft.id)


def typed_units(turn: Turn, text: str) -> Reply | None:
    """Take typed names of units; what is none of the units within reach is named."""
    draft = _waiting_draft(turn)
    if draft is None:
        return None
    under = units_under_sender(turn, draft.unit)
    units, unknown = list(draft.audience.units), []
    for name in text.replace("，", "、").replace(" ", "、").split("、"):
        exact, near = units_named(name, under, turn)
        found = exact or near
        units += found if len(found) == 1 else []
        unknown += [] if len(found) == 1 or not name else [name[:20]]
    audience = replace(draft.audience, units=tuple(dict.fromkeys(units)))
    changed = turn.store.broadcasts.change(draft, text=draft.text, audience=audience)
    if changed is None:
        return sending.shown(turn, draft.id)
    lead = [Notice(say("broadcasts.unknown_units", names="、".join(unknown)), "warning")] if unknown else []
    return card(turn, changed, *lead)


def toggle(turn: Turn, draft: Broadcast, verb: str) -> Reply:
    """Add or take away a kind of units (`k.county`), the groups (`g`), or the single units (`none`)."""
    picked = draft.audience
    if verb == "g":
        audience = replace(picked, groups=not picked.groups)
    elif verb == "none":
        audience = replace(picked, units=())
    else:
        kind = verb.removeprefix("k.")
        if kind not in kinds_of(units_under_sender(turn, draft.unit)):
            return card(turn, draft, Notice(say("broadcasts.old_button"), "warning"))
        kinds = tuple(one for one in picked.kinds if one != kind)
        audience = replace(picked, kinds=kinds if kind in picked.kinds else (*kinds, kind))
    changed = turn.store.broadcasts.change(draft, text=draft.text, audience=audience)
    return card(turn, changed) if changed is not None else sending.shown(turn, draft.id)


def ask_units(turn: Turn, draft: Broadcast) -> Reply:
    """Ask for names of single units."""
    turn.wait_for(UNITS, draft=draft.id)
    under = units_under_sender(turn, draft.unit)[:_EXAMPLES]
    names = "、".join(short_name(unit, turn.catalogue) for unit in under)
    return _asking(draft, say("broadcasts.which_units", names=names), UNITS)


def ask_text(turn: Turn, draft: Broadcast) -> Reply:
    """Ask for other words."""
    turn.wait_for(TEXT, draft=draft.id)
    return _asking(draft, say("broadcasts.new_text"), TEXT)


def drop(turn: Turn, draft: Broadcast) -> Reply:
    """Throw the draft away."""
    turn.stop_waiting()
    turn.store.broadcasts.drop(draft)
    return Reply((Text(say("broadcasts.dropped"), strong=True),), Outcome.SMALL_TALK, "broadcast_dropped")


def _take(turn: Turn, text: str) -> Reply:
    unit = _own_unit(turn)
    if refused := too_long(text):
        turn.wait_for(TEXT)
        return refused
    turn.stop_waiting()
    draft = turn.store.broadcasts.create(unit, text, author_id=turn.person.id, at=turn.moment)
    return card(turn, draft)


def _own_unit(turn: Turn) -> str:
    """The unit for which the person may write: the one acted for first. Raises NotAllowed."""
    first: tuple[Membership, ...] = (turn.membership,) if turn.membership is not None else ()
    for membership in (*first, *turn.memberships):
        if scope_of(Act.BROADCAST, membership) is not None:
            return membership.unit
    raise NotAllowed.to(Act.BROADCAST, turn.memberships)


def too_long(text: str) -> Reply | None:
    """Return the word about a text that no message can hold; None for one that fits."""
    if text and len(text) <= MOST:
        return None
    said = Notice(say("broadcasts.length", most=MOST, count=len(text)), "warning")
    return Reply((said, _cancel()), Outcome.ASK_BACK, TEXT)


def _waiting_draft(turn: Turn) -> Broadcast | None:
    number = (turn.waiting or {}).get("draft")
    draft = turn.store.broadcasts.get(number, for_change=True) if number is not None else None
    if draft is None or draft.author_id != turn.person.id or draft.state is not BroadcastState.DRAFT:
        return None
    return draft


def _asking(draft: Broadcast, sentence: str, kind: str) -> Reply:
    back = Choices((button(draft, say("broadcasts.back"), "card"),))
    return Reply((Text(sentence, strong=True), back), Outcome.ASK_BACK, kind)


def _cancel() -> Choices:
    return Choices((cancel_choice(say("broadcasts.cancel")),))
