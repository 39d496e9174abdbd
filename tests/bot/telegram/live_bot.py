"""The whole bot in one process: real handlers over a database, a Telegram that is not there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.compose import build_services
from bot.config import Settings
from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.channel import Channel
from bot.telegram.courier import Courier
from bot.telegram.pacing import Pacer
from bot.telegram.reporting import Reporter
from bot.telegram.transport import Transport
from bot.telegram.updates import update_of
from handlers import Services, command_table, dispatch
from storage import DraftState, MessageState, Role
from tests.bot.telegram.account import BOT, TOKEN
from tests.bot.telegram.conftest import Call, RecordingRequest, entities

NOW = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)
SENT = 1_681_092_000
WANG, LI = 1001, 1002
PRIVATE = {"id": WANG, "type": "private", "first_name": "王芳"}
GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}
FORUM = GROUP | {"is_forum": True}
PLACES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "private": (PRIVATE, {}),
    "group": (GROUP, {}),
    "topic": (FORUM, {"is_topic_message": True, "message_thread_id": 17}),
    "general": (FORUM, {"message_thread_id": 1}),
}


@dataclass
class Live:
    """The bot over a database; 王芳 of 勐海县 and 李强 of 勐腊县 have joined."""

    services: Services
    telegram: RecordingRequest
    channel: Channel
    bot: Any
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def play(self, kind: str, content: dict[str, Any]) -> list[Call]:
        before = len(self.telegram.calls)
        update = {"update_id": next(self.numbers), kind: content}
        await self.channel.handle(update_of(update), self.bot)
        return self.telegram.calls[before:]

    async def say(self, text: str, place: str = "private", by: int = WANG, **fields: Any) -> list[Call]:
        chat, extra = PLACES[place]
        chat = chat | {"id": by} if place == "private" else chat
        person = {"id": by, "is_bot": False, "first_name": "王芳" if by == WANG else "李强"}
        message = {"message_id": 100 + next(self.numbers), "date": SENT, "chat": chat, "from": person}
        return await self.play(
            fields.pop("kind", "message"),
            message | {"text": text, "entities": entities(text)} | extra | fields,
        )

    async def press(self, action: str, place: str = "group", by: int = WANG, **shown: Any) -> list[Call]:
        chat, extra = PLACES[place]
        chat = chat | {"id": by} if place == "private" else chat
        message = {"message_id": 3, "date": SENT, "chat": chat, "from": BOT, "text": "答复"} | extra | shown
        person = {"id": by, "is_bot": False, "first_name": "王芳"}
        query = {"id": "77", "from": person, "chat_instance": "1", "data": action, "message": message}
        return await self.play("callback_query", query)

    async def deliver(self) -> list[Call]:
        """Let the courier send until nothing waits; return the calls."""
        storage, before = self.services.storage, len(self.telegram.calls)
        assert storage is not None
        with storage.write() as store:
            lease = store.lease.acquire("test", "me", NOW, timedelta(hours=1))
        assert lease is not None
        courier = Courier(self.bot, Pacer(Allowance(rate=0)), self.services, Reporter(self.services))
        task = asyncio.create_task(courier.run(lease))
        try:
            async with asyncio.timeout(120):
                while self.waiting():
                    await asyncio.sleep(0.005)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return self.telegram.calls[before:]

    def waiting(self) -> int:
        """How many messages are still to be sent."""
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            return len(store.outbox.list(MessageState.WAITING, MessageState.SENDING))

    def open_drafts(self) -> list[tuple[int, int]]:
        """Id and version of each open draft."""
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            found = [store.drafts.get(number) for number in range(1, 100)]
        return [(one.id, one.version) for one in found if one is not None and one.state is DraftState.OPEN]


@pytest.fixture
async def live(
    telegram: RecordingRequest, known: Services, file_settings: Settings, unhurried: None
) -> AsyncIterator[Live]:
    services = build_services(file_settings, lambda: NOW, known=known)
    assert services.storage is not None
    with services.storage, services.storage.write() as store:
        for number, name, unit in ((WANG, "王芳", "county:532822"), (LI, "李强", "county:532823")):
            person = store.people.get_or_create("telegram", str(number), name, NOW)
            store.memberships.grant(person.id, Role.COUNTY, unit, at=NOW)
    channel = Channel(dispatch, services, command_table())
    bot = build(TOKEN, "http://127.0.0.1:9", Pacer(Allowance(rate=0)), Transport(telegram, telegram))
    async with bot:
        telegram.calls.clear()
        yield Live(services, telegram, channel, bot)
    services.storage.close()


def texts(calls: list[Call]) -> str:
    return "\n".join(call.params.get("text", "") for call in calls)


def sent(calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.method in ("sendMessage", "sendDocument", "editMessageText")]


def buttons(calls: list[Call]) -> dict[str, dict[str, Any]]:
    keyboards = [call.params.get("reply_markup", {}).get("inline_keyboard", []) for call in calls]
    return {button["text"]: button for rows in keyboards for row in rows for button in row}
