"""/broadcast up to the confirmation: the words, who gets them, the preview. The draft is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage import Audience, Broadcast, BroadcastState, Membership

from ..access import Act, NotAllowed, scope_of
from ..people.finding import units_named
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import sending
from .audience import chosen_units, kinds_of, reach, units_under_sender
from .message import MOST, blocks_of

TEXT, UNITS = "broadcast_text", "broadcast_units"
_NAMED = 8
"""So many units are named; of more the number is said."""


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
    if refused := _too_long(text):
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


def card(turn: Turn, draft: Broadcast, *lead: Block) -> Reply:
    """Show the draft: its words, the choice of recipients, and how many they are."""
    under = units_under_sender(turn, draft.unit)
    picked = draft.audience
    options = [
        _button(
            draft, _marked(kind in picked.kinds, say(f"broadcasts.kind_{kind}", count=count)), f"k.{kind}"
        )
        for kind, count in kinds_of(under).items()
    ]
    options.append(_button(draft, _marked(picked.groups, say("broadcasts.kind_groups")), "g"))
    options.append(_button(draft, say("broadcasts.some"), "some"))
    if picked.units:
        options.append(_button(draft, say("broadcasts.no_units", count=len(picked.units)), "none"))
    steps = [_button(draft, say("broadcasts.preview"), "preview")] if _anybody(picked) else []
    steps += [_button(draft, say("broadcasts.edit"), "edit"), _button(draft, say("broadcasts.drop"), "drop")]
    blocks = (
        *lead,
        Text(say("broadcasts.check"), strong=True),
        Text(draft.text),
        Text(_chosen(turn, draft, under)),
        Choices(tuple(options), 2),
        Choices(tuple(steps), 3),
    )
    return Reply(blocks, Outcome.ASK_BACK, "broadcast_draft")


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
    return _asking(draft, say("broadcasts.which_units"), UNITS)


def ask_text(turn: Turn, draft: Broadcast) -> Reply:
    """Ask for other words."""
    turn.wait_for(TEXT, draft=draft.id)
    return _asking(draft, say("broadcasts.new_text"), TEXT)


def preview(turn: Turn, draft: Broadcast) -> Reply:
    """Show the message as it will be read, and how many get it; only from here it can be sent."""
    found = reach(turn, draft)
    shown = blocks_of(turn, draft)
    if not found.recipients:
        return card(turn, draft, Notice(say("broadcasts.nobody"), "warning"))
    counted = say("broadcasts.will_get", people=len(found.people), groups=len(found.groups))
    blocks: list[Block] = [Notice(say("broadcasts.looks")), *shown, Text(counted, strong=True)]
    if found.empty:
        names = _names(turn, found.empty)
        blocks.append(Notice(say("broadcasts.empty", count=len(found.empty), names=names), "warning"))
    steps = (
        _button(draft, say("broadcasts.send", count=len(found.recipients)), "send"),
        _button(draft, say("broadcasts.back"), "card"),
        _button(draft, say("broadcasts.drop"), "drop"),
    )
    return Reply((*blocks, Choices(steps)), Outcome.ASK_BACK, "broadcast_preview")


def drop(turn: Turn, draft: Broadcast) -> Reply:
    """Throw the draft away."""
    turn.stop_waiting()
    turn.store.broadcasts.drop(draft)
    return Reply((Text(say("broadcasts.dropped"), strong=True),), Outcome.SMALL_TALK, "broadcast_dropped")


def _take(turn: Turn, text: str) -> Reply:
    unit = _own_unit(turn)
    if refused := _too_long(text):
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
    raise NotAllowed.to(Act.BROADCAST, member=bool(turn.memberships))


def _too_long(text: str) -> Reply | None:
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


def _anybody(picked: Audience) -> bool:
    return bool(picked.kinds or picked.groups or picked.units)


def _chosen(turn: Turn, draft: Broadcast, under: Sequence[str]) -> str:
    if not _anybody(draft.audience):
        return say("broadcasts.choose")
    units = chosen_units(draft.audience, under)
    groups = say("broadcasts.and_groups") if draft.audience.groups else ""
    if not units:
        return say("broadcasts.only_groups")
    return say("broadcasts.chosen", count=len(units), names=_names(turn, units), groups=groups)


def _names(turn: Turn, units: Sequence[str]) -> str:
    names = "、".join(unit_name(unit, turn.catalogue).removesuffix("总工会") for unit in units[:_NAMED])
    return names + (say("broadcasts.and_others") if len(units) > _NAMED else "")


def _asking(draft: Broadcast, sentence: str, kind: str) -> Reply:
    back = Choices((_button(draft, say("broadcasts.back"), "card"),))
    return Reply((Text(sentence, strong=True), back), Outcome.ASK_BACK, kind)


def _button(draft: Broadcast, label: str, verb: str) -> Choice:
    return Choice(label, f"bc:{draft.id}:{draft.version}:{verb}")


def _marked(on: bool, label: str) -> str:
    return f"✓ {label}" if on else label


def _cancel() -> Choices:
    return Choices((Choice(say("broadcasts.cancel"), "c:cancel"),))
