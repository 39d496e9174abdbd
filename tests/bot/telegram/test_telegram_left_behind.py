"""What a process leaves when it is killed, stopped, too slow or replaced: nothing lost, nothing sent twice."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram import settling
from bot.telegram.courier import AT_ONCE
from bot.telegram.fates import verdict
from handlers import Reply, Text
from storage import LeaseLost, MessageKind, MessageState
from tests.bot.telegram.post import SENT, TTL, WAITING, Play, Post, at
from tests.bot.telegram.virtual_time import EPOCH


def test_what_waits_for_its_turn_longer_than_its_claim_is_not_taken_for_left_behind(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        long = Reply((Text("甲" * 4000), Text("乙" * 4000)))
        post.plan("answer", MessageKind.ANSWER, reply=long, **at(10))
        post.plan("reminder", **at(11))
        working = asyncio.create_task(post.work(400))
        await asyncio.sleep(0.005)
        # Telegram tells the bot as a whole to wait while the two are under way.
        post.pacer._allowance.object(None, 100.0, post.loop.time())
        await asyncio.sleep(70)
        assert post.row("answer").parts_sent == 1, "what arrived is known after a crash too"
        post.plan("another", **at(12))
        await asyncio.sleep(20)
        assert post.row("reminder").state is MessageState.SENDING
        await working
        assert sorted(text[0] for _, text in post.telegram.sent()) == ["a", "r", "乙", "甲"]
        assert post.states() == {"answer": SENT, "reminder": SENT, "another": SENT}

    play(scene)


def test_a_stopped_broadcast_does_not_go_on_after_a_refusal(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("b:1", MessageKind.BROADCAST)
        with post.storage.write() as store:
            (row,) = store.outbox.claim(1, now=post.loop.now(), lease=TTL, under=post.lease)
            store.outbox.cancel("b:", "stopped", post.loop.now())
        own = settling.Settling(post.storage, post.loop.now, post.lease, ThreadPoolExecutor())
        await own.failed(row, verdict(RetryAfter(3), 1), 0)
        await post.work(60)
        assert (post.row("b:1").state, post.row("b:1").reason) == (MessageState.GIVEN_UP, "stopped")
        assert post.telegram.calls == []

    play(scene)


def test_who_lost_the_lease_sends_nothing_more(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        for number in range(1, 101):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        working = asyncio.create_task(post.work(60))
        await asyncio.sleep(1.0)
        post.active = False
        second = post.take("second")
        before = len(post.telegram.calls)
        with pytest.raises(LeaseLost):
            await working
        assert len(post.telegram.calls) == before
        post.active, post.lease = True, second
        await post.work(60)
        sent = [chat for chat, _ in post.telegram.sent()]
        states = list(post.states().values())
        assert len(sent) == len(set(sent)), "nobody got it twice"
        assert states.count(SENT) + states.count(MessageState.UNCERTAIN) == 100
        assert states.count(MessageState.UNCERTAIN) <= AT_ONCE

    play(scene)


def test_what_a_killed_process_left_goes_again_or_is_in_doubt(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("answer", MessageKind.ANSWER)
        post.plan("reminder", MessageKind.REMINDER)
        with post.storage.write() as store:
            assert len(store.outbox.claim(9, now=EPOCH, lease=TTL, under=post.lease)) == 2
        post.lease = post.take("second")
        await post.work(10)
        assert post.telegram.sent() == [(5001, "answer")]
        assert post.states() == {"answer": SENT, "reminder": MessageState.UNCERTAIN}

    play(scene)


def test_stopped_in_order_it_leaves_nothing_in_doubt(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        for number in range(1, 101):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        await post.work(1.5)
        states = list(post.states().values())
        assert states.count(SENT) == len(post.telegram.sent()) > 20
        assert states.count(SENT) + states.count(WAITING) == 100
        await post.work(10.0)
        assert sorted(chat for chat, _ in post.telegram.sent()) == list(range(1, 101))

    play(scene)


def test_stopped_in_the_middle_of_a_claim_it_leaves_nothing_in_doubt(
    play: Play[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(post: Post) -> None:
        post.plan("reminder")
        working = asyncio.create_task(post.courier.run(post.lease))
        in_thread = post.loop.run_in_executor
        stops: list[bool] = []

        def stopped_meanwhile(*work: Any) -> asyncio.Future[Any]:
            done = in_thread(*work)
            if not stops and post.row("reminder").state is MessageState.SENDING:
                stops.append(working.cancel())
            return done

        monkeypatch.setattr(post.loop, "run_in_executor", stopped_meanwhile)
        await asyncio.wait({working})
        assert stops == [True]
        assert working.cancelled()
        assert (post.row("reminder").state, post.telegram.calls) == (WAITING, [])
        await post.work(10)
        assert post.telegram.sent() == [(5001, "reminder")]

    play(scene)
