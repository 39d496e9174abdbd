"""Where replies go that could not be sent at once, and what Telegram tells about chats while we send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from handlers import Reply, Request, Services, encode
from storage import MessageKind, NewMessage, Place

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=1)
"""A reply that could not be delivered for a day answers a question that nobody remembers."""


class Postbox:
    """Stores what is to be sent later; `wake` is called when there is something. Call it in a thread."""

    def __init__(self, services: Services, wake: Callable[[], None] = lambda: None) -> None:
        self._services = services
        self.wake = wake

    def keep(self, request: Request, reply: Reply, arrived: int, wait: float) -> bool:
        """Store a reply, of which `arrived` messages are there already, to be sent in `wait` seconds.

        Returns False when there is no database to store it in. A reply that must not be stored is stored
        as its stand-in, from the first message on. Raises StorageError.
        """
        storage = self._services.storage
        if storage is None:
            return False
        now = self._services.clock()
        message = NewMessage(
            key=_key(request),
            kind=MessageKind.ANSWER,
            place=Place(request.chat.channel, request.chat.id, request.chat.topic),
            reply=encode(reply),
            created_at=now,
            due=now + timedelta(seconds=wait),
            expires=now + KEPT_FOR + timedelta(seconds=wait),
            answers=request.source.message if request.source is not None and not request.private else None,
            parts_sent=_parts(reply, arrived),
        )
        with storage.write() as store:
            store.outbox.plan([message])
        log.info("reply_kept_for_later", key=request.key, arrived=arrived, seconds=wait)
        self.wake()
        return True

    def came(self, request: Request, arrived: Sequence[str]) -> None:
        """Note that a stored reply has arrived after all, under these ids. Raises StorageError."""
        if (storage := self._services.storage) is None:
            return
        with storage.write() as store:
            store.outbox.arrived(_key(request), arrived[-1] if arrived else None, self._services.clock())

    def again(self, request: Request, reply: Reply, arrived: int) -> None:
        """Let a stored reply, of which `arrived` messages are there, be sent now. Raises StorageError."""
        if (storage := self._services.storage) is None:
            return
        with storage.write() as store:
            store.outbox.hurry(_key(request), _parts(reply, arrived), self._services.clock())
        self.wake()

    def gone(self, channel: str, chat: str, why: str) -> None:
        """Note that the chat takes no messages from the bot: it was blocked, or put out of the group."""
        storage = self._services.storage
        if storage is None:
            return
        now: datetime = self._services.clock()
        with storage.write() as store:
            store.chats.set_active(channel, chat, False)
            person = store.people.find(channel, chat)
            if person is not None and person.unreachable_at is None:
                store.people.mark_unreachable(person.id, now, why)

    def moved(self, channel: str, chat: str, to: str) -> None:
        """Note that a group became a supergroup with another id: binding, settings, what waits to be sent."""
        storage = self._services.storage
        if storage is None:
            return
        with storage.write() as store:
            store.chats.migrate(channel, chat, to, self._services.clock())


def _key(request: Request) -> str:
    return f"answer:{request.key}"


def _parts(reply: Reply, arrived: int) -> int:
    return arrived if reply.stand_in is None else 0
