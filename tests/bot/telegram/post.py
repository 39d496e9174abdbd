"""A courier at work in virtual time, on a real database: what the tests of the outbox look at."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest

from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.courier import Courier
from bot.telegram.pacing import Pacer, Urgency
from bot.telegram.reporting import Reporter
from bot.telegram.transport import Transport
from handlers import Reply, Services, Text, encode
from storage import Lease, Message, MessageKind, MessageState, NewMessage, Place, Storage
from tests.bot.telegram.account import TOKEN
from tests.bot.telegram.scripted import ScriptedTelegram
from tests.bot.telegram.virtual_time import VirtualLoop, for_a_while, virtually

__all__ = ["Play", "Post", "at", "play"]

T = TypeVar("T")

TTL = timedelta(hours=9)
SENT, WAITING = MessageState.SENT, MessageState.WAITING


class Post:
    """A courier at work in virtual time, on a real database."""

    def __init__(self, loop: VirtualLoop, storage: Storage) -> None:
        self.loop = loop
        self.storage = storage
        self.telegram = ScriptedTelegram()
        self.active = True
        self.pacer = Pacer(Allowance(), self._may_send)
        self.bot = build(TOKEN, "http://127.0.0.1:9", self.pacer, Transport(self.telegram, self.telegram))
        services = cast(Services, SimpleNamespace(storage=storage, clock=loop.now))
        self.courier = Courier(self.bot, self.pacer, services, Reporter(services))
        self.lease = self.take("first")

    def _may_send(self, urgency: Urgency) -> bool:
        return self.active and not self.courier.stopping

    def take(self, holder: str) -> Lease:
        """Take the lease, also away from another holder: what a process does when the other's has lapsed."""
        with self.storage.write() as store:
            held = store.lease.current("telegram")
            if held is not None and held.holder != holder:
                store.lease.release(held, self.loop.now())
            taken = store.lease.acquire("telegram", holder, self.loop.now(), TTL)
        assert taken is not None
        return taken

    def plan(self, key: str, kind: MessageKind = MessageKind.REMINDER, **changes: Any) -> None:
        reply = changes.pop("reply", Reply((Text(key),)))
        values: dict[str, Any] = {
            "place": Place("telegram", "5001"),
            "reply": encode(reply) if isinstance(reply, Reply) else reply,
            "created_at": self.loop.now(),
            "due": self.loop.now(),
        }
        with self.storage.write() as store:
            assert store.outbox.plan([NewMessage(key=key, kind=kind, **{**values, **changes})]) == 1
        self.courier.wake()

    def row(self, key: str) -> Message:
        with self.storage.read() as store:
            found = store.outbox.get(key)
        assert found is not None
        return found

    def states(self) -> dict[str, MessageState]:
        with self.storage.read() as store:
            return {row.key: row.state for row in store.outbox.list(limit=10_000)}

    async def work(self, seconds: float) -> None:
        """Let the courier work for so long, then stop it in order."""
        await for_a_while(self.courier.run(self.lease), seconds)


Play = Callable[[Callable[[Post], Coroutine[Any, Any, T]]], T]


@pytest.fixture
def play(sqlite_url: str) -> Play[Any]:
    def run(work: Callable[[Post], Coroutine[Any, Any, T]]) -> T:
        with Storage(sqlite_url) as storage:

            async def begun(loop: VirtualLoop) -> T:
                post = Post(loop, storage)
                await post.bot.initialize()
                post.telegram.calls.clear()
                return await work(post)

            return virtually(begun)

    return run


def at(number: int) -> dict[str, Any]:
    return {"place": Place("telegram", str(number))}
