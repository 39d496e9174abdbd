"""Update → what happened to a chat: the bot came, went, was muted or blocked, or the chat moved."""

from __future__ import annotations

from datetime import datetime

from telegram import Chat as TelegramChat
from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType

from handlers import Chat, ChatEvent, ChatEventKind, PlaceKind, Sender

from .incoming import CHANNEL, Me

_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
_GONE = {ChatMember.LEFT, ChatMember.BANNED}


def event_of(update: Update, me: Me) -> ChatEvent | None:
    """Return the event that an update tells; None for every other update, and for channels."""
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member)
    if update.message is not None and update.message.chat.type in _GROUPS:
        return _service(update.message, me)
    return None


def _standing(change: ChatMemberUpdated) -> ChatEvent | None:
    status = change.new_chat_member.status
    if change.chat.type == ChatType.PRIVATE:
        kind = ChatEventKind.BLOCKED if status in _GONE else ChatEventKind.UNBLOCKED
        return _event(kind, change.chat, change.date, change.from_user)
    if change.chat.type not in _GROUPS:
        return None
    return _event(_in_group(change), change.chat, change.date, change.from_user)


def _in_group(change: ChatMemberUpdated) -> ChatEventKind:
    new = change.new_chat_member
    if new.status in _GONE or (isinstance(new, ChatMemberRestricted) and not new.is_member):
        return ChatEventKind.REMOVED
    if isinstance(new, ChatMemberRestricted) and not new.can_send_messages:
        return ChatEventKind.MUTED
    return ChatEventKind.PROMOTED if new.status == ChatMember.ADMINISTRATOR else ChatEventKind.ADDED


def _service(message: Message, me: Me) -> ChatEvent | None:
    """The service messages that tell the same, where the channel sends no other word of it."""
    by, chat, at = message.from_user, message.chat, message.date
    if message.migrate_to_chat_id is not None:
        return _event(ChatEventKind.MOVED, chat, at, by, str(message.migrate_to_chat_id))
    if any(user.id == me.id for user in message.new_chat_members) or message.group_chat_created:
        return _event(ChatEventKind.ADDED, chat, at, by)
    if message.left_chat_member is not None and message.left_chat_member.id == me.id:
        return _event(ChatEventKind.REMOVED, chat, at, by)
    if message.new_chat_title:
        return _event(ChatEventKind.RENAMED, chat, at, by)
    if message.migrate_from_chat_id is not None:
        old = TelegramChat(message.migrate_from_chat_id, ChatType.GROUP, title=chat.title)
        return _event(ChatEventKind.MOVED, old, at, by, str(chat.id))
    return None


def _event(
    kind: ChatEventKind, chat: TelegramChat, at: datetime, by: User | None, moved_to: str | None = None
) -> ChatEvent:
    place = PlaceKind.PRIVATE if chat.type == ChatType.PRIVATE else PlaceKind.GROUP
    sender = Sender(CHANNEL, str(by.id), by.full_name) if by is not None else None
    return ChatEvent(kind, Chat(CHANNEL, str(chat.id), place, title=chat.title or ""), at, sender, moved_to)
