"""A reply that takes long: nobody waits for it, it is not there twice, and it is not lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.telegram import channel
from bot.telegram.postbox import Postbox
from handlers import Reply, Services, Text
from storage import DatabaseBusy, MessageState, Storage
from tests.bot.telegram.conftest import NOW
from tests.bot.telegram.test_telegram_answered import ASKED

Make = Callable[..., dict[str, Any]]


def asked(message: Make, number: int = 5) -> dict[str, Any]:
    return {"update_id": number, "message": message("问")}


@pytest.fixture
def slow(conversation: Any, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Telegram takes every message, but says so only when this is set."""
    monkeypatch.setattr(channel, "PATIENCE", 0.0)
    told = asyncio.Event()
    answer = conversation.telegram.do_request

    async def answer_late(url: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        answered: tuple[int, bytes] = await answer(url, *given, **more)
        if url.endswith("sendMessage"):
            await told.wait()
        return answered

    monkeypatch.setattr(conversation.telegram, "do_request", answer_late)
    return told


async def test_a_reply_that_arrives_late_is_not_sent_again(
    conversation: Any, message: Make, slow: asyncio.Event
) -> None:
    await conversation.play(asked(message))
    ((reply, arrived, wait),) = conversation.postbox.kept
    assert (reply.blocks, arrived, wait) == ((Text("收到：问"),), 0, 2 * channel.GRACE)
    assert conversation.postbox.noted == [], "it stands in the outbox while nobody knows"
    slow.set()
    await conversation.channel.end()
    assert conversation.postbox.noted == [("came", conversation.heard[0].key, "901")]
    assert [call.method for call in conversation.telegram.calls] == ["sendMessage"]


async def test_a_reply_that_arrived_late_is_edited_with_its_question(
    conversation: Any, message: Make, slow: asyncio.Event
) -> None:
    await conversation.play(asked(message))
    slow.set()
    await conversation.channel.end()
    edited = {"update_id": 6, "edited_message": message("再问", edit_date=1_681_093_000)}
    (second,) = await conversation.play(edited)
    assert (second.method, second.params["message_id"]) == ("editMessageText", 901)


async def test_a_reply_that_does_not_arrive_is_sent_from_the_outbox(
    conversation: Any, message: Make, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "GRACE", 0.01)
    await conversation.play(asked(message))
    await conversation.channel.end()
    assert conversation.postbox.noted == [("again", conversation.heard[0].key, "0")]


async def test_a_reply_that_is_refused_late_is_sent_from_the_outbox(
    conversation: Any, message: Make, slow: asyncio.Event
) -> None:
    conversation.telegram.fail("sendMessage", 502, "Bad Gateway")
    await conversation.play(asked(message))
    slow.set()
    with capture_logs() as logs:
        await conversation.channel.end()
    assert conversation.postbox.noted == [("again", conversation.heard[0].key, "0")]
    assert [line["event"] for line in logs] == ["reply_not_in_time"]


async def test_what_cannot_be_stored_is_not_left_to_itself(
    conversation: Any, message: Make, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> bool:
        raise DatabaseBusy("locked")

    monkeypatch.setattr(conversation.postbox, "keep", busy)
    with pytest.raises(DatabaseBusy):
        await conversation.play(asked(message))
    slow.set()
    await conversation.channel.end()
    assert conversation.postbox.noted == [], "the update comes again"


async def test_an_answer_that_is_cancelled_leaves_nothing_behind(
    conversation: Any, message: Make, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "PATIENCE", 120.0)
    answering = asyncio.create_task(conversation.play(asked(message)))
    while not conversation.telegram.calls:
        assert not answering.done(), answering
        await asyncio.sleep(0)
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert conversation.postbox.kept == []


@pytest.fixture
def postbox(sqlite_url: str) -> Any:
    with Storage(sqlite_url) as storage:
        yield storage, Postbox(cast(Services, SimpleNamespace(storage=storage, clock=lambda: NOW)))


REPLY = Reply((Text("甲"),))
SECRET = Reply((Text("邀请码"),), stand_in=Reply((Text("邀请码只显示一次"),)))


def test_a_reply_that_came_waits_no_more(postbox: Any) -> None:
    storage, box = postbox
    box.keep(ASKED, REPLY, 0, 10.0)
    box.came(ASKED, ["901", "902"])
    with storage.read() as store:
        row = store.outbox.get("answer:telegram:1")
        assert (row.state, row.message) == (MessageState.SENT, "902")
        assert store.outbox.next_due() is None


@pytest.mark.parametrize(("reply", "left"), [(REPLY, 1), (SECRET, 0)], ids=["reply", "with a stand-in"])
def test_a_reply_that_did_not_come_is_due_at_once(postbox: Any, reply: Reply, left: int) -> None:
    storage, box = postbox
    woken: list[bool] = []
    box.keep(ASKED, reply, 0, 10.0)
    with storage.read() as store:
        assert store.outbox.next_due() == NOW + timedelta(seconds=10)
    box.wake = lambda: woken.append(True)
    box.again(ASKED, reply, 1)
    with storage.read() as store:
        assert store.outbox.next_due() == NOW
        assert store.outbox.get("answer:telegram:1").parts_sent == left
    assert woken == [True]
