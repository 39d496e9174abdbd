"""Update → Request. Returns None for everything that is not said to this bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, MessageEntity, Update
from telegram import Chat as TelegramChat
from telegram.constants import ChatType

from bot.clock import day_of
from handlers import Chat, PlaceKind, Request, Sender, Source, Standing

from .buttons import link_to

CHANNEL = "telegram"
_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is, and the names of the commands that are its own."""

    id: int
    username: str
    commands: frozenset[str]


def read(update: Update, me: Me, now: datetime) -> Request | None:
    """Return the request that an update carries; `now` (aware) is the moment of a pressed button."""
    if update.callback_query is not None:
        return _button(update.callback_query, _key(update), me, now)
    message = update.message or update.edited_message
    if message is None:
        return None
    sender, chat, text = _sender(message), _chat(message.chat, _topic(message)), _said(message, me)
    if sender is None or chat is None or text is None:
        return None
    return Request(
        sender=sender,
        chat=chat,
        # An amended line keeps the day on which it was written: its 今天 is that day.
        moment=message.date,
        today=day_of(message.date),
        key=_key(update),
        text=text,
        source=Source(str(message.message_id), edited=update.edited_message is not None),
        standing=Standing.ANONYMOUS if sender.id == chat.id and chat.kind is PlaceKind.GROUP else None,
        extra={"bot_link": link_to(me.username)},
    )


def _key(update: Update) -> str:
    return f"{CHANNEL}:{update.update_id}"


def _button(query: CallbackQuery, key: str, me: Me, now: datetime) -> Request | None:
    if query.message is None or query.data is None:
        return None
    # A button of a message that is too old arrives without the message's topic.
    topic = _topic(query.message) if isinstance(query.message, Message) else None
    chat = _chat(query.message.chat, topic)
    if chat is None:
        return None
    return Request(
        sender=Sender(CHANNEL, str(query.from_user.id), query.from_user.full_name),
        chat=chat,
        moment=now,
        today=day_of(now),
        key=key,
        button=query.data,
        source=Source(str(query.message.message_id)),
        extra={"bot_link": link_to(me.username), **_asker(query.message)},
    )


def _asker(message: MaybeInaccessibleMessage) -> dict[str, str]:
    """Who wrote the message that this one answers, where Telegram still tells."""
    answered = message.reply_to_message if isinstance(message, Message) else None
    if answered is None or answered.from_user is None or answered.from_user.is_bot:
        return {}
    return {"asked_by": str(answered.from_user.id)}


def _sender(message: Message) -> Sender | None:
    """The person, or the group itself for its anonymous administrators; no bots, no channels."""
    if message.sender_chat is not None:
        anonymous = message.sender_chat.id == message.chat.id and message.chat.type in _GROUPS
        return Sender(CHANNEL, str(message.sender_chat.id)) if anonymous else None
    user = message.from_user
    if user is None or user.is_bot:
        return None
    return Sender(CHANNEL, str(user.id), user.full_name)


def _chat(chat: TelegramChat, topic: str | None) -> Chat | None:
    if chat.type == ChatType.PRIVATE:
        return Chat(CHANNEL, str(chat.id), PlaceKind.PRIVATE, topic)
    if chat.type in _GROUPS:
        return Chat(CHANNEL, str(chat.id), PlaceKind.GROUP, topic, chat.title or "")
    return None


def _topic(message: Message) -> str | None:
    """The forum topic. A reply in General carries a thread id too, which cannot be answered to."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else None


def _said(message: Message, me: Me) -> str | None:
    """What was said to the bot, without its name; None if it was said to others."""
    if message.via_bot is not None:
        return None
    private = message.chat.type == ChatType.PRIVATE
    text = message.text or message.caption
    if text is None:
        # A sticker or a voice message deserves the hint to type; an album would earn it many times.
        return "" if private and message.effective_attachment and not message.media_group_id else None
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    if command := _command(entities):
        return _commanded(command, text, private, me)
    mentions = _mentions(entities, me)
    if private or mentions or _replies_to(message, me):
        return _without(text, mentions)
    return None


def _command(entities: Mapping[MessageEntity, str]) -> str | None:
    """The command with which the message begins: `/ask` or `/ask@somebody`."""
    kind = MessageEntity.BOT_COMMAND
    return next(
        (said for entity, said in entities.items() if entity.type == kind and not entity.offset), None
    )


def _commanded(command: str, text: str, private: bool, me: Me) -> str | None:
    """The text with a bare command; in groups a command without a name may be another bot's."""
    name, _, owner = command[1:].lower().partition("@")
    ours = owner == me.username.lower() if owner else private or name in me.commands
    return f"/{name}{text[len(command) :]}" if ours else None


def _mentions(entities: Mapping[MessageEntity, str], me: Me) -> list[MessageEntity]:
    handle = f"@{me.username}".lower()
    return [
        entity
        for entity, said in entities.items()
        if (entity.type == MessageEntity.MENTION and said.lower() == handle)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id)
    ]


def _replies_to(message: Message, me: Me) -> bool:
    """Whether it answers the bot. In a topic that the bot opened, every message 'answers' its opening."""
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.forum_topic_created is not None:
        return False
    return answered.from_user.id == me.id


def _without(text: str, entities: Iterable[MessageEntity]) -> str:
    """The text without these entities, whose places count in UTF-16 units."""
    raw = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: one.offset, reverse=True):
        raw = raw[: 2 * entity.offset] + raw[2 * (entity.offset + entity.length) :]
    return raw.decode("utf-16-le").strip()
