"""The unit that a group speaks for: bound by a group administrator who belongs to it, and taken back."""

from __future__ import annotations

from storage import KnownChat

from ..access import Act, units_for
from ..people.finding import units_named
from ..people.naming import short_name, unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import card_keeping

_SHOWN = 12
"""More units than that are named by typing."""


def bind(turn: Turn, words: str) -> Reply:
    """Bind the group to the only, the named or the chosen unit; a bound one shows how it stands."""
    units = units_of(turn)
    if words:
        exact, near = units_named(words, units, turn)
        if len(exact) == 1:
            return _bind(turn, exact[0])
        return _which(turn, exact or near, words)
    chat = turn.store.chats.get(turn.place.channel, turn.place.chat)
    if chat is not None and chat.bound_unit is not None:
        return stands(turn, chat)
    return _bind(turn, units[0]) if len(units) == 1 else _which(turn, list(units), "")


def unbind(turn: Turn, _: str = "") -> Reply:
    """Take the unit away from the group, and its card with it."""
    chat = turn.store.chats.get(turn.place.channel, turn.place.chat)
    if chat is None or chat.bound_unit is None:
        return not_bound()
    card_keeping.switch_off(turn.store, chat, turn.moment)
    turn.store.chats.unbind(chat.channel, chat.chat)
    turn.audit("unbind_chat", f"chat:{chat.id}", unit=chat.bound_unit)
    said = say("groups.unbound", unit=unit_name(chat.bound_unit, turn.catalogue))
    return Reply((Text(said, strong=True),), Outcome.ANSWERED, "unbound")


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `gb:<unit>` and `gb:off`; the right is checked anew."""
    if action == "off":
        return unbind(turn)
    if action not in units_of(turn):
        return Reply((Notice(say("membership.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    return _bind(turn, action)


def units_of(turn: Turn) -> tuple[str, ...]:
    """Return the units that the person may bind a group to, the own ones first."""
    ordered = sorted(turn.memberships, key=lambda one: one != turn.membership)
    found = [units for one in ordered if (units := units_for(Act.BIND_CHAT, one, turn.catalogue))]
    own = [units[0] for units in found]
    return tuple(dict.fromkeys([*own, *(unit for units in found for unit in units)]))


def stands(turn: Turn, chat: KnownChat, *lead: Block) -> Reply:
    """Show whom the group speaks for (or `lead`), whether its card is on, the buttons to change that."""
    on = card_keeping.is_on(turn.store, chat)
    unit = unit_name(chat.bound_unit or "", turn.catalogue)
    blocks = (
        *(lead or (Text(say("groups.bound_now", unit=unit), strong=True),)),
        Text(say("groups.card_is_on" if on else "groups.card_is_off")),
        Choices(
            (
                Choice(say("groups.card_off" if on else "groups.card_on"), f"gc:{'off' if on else 'on'}"),
                Choice(say("groups.unbind"), "gb:off"),
            ),
            2,
        ),
    )
    return Reply(blocks, Outcome.ANSWERED, "bound")


def _bind(turn: Turn, unit: str) -> Reply:
    membership = turn.require(Act.BIND_CHAT, unit)
    place, title = turn.place, turn.request.chat.title
    before = turn.store.chats.get(place.channel, place.chat)
    if before is not None and before.bound_unit != unit:
        # Who binds decides about the card; what an earlier binder switched on ends here.
        card_keeping.switch_off(turn.store, before, turn.moment)
    turn.store.chats.see(place.channel, place.chat, "group", title, turn.moment)
    chat = turn.store.chats.bind(place.channel, place.chat, unit=unit, by=membership.id, topic=place.topic)
    assert chat is not None, "the chat was seen just now"
    turn.audit("bind_chat", f"chat:{chat.id}", unit=unit, detail={"membership": membership.id})
    name = unit_name(unit, turn.catalogue)
    return stands(
        turn, chat, Text(say("groups.bound", unit=name), strong=True), Text(say("groups.bound_means"))
    )


def _which(turn: Turn, units: list[str], words: str) -> Reply:
    """Ask for the unit by buttons; where there are many, a name can be typed."""
    shown = units[:_SHOWN]
    if words:
        said = say("membership.which" if shown else "membership.no_unit", name=words[:40])
    else:
        said = say("groups.which_unit")
    blocks: list[Block] = [Text(said, strong=True)]
    if len(units) > len(shown):
        blocks.append(Text(say("groups.or_type", name=short_name(units[-1], turn.catalogue))))
    if shown:
        blocks.append(Choices(tuple(Choice(unit_name(one, turn.catalogue), f"gb:{one}") for one in shown)))
    return Reply(tuple(blocks), Outcome.ASK_BACK, "bind")


def rests_on(turn: Turn, chat: KnownChat) -> bool:
    """Return whether the binding rests on a membership of this person."""
    return any(one.id == chat.bound_by for one in turn.memberships)


def not_bound() -> Reply:
    """Say that the group speaks for no unit, and how it gets one."""
    blocks = (Text(say("groups.not_bound"), strong=True), Text(say("groups.how_to_bind")))
    return Reply(blocks, Outcome.ANSWERED, "not_bound")
