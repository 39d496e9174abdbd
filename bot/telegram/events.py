"""Update → what happened to a chat: the bot came, went, was muted or blocked, or the chat moved."""

from __future__ import annotations

from datetime import datetime

from handlers import Chat, ChatEvent, ChatEventKind, PlaceKind, Sender

from .incoming import CHANNEL, Me
from .updates import PRIVATE, Change, Message, Place, Update, User

_GONE = {"left", "kicked"}


def event_of(update: Update, me: Me) -> ChatEvent | None:
    """Return the event that an update tells; None for every other update, and for channels."""
    if update.change is not None:
        return _standing(update.change)
    if update.message is not None and not update.edited and update.message.place.is_group:
        return _service(update.message, me)
    return None


def _standing(change: Change) -> ChatEvent | None:
    if change.place.kind == PRIVATE:
        kind = ChatEventKind.BLOCKED if change.status in _GONE else ChatEventKind.UNBLOCKED
        return _event(kind, change.place, change.at, change.sender)
    if not change.place.is_group:
        return None
    return _event(_in_group(change), change.place, change.at, change.sender)


def _in_group(change: Change) -> ChatEventKind:
    restricted = change.status == "restricted"
    if change.status in _GONE or (restricted and not change.is_member):
        return ChatEventKind.REMOVED
    if restricted and not change.may_write:
        return ChatEventKind.MUTED
    return ChatEventKind.PROMOTED if change.status == "administrator" else ChatEventKind.ADDED


def _service(message: Message, me: Me) -> ChatEvent | None:
    """The service messages that tell the same, where the channel sends no other word of it."""
    by, place, at, rest = message.sender, message.place, message.at, message.rest
    if rest.get("migrate_to_chat_id") is not None:
        return _event(ChatEventKind.MOVED, place, at, by, str(rest["migrate_to_chat_id"]))
    came = any(user["id"] == me.id for user in rest.get("new_chat_members") or ())
    if came or rest.get("group_chat_created"):
        return _event(ChatEventKind.ADDED, place, at, by)
    if (rest.get("left_chat_member") or {}).get("id") == me.id:
        return _event(ChatEventKind.REMOVED, place, at, by)
    if rest.get("new_chat_title"):
        return _event(ChatEventKind.RENAMED, place, at, by)
    if rest.get("migrate_from_chat_id") is not None:
        old = Place(int(rest["migrate_from_chat_id"]), "group", place.title)
        return _event(ChatEventKind.MOVED, old, at, by, str(place.id))
    return None


def _event(
    kind: ChatEventKind, place: Place, at: datetime, by: User | None, moved_to: str | None = None
) -> ChatEvent:
    where = PlaceKind.PRIVATE if place.kind == PRIVATE else PlaceKind.GROUP
    sender = Sender(CHANNEL, str(by.id), by.name) if by is not None else None
    return ChatEvent(kind, Chat(CHANNEL, str(place.id), where, title=place.title), at, sender, moved_to)
