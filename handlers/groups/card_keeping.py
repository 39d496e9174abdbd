"""Keeping the cards up to date: one message a month in each group, edited in place, planned by the outbox."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from storage import KnownChat, MessageKind, MessageState, NewMessage, Place, UnitOfWork, chat_scope

from ..reminders.agenda import prefecture_of
from ..reminders.calendar import calendar_of
from ..reminders.days import is_quiet
from ..reply import Reply
from ..reply_codec import encode
from ..services import Services
from ..units import is_unit
from . import card

CARD_SETTING = "card"
"""The group's setting once its card was on: {"on", "number"} and of the newest card {"period", "digest"}."""

_ZONE = ZoneInfo("Asia/Shanghai")
_LATE = timedelta(hours=12)
"""A change of the card that could not be sent for so long is overtaken by the next one."""

_MORNING = time(9)
"""A month's first card is a new message that rings, so it waits for a working day and this hour."""


def keep(services: Services, moment: datetime) -> int:
    """Plan the changes of every card that is on; return how many there were. Twice plans nothing twice."""
    if services.storage is None:
        return 0
    today = moment.astimezone(_ZONE).date()
    with services.storage.read() as store:
        chats = [chat for chat in store.chats.all_bound() if _stale(store, services, chat, moment)]
    planned = 0
    for chat in chats:
        with services.storage.write() as store:
            present = store.chats.get(chat.channel, chat.chat)
            if present is not None and present.bound_unit == chat.bound_unit:
                planned += refresh(store, services, present, moment, today)
    return planned


def is_on(store: UnitOfWork, chat: KnownChat) -> bool:
    """Return whether the group's card is on."""
    return _kept(store, chat) is not None


def switch_on(store: UnitOfWork, chat: KnownChat, moment: datetime) -> None:
    """Let the group have a card; `refresh` plans the first one. The numbers of its messages go on."""
    before = store.settings.get(chat_scope(chat.id), CARD_SETTING, {})
    now = {"on": True, "number": before.get("number", 0)}
    store.settings.set(chat_scope(chat.id), CARD_SETTING, now, moment)


def switch_off(store: UnitOfWork, chat: KnownChat, moment: datetime) -> None:
    """Let the card no longer change; what stands in the group stays."""
    kept = _kept(store, chat)
    if kept is not None:
        off = {"on": False, "number": kept["number"]}
        store.settings.set(chat_scope(chat.id), CARD_SETTING, off, moment)
        store.outbox.cancel(key_prefix(chat), "the card was switched off", moment)


def refresh(
    store: UnitOfWork,
    services: Services,
    chat: KnownChat,
    moment: datetime,
    today: date,
    *,
    first: bool = False,
) -> int:
    """Plan the card as it is now if it says something new; `first`: also for a month with nothing in it."""
    kept = _kept(store, chat)
    if kept is None or chat.bound_unit is None:
        return 0
    reply = card.compose(store, services.catalogue, chat.bound_unit, today)
    period, digest = f"{today:%Y-%m}", _digest(reply)
    same_month = kept.get("period") == period
    if same_month and (kept["digest"] == digest or _in_doubt(store, chat, kept)):
        return 0
    if not (same_month or first or _may_begin(store, services, chat.bound_unit, moment)):
        return 0
    number = kept["number"] + 1
    before = kept["number"] if same_month else None
    store.outbox.plan([_message(chat, reply, moment, number, before)])
    now = {"on": True, "period": period, "number": number, "digest": digest}
    store.settings.set(chat_scope(chat.id), CARD_SETTING, now, moment)
    return 1


def key_prefix(chat: KnownChat) -> str:
    """Return how the keys of a group's cards begin."""
    return f"card:{chat.id}:"


def _message(chat: KnownChat, reply: Reply, moment: datetime, number: int, before: int | None) -> NewMessage:
    """The card; `before` numbers the one of the same month, whose place it takes."""
    return NewMessage(
        key=f"{key_prefix(chat)}{number}",
        kind=MessageKind.CARD,
        place=Place(chat.channel, chat.chat, chat.topic),
        reply=encode(reply),
        created_at=moment,
        due=moment,
        expires=moment + _LATE,
        edits=f"{key_prefix(chat)}{before}" if before is not None else None,
    )


def _stale(store: UnitOfWork, services: Services, chat: KnownChat, moment: datetime) -> bool:
    """Whether the card is on, for a unit that the plans still have, and would say something else now."""
    kept = _kept(store, chat)
    if kept is None or chat.bound_unit is None or not is_unit(chat.bound_unit, services.catalogue):
        return False
    today = moment.astimezone(_ZONE).date()
    if kept.get("period") != f"{today:%Y-%m}":
        return _may_begin(store, services, chat.bound_unit, moment)
    shown: str = kept["digest"]
    if _in_doubt(store, chat, kept):
        return False
    return shown != _digest(card.compose(store, services.catalogue, chat.bound_unit, today))


def _in_doubt(store: UnitOfWork, chat: KnownChat, kept: dict[str, Any]) -> bool:
    """Whether nobody knows if the month's card stands there: then nothing follows it, lest there be two.

    It stands in the administrator's list; switching the card off and on sends a new one.
    """
    standing = store.outbox.standing(f"{key_prefix(chat)}{kept['number']}", chat.chat)
    return standing is not None and standing.state is MessageState.UNCERTAIN


def _may_begin(store: UnitOfWork, services: Services, unit: str, moment: datetime) -> bool:
    """Whether a month's first card may be sent unasked: people are at work, and there is something in it."""
    local = moment.astimezone(_ZONE)
    at_work = calendar_of(services).is_working(local.date(), prefecture_of(unit, services.catalogue))
    if local.time() < _MORNING or is_quiet(moment) or not at_work:
        return False
    return card.has_something(store, services.catalogue, unit, local.date())


def _kept(store: UnitOfWork, chat: KnownChat) -> dict[str, Any] | None:
    """What the setting says while the card is on."""
    kept: dict[str, Any] | None = store.settings.get(chat_scope(chat.id), CARD_SETTING)
    return kept if kept is not None and kept["on"] else None


def _digest(reply: Reply) -> str:
    return sha256(json.dumps(encode(reply), ensure_ascii=False).encode()).hexdigest()[:16]
