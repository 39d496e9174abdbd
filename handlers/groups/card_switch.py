"""Switching a group's card on and off, which only the person on whose membership the binding rests may do."""

from __future__ import annotations

from storage import KnownChat

from ..phrases import say
from ..reply import Notice, Outcome, Reply, Text
from ..turn import Turn
from . import binding, card, card_keeping


def command(turn: Turn, _: str = "") -> Reply:
    """Switch the card on, or off if it is on."""
    chat = turn.store.chats.get(turn.place.channel, turn.place.chat)
    return switch(turn, on=chat is None or not card_keeping.is_on(turn.store, chat))


def switch(turn: Turn, *, on: bool) -> Reply:
    """Switch the card on or off and show how the group stands."""
    chat = turn.store.chats.get(turn.place.channel, turn.place.chat)
    if chat is None or chat.bound_unit is None:
        return binding.not_bound()
    if not binding.rests_on(turn, chat):
        return Reply((Notice(say("groups.binder_only"), "warning"),), Outcome.ANSWERED, "binder_only")
    if on == card_keeping.is_on(turn.store, chat):
        return binding.stands(turn, chat)
    turn.audit("card_on" if on else "card_off", f"chat:{chat.id}", unit=chat.bound_unit)
    if on:
        card_keeping.switch_on(turn.store, chat, turn.moment)
        return _first(turn, chat)
    card_keeping.switch_off(turn.store, chat, turn.moment)
    return binding.stands(turn, chat)


def _first(turn: Turn, chat: KnownChat) -> Reply:
    """The first card goes to the group by itself; on the trial page, which sends nothing, it is the reply."""
    if turn.services.trial:
        unit = chat.bound_unit or ""
        return card.compose(turn.store, turn.catalogue, unit, turn.today, demo=True)
    card_keeping.refresh(turn.store, turn.services, chat, turn.services.clock(), turn.today, first=True)
    return Reply((Text(say("groups.card_switched_on"), strong=True),), Outcome.ANSWERED, "card_on")
