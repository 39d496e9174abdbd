"""What waits in the outbox is sent in its order and at its pace, and whole."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.telegram import courier
from bot.telegram.pacing import Urgency
from handlers import Choice, Choices, Reply, Text
from storage import MessageKind, MessageState, Place
from tests.bot.telegram.account import refusal
from tests.bot.telegram.post import SENT, WAITING, Play, Post, at
from tests.bot.telegram.scripted import no_way
from tests.bot.telegram.virtual_time import EPOCH


def test_what_is_due_is_sent_in_its_order_and_its_id_kept(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("broadcast", MessageKind.BROADCAST, **at(1))
        post.plan("reminder", **at(2))
        post.plan("answer", MessageKind.ANSWER, **at(3))
        post.plan("tomorrow", due=EPOCH + timedelta(days=1), **at(4))
        await post.work(5)
        assert post.telegram.sent() == [(3, "answer"), (2, "reminder"), (1, "broadcast")]
        assert post.states() == {"answer": SENT, "reminder": SENT, "broadcast": SENT, "tomorrow": WAITING}
        assert post.row("answer").message == str(post.telegram.arrived()[0].message)

    play(scene)


def test_what_is_planned_while_it_rests_is_seen_soon(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        working = asyncio.create_task(post.work(20))
        await asyncio.sleep(10)
        post.plan("late")
        await asyncio.sleep(0.2)
        assert post.telegram.sent() == [(5001, "late")]
        await working

    play(scene)


def test_nothing_is_written_while_nothing_is_due(play: Play[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(post: Post) -> int:
        writes = 0
        write = post.storage.write

        def counted() -> Any:
            nonlocal writes
            writes += 1
            return write()

        monkeypatch.setattr(post.storage, "write", counted)
        await post.work(60)
        return writes

    assert play(scene) == 1, "only what an earlier process left is looked for"


def test_a_broadcast_keeps_to_the_rate(play: Play[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "SHORT", 100)

    async def scene(post: Post) -> None:
        for number in range(1, 301):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        await post.work(11)
        times = [one.at for one in post.telegram.arrived()]
        assert len(times) == 300
        assert max(times) - min(times) == pytest.approx(299 / 29.5, rel=0.03)

    play(scene)


@pytest.mark.parametrize("begin", [0.65, 3.0, 3.25, 3.5, 3.75])
def test_those_who_begin_to_ask_during_a_short_broadcast_do_not_wait(play: Play[Any], begin: float) -> None:
    async def scene(post: Post) -> None:
        for number in range(1, 151):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        working = asyncio.create_task(post.work(20))
        await asyncio.sleep(begin)
        waits = []
        for number in range(90):
            asked = post.loop.time()
            await post.pacer.process_request(
                _nothing, (), {}, "sendMessage", {"chat_id": number}, Urgency.ANSWER
            )
            waits.append(post.loop.time() - asked)
            await asyncio.sleep(asked + 1 / 30 - post.loop.time())
        # One or two may meet the last planned message a second later; a row of them must not.
        assert sum(wait > 0.01 for wait in waits) <= 2
        assert max(waits) < 0.05
        await working
        assert len(post.telegram.sent()) == 150

    play(scene)


async def _nothing(*_args: Any, **_more: Any) -> bool:
    return True


def test_only_what_is_missing_of_a_long_reply_goes_later(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        long = Reply((Text("甲" * 4000), Text("乙" * 4000), Choices((Choice("好", "a:1"),))))
        refused = iter([None, refusal(429, "Too Many Requests", retry_after=3)])
        post.telegram.judge = lambda method, params: next(refused, None)
        post.plan("a", MessageKind.ANSWER, reply=long, answers="77", place=Place("telegram", "-7", "17"))
        await post.work(30)
        first, second = post.telegram.arrived()
        assert (first.params["text"][0], second.params["text"][0]) == ("甲", "乙")
        assert first.params["reply_parameters"]["message_id"] == 77
        assert "reply_parameters" not in second.params
        assert {one.params["message_thread_id"] for one in (first, second)} == {17}
        assert {one.params["disable_notification"] for one in (first, second)} == {True}

    play(scene)


def test_what_is_too_late_is_not_sent(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.telegram.judge = lambda method, params: no_way() if post.loop.time() < 100 else None
        post.plan("a", expires=EPOCH + timedelta(seconds=60))
        await post.work(1000)
        assert post.telegram.sent() == []

    play(scene)


def test_a_busy_group_does_not_hold_up_the_others(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        for number in range(60):
            post.plan(f"g:{number}", MessageKind.REMINDER, **at(-7))
        for number in range(1, 61):
            post.plan(f"p:{number}", MessageKind.BROADCAST, **at(number))
        await post.work(60)
        private = [one.at for one in post.telegram.arrived() if one.params["chat_id"] > 0]
        assert len(private) == 60
        assert max(private) < 30
        await post.work(200)
        group = [one.at for one in post.telegram.arrived() if one.params["chat_id"] == -7]
        assert len(group) == 60
        assert all(late - early >= 60 for early, late in zip(group, group[20:], strict=False))

    play(scene)


def test_a_row_that_cannot_be_rendered_is_given_up_and_seen(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("a", reply={"blocks": [{"kind": "nonsense"}]})
        post.plan("b", **at(2))
        await post.work(5)
        assert post.states() == {"a": MessageState.GIVEN_UP, "b": SENT}

    play(scene)


def test_what_we_make_wrongly_is_given_up_and_reported_once(
    play: Play[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise KeyError("message_id")

    async def scene(post: Post) -> None:
        monkeypatch.setattr(courier, "deliver", broken)
        post.plan("a", MessageKind.ANSWER)
        with capture_logs() as logs:
            await post.work(200)
        assert (post.row("a").state, post.row("a").reason) == (MessageState.GIVEN_UP, "not sent: KeyError")
        assert [line["event"] for line in logs] == ["message_not_made"]

    monkeypatch.setattr("bot.telegram.reporting.report", lambda *_: None)
    play(scene)
