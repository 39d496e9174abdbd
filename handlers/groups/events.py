"""What is noted, and perhaps said, when something happens to a chat."""

from __future__ import annotations

from storage import KnownChat, Storage, UnitOfWork

from ..chat_event import ChatEvent, ChatEventKind
from ..masking import mask
from ..reply import Reply
from . import card_keeping, greeting


def note(event: ChatEvent, storage: Storage) -> Reply | None:
    """Store what the event means; return the few words that it deserves, or None for silence.

    An event that is told twice changes nothing more and is answered once.
    """
    with storage.write() as store:
        return _NOTED[event.kind](event, store)


def _came(event: ChatEvent, store: UnitOfWork) -> Reply | None:
    before = _chat(event, store)
    _see(event, store)
    return None if before is not None and before.active else greeting.hello()


def _left(event: ChatEvent, store: UnitOfWork) -> None:
    """A group that sent the assistant away is forgotten: neither unit nor card is left."""
    chat = _chat(event, store)
    if chat is None:
        return
    card_keeping.switch_off(store, chat, event.moment)
    store.chats.unbind(chat.channel, chat.chat)
    store.chats.set_active(chat.channel, chat.chat, False)


def _muted(event: ChatEvent, store: UnitOfWork) -> None:
    """Nothing can be written; the binding stays for the day when it can be again."""
    _see(event, store)
    store.chats.set_active(event.chat.channel, event.chat.id, False)


def _promoted(event: ChatEvent, store: UnitOfWork) -> Reply | None:
    """It needs no such right, and uses none: what is not said to it stays unheard."""
    return _came(event, store)


def _blocked(event: ChatEvent, store: UnitOfWork) -> None:
    person = store.people.find(event.chat.channel, event.chat.id)
    if person is not None and person.unreachable_at is None:
        store.people.mark_unreachable(person.id, event.moment, "blocked")


def _unblocked(event: ChatEvent, store: UnitOfWork) -> None:
    person = store.people.find(event.chat.channel, event.chat.id)
    if person is not None:
        store.people.mark_reachable(person.id)


def _moved(event: ChatEvent, store: UnitOfWork) -> None:
    if event.moved_to is not None:
        store.chats.migrate(event.chat.channel, event.chat.id, event.moved_to, event.moment)


def _renamed(event: ChatEvent, store: UnitOfWork) -> None:
    known = _chat(event, store)
    if known is not None and known.active:
        _see(event, store)


def _chat(event: ChatEvent, store: UnitOfWork) -> KnownChat | None:
    return store.chats.get(event.chat.channel, event.chat.id)


def _see(event: ChatEvent, store: UnitOfWork) -> None:
    title = mask(event.chat.title).text
    store.chats.see(event.chat.channel, event.chat.id, "group", title, event.moment)


_NOTED = {
    ChatEventKind.ADDED: _came,
    ChatEventKind.REMOVED: _left,
    ChatEventKind.MUTED: _muted,
    ChatEventKind.PROMOTED: _promoted,
    ChatEventKind.BLOCKED: _blocked,
    ChatEventKind.UNBLOCKED: _unblocked,
    ChatEventKind.MOVED: _moved,
    ChatEventKind.RENAMED: _renamed,
}
