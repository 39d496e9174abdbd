"""Update → Request. Returns None for everything that is not said to this bot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from bot.clock import day_of
from handlers import Chat, PlaceKind, Request, Sender, Source, Standing

from .buttons import link_to
from .marks import Mark, part, without
from .updates import PRIVATE, Message, Place, Press, Update

CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is, and the names of the commands that are its own."""

    id: int
    username: str
    commands: frozenset[str]


def read(update: Update, me: Me, now: datetime) -> Request | None:
    """Return the request that an update carries; `now` (aware) is the moment of a pressed button."""
    if update.press is not None:
        return _button(update.press, _key(update), me, now)
    message = update.message
    if message is None:
        return None
    sender, chat = _sender(message), _chat(message.place, message.topic)
    text = _said(message, me, edited=update.edited)
    if sender is None or chat is None or text is None:
        return None
    return Request(
        sender=sender,
        chat=chat,
        # An amended line keeps the day on which it was written: its 今天 is that day.
        moment=message.at,
        today=day_of(message.at),
        key=_key(update),
        text=text,
        source=Source(str(message.id), edited=update.edited),
        standing=Standing.ANONYMOUS if sender.id == chat.id and chat.kind is PlaceKind.GROUP else None,
        extra={"bot_link": link_to(me.username)},
    )


def _key(update: Update) -> str:
    """The update's number, and what tells it from another update of that number.

    After long silence, with another token or behind another server, numbers begin anew: what is said then
    must not get the reply that is stored under the number.
    """
    return f"{CHANNEL}:{update.number}.{crc32(repr(update.identity).encode()):08x}"


def _button(press: Press, key: str, me: Me, now: datetime) -> Request | None:
    if press.message is None or press.data is None:
        return None
    # A button of a message that is too old arrives without the message's topic.
    chat = _chat(press.message.place, press.message.topic)
    if chat is None:
        return None
    return Request(
        sender=Sender(CHANNEL, str(press.sender.id), press.sender.name),
        chat=chat,
        moment=now,
        today=day_of(now),
        key=key,
        button=press.data,
        source=Source(str(press.message.id)),
        extra={"bot_link": link_to(me.username), **_asker(press.message)},
    )


def _asker(message: Message) -> dict[str, str]:
    """Who wrote the message that this one answers, where Telegram still tells."""
    answered = message.answers
    if answered is None or answered.sender is None or answered.sender.is_bot:
        return {}
    return {"asked_by": str(answered.sender.id)}


def _sender(message: Message) -> Sender | None:
    """The person, or the group itself for its anonymous administrators; no bots, no channels."""
    if message.speaks_as is not None:
        anonymous = message.speaks_as.id == message.place.id and message.place.is_group
        return Sender(CHANNEL, str(message.speaks_as.id)) if anonymous else None
    user = message.sender
    if user is None or user.is_bot:
        return None
    return Sender(CHANNEL, str(user.id), user.name)


def _chat(place: Place, topic: int | None) -> Chat | None:
    thread = str(topic) if topic is not None else None
    if place.kind == PRIVATE:
        return Chat(CHANNEL, str(place.id), PlaceKind.PRIVATE, thread)
    if place.is_group:
        return Chat(CHANNEL, str(place.id), PlaceKind.GROUP, thread, place.title)
    return None


def _said(message: Message, me: Me, *, edited: bool) -> str | None:
    """What was said to the bot, without its name; None if it was said to others."""
    if message.rest.get("via_bot") is not None:
        return None
    private = message.place.kind == PRIVATE
    text = message.text
    if text is None:
        # A sticker or a voice message deserves the hint to type; an album would earn it many times, and a
        # place that is shown live is "edited" every few seconds.
        once = not edited and not message.rest.get("media_group_id")
        return "" if private and message.attached and once else None
    if command := _command(text, message.marks):
        return _commanded(command, text, private, me)
    mentions = _mentions(text, message.marks, me)
    if private or mentions or _replies_to(message, me):
        return without(text, mentions)
    return None


def _command(text: str, marks: Iterable[Mark]) -> str | None:
    """The command with which the message begins: `/ask` or `/ask@somebody`."""
    return next((part(text, mark) for mark in marks if mark.kind == "bot_command" and not mark.start), None)


def _commanded(command: str, text: str, private: bool, me: Me) -> str | None:
    """The text with a bare command; in groups a command without a name may be another bot's."""
    name, _, owner = command[1:].lower().partition("@")
    ours = owner == me.username.lower() if owner else private or name in me.commands
    return f"/{name}{text[len(command) :]}" if ours else None


def _mentions(text: str, marks: Iterable[Mark], me: Me) -> list[Mark]:
    handle = f"@{me.username}".lower()
    return [
        mark
        for mark in marks
        if (mark.kind == "mention" and part(text, mark).lower() == handle)
        or (mark.kind == "text_mention" and mark.user == me.id)
    ]


def _replies_to(message: Message, me: Me) -> bool:
    """Whether it answers the bot. In a topic that the bot opened, every message 'answers' its opening."""
    answered = message.answers
    if answered is None or answered.sender is None or "forum_topic_created" in answered.rest:
        return False
    return answered.sender.id == me.id
