"""The pace: never more than Telegram allows, however it counts; people first; cheap for any number."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bench.counts import COUNTS, Bucket, Count, Fixed, Sliding
from bot.render.telegram import Message
from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.outgoing import Target, deliver
from bot.telegram.pacing import Pacer, StoodDown, Urgency
from bot.telegram.transport import Transport
from tests.bot.telegram.account import TOKEN
from tests.bot.telegram.scripted import ScriptedTelegram
from tests.bot.telegram.virtual_time import VirtualLoop, virtually

ALLOWED = 30


class Sender:
    """Sends through a pacer to a server that counts."""

    def __init__(self, loop: VirtualLoop, overall: Count, allowance: Allowance | None = None) -> None:
        self.loop = loop
        self.overall = overall
        self.pacer = Pacer(allowance or Allowance())
        self.sent: list[tuple[float, int]] = []
        self.refused: list[float] = []
        self.chats: dict[int, Count] = {}

    async def send(self, chat: int, urgency: Urgency = Urgency.PLANNED, delay: float = 0.05) -> float:
        """Send one message; return how long its turn took."""
        begun = self.loop.time()
        turn = 0.0

        async def call() -> bool:
            nonlocal turn
            turn = self.loop.time() - begun
            await asyncio.sleep(delay / 2)
            now = self.loop.time()
            chat_count = self.chats.get(chat)
            if not self.overall.take(now) or (chat_count is not None and not chat_count.take(now)):
                self.refused.append(now)
                raise RetryAfter(1)
            self.sent.append((now, chat))
            await asyncio.sleep(delay / 2)
            return True

        await self.pacer.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, urgency)
        return turn


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_three_thousand_messages_at_the_allowed_rate_without_an_objection(
    count: Callable[[float], Count],
) -> None:
    async def broadcast(loop: VirtualLoop) -> tuple[Sender, float]:
        sender = Sender(loop, count(ALLOWED))
        await asyncio.gather(*(sender.send(chat, Urgency.BROADCAST) for chat in range(1, 3001)))
        return sender, loop.time()

    sender, seconds = virtually(broadcast)
    assert sender.refused == []
    assert sorted(chat for _, chat in sender.sent) == list(range(1, 3001))
    assert 3000 / seconds >= 0.97 * ALLOWED


def test_calls_of_the_same_urgency_keep_their_order() -> None:
    async def line_up(loop: VirtualLoop) -> list[int]:
        sender = Sender(loop, Sliding(ALLOWED))
        await asyncio.gather(*(sender.send(chat) for chat in range(1, 200)))
        return [chat for _, chat in sender.sent]

    assert virtually(line_up) == list(range(1, 200))


def test_planned_messages_go_before_broadcasts_that_were_there_first() -> None:
    async def line_up(loop: VirtualLoop) -> list[int]:
        sender = Sender(loop, Sliding(ALLOWED))
        broadcast = [sender.send(chat, Urgency.BROADCAST) for chat in range(1, 101)]
        planned = [sender.send(chat, Urgency.PLANNED) for chat in range(1001, 1011)]
        await asyncio.gather(*broadcast, *planned)
        return [chat for _, chat in sender.sent]

    order = virtually(line_up)
    assert order[1:11] == list(range(1001, 1011)), "the first had no company yet"


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_answers_do_not_wait_behind_a_broadcast(count: Callable[[float], Count]) -> None:
    """Three answers a second while 450 messages go out: each goes at once but the first, none is refused."""

    async def mixed(loop: VirtualLoop) -> tuple[list[float], Sender]:
        sender = Sender(loop, count(ALLOWED))
        broadcast = [asyncio.create_task(sender.send(chat, Urgency.BROADCAST)) for chat in range(1, 451)]
        await asyncio.sleep(2.003)
        waits = []
        for number in range(30):
            waits.append(await sender.send(10_000 + number, Urgency.ANSWER))
            await asyncio.sleep(0.3)
        await asyncio.gather(*broadcast)
        return waits, sender

    waits, sender = virtually(mixed)
    assert sender.refused == []
    assert len(sender.sent) == 480
    assert waits[0] <= 0.05
    assert max(waits[1:]) <= 0.01


def test_a_burst_of_answers_goes_at_once_as_long_as_telegram_does_not_object() -> None:
    async def burst(loop: VirtualLoop) -> float:
        sender = Sender(loop, Bucket(1000))
        await asyncio.gather(*(sender.send(chat, Urgency.ANSWER) for chat in range(1, 301)))
        return loop.time()

    assert virtually(burst) == pytest.approx(0.05)


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_after_an_objection_answers_keep_to_the_rate_too(count: Callable[[float], Count]) -> None:
    async def flood(loop: VirtualLoop) -> tuple[int, int, float]:
        sender = Sender(loop, count(ALLOWED))
        first = [sender.send(chat, Urgency.ANSWER) for chat in range(1, 41)]
        ends = await asyncio.gather(*first, return_exceptions=True)
        early = len(sender.refused)
        again = [sender.send(chat, Urgency.ANSWER) for chat in range(100, 700)]
        begun = loop.time()
        await asyncio.gather(*again)
        assert all(end is None or isinstance(end, float | RetryAfter) for end in ends)
        return early, len(sender.refused) - early, 600 / (loop.time() - begun)

    early, later, rate = virtually(flood)
    assert early > 0
    assert later == 0
    assert rate >= 27


def test_one_chat_gets_a_message_a_second_and_others_meanwhile() -> None:
    async def one_and_others(loop: VirtualLoop) -> Sender:
        sender = Sender(loop, Sliding(ALLOWED))
        sender.chats[7] = Sliding(1)
        hasty = [sender.send(7) for _ in range(5)]
        others = [sender.send(chat) for chat in range(100, 120)]
        await asyncio.gather(*hasty, *others)
        return sender

    sender = virtually(one_and_others)
    assert sender.refused == []
    times = [when for when, chat in sender.sent if chat == 7]
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(times))
    assert max(when for when, chat in sender.sent if chat != 7) < 1.0


def test_a_group_gets_twenty_a_minute() -> None:
    async def groups(loop: VirtualLoop) -> Sender:
        sender = Sender(loop, Sliding(ALLOWED))
        for group in (-1, -2, -3):
            sender.chats[group] = Sliding(20, seconds=60)
        await asyncio.gather(*(sender.send(group) for group in (-1, -2, -3) for _ in range(45)))
        return sender

    sender = virtually(groups)
    assert sender.refused == []
    assert len(sender.sent) == 135
    assert sender.sent[-1][0] < 150, "two full minutes and a little"


def test_an_objection_to_one_chat_does_not_hold_up_the_others() -> None:
    async def objected(loop: VirtualLoop) -> tuple[float, float]:
        sender = Sender(loop, Sliding(ALLOWED))

        async def refuse() -> bool:
            raise RetryAfter(30)

        with pytest.raises(RetryAfter):
            await sender.pacer.process_request(refuse, (), {}, "sendMessage", {"chat_id": -5}, Urgency.ANSWER)
        other = await sender.send(6, Urgency.ANSWER)
        return other, sender.pacer.wait_for(-5, Urgency.ANSWER)

    other, same = virtually(objected)
    assert other == 0.0
    assert same == pytest.approx(30.0, abs=0.1)


def test_an_answer_does_not_wait_for_planned_messages_to_the_same_chat() -> None:
    async def asked(loop: VirtualLoop) -> tuple[float, float, float]:
        sender = Sender(loop, Sliding(ALLOWED))
        planned = [asyncio.create_task(sender.send(-5)) for _ in range(3)]
        await asyncio.sleep(0.1)
        answer, another = (sender.pacer.wait_for(-5, one) for one in (Urgency.ANSWER, Urgency.PLANNED))
        waited = await sender.send(-5, Urgency.ANSWER)
        await asyncio.gather(*planned)
        return answer, another, waited

    answer, another, waited = virtually(asked)
    assert (answer, waited) == (0.0, 0.0)
    assert another > 2.0, "the next planned one waits for the two before it"


def test_calls_that_send_nothing_never_wait() -> None:
    async def ask(loop: VirtualLoop) -> float:
        pacer = Pacer(Allowance())
        waiting = [asyncio.create_task(Sender(loop, Sliding(ALLOWED)).send(1)) for _ in range(5)]

        async def call() -> bool:
            return True

        for _ in range(100):
            await pacer.process_request(call, (), {}, "answerCallbackQuery", {"callback_query_id": "1"}, None)
        for task in waiting:
            task.cancel()
        return loop.time()

    assert virtually(ask) == 0.0


def test_who_may_not_send_any_more_calls_nothing() -> None:
    called: list[int] = []

    async def stand_down(loop: VirtualLoop) -> None:
        pacer = Pacer(Allowance(), may_send=lambda urgency: loop.time() < 1.0)

        async def call() -> bool:
            called.append(1)
            return True

        async def one(chat: int) -> None:
            await pacer.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, Urgency.PLANNED)

        ends = await asyncio.gather(*(one(chat) for chat in range(1, 61)), return_exceptions=True)
        assert sum(isinstance(end, StoodDown) for end in ends) == 60 - len(called)

    virtually(stand_down)
    assert 25 <= len(called) <= 31


@pytest.mark.parametrize("method", ["answerCallbackQuery", "answerInlineQuery", "editMessageText"])
def test_who_is_not_active_does_nothing_that_people_see(method: str) -> None:
    async def scene(_: VirtualLoop) -> None:
        called: list[str] = []

        async def call(one: str) -> bool:
            called.append(one)
            return True

        pacer = Pacer(Allowance(), may_send=lambda urgency: False)
        with pytest.raises(StoodDown):
            await pacer.process_request(call, (method,), {}, method, {"chat_id": 1}, None)
        await pacer.process_request(call, ("getMe",), {}, "getMe", {}, None)
        assert called == ["getMe"]

    virtually(scene)


def test_who_gave_up_waiting_costs_nobody_a_turn() -> None:
    async def give_up(loop: VirtualLoop) -> float:
        sender = Sender(loop, Sliding(ALLOWED))
        tasks = [asyncio.create_task(sender.send(chat)) for chat in range(1, 501)]
        await asyncio.sleep(0.01)
        for task in tasks[1:499]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return loop.time()

    assert virtually(give_up) < 0.2


def test_a_hundred_thousand_may_wait() -> None:
    """Each call looks at the head of the line only: the allowance is asked a few times a call, not once each."""

    class Asked(Allowance):
        times = 0

        def free_at(self, *args: Any) -> float:
            self.times += 1
            return super().free_at(*args)

    async def line_up(loop: VirtualLoop) -> tuple[int, int, int]:
        allowance = Asked()
        sender = Sender(loop, Sliding(ALLOWED), allowance)
        tasks = [asyncio.create_task(sender.send(chat, delay=0.0)) for chat in range(1, 100_001)]
        await asyncio.sleep(10.0)
        asked, waiting = allowance.times, sender.pacer.waiting
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return asked, waiting, len(sender.sent)

    asked, waiting, sent = virtually(line_up)
    assert sent == pytest.approx(295, abs=3)
    assert waiting == pytest.approx(100_000 - sent, abs=1)
    assert asked < 4 * 100_000


@pytest.mark.parametrize("count", [Sliding, Fixed, Bucket], ids=lambda count: count.__name__)
def test_the_counts_themselves_refuse_what_is_too_much(count: Callable[[float], Count]) -> None:
    """The judge is judged: 60 messages in half a second are too many under each of the three."""
    counting = count(ALLOWED)
    assert not all(counting.take(10.1 + number / 120) for number in range(60))


@pytest.mark.parametrize(("urgency", "seconds"), [(Urgency.ANSWER, 0.0), (Urgency.PLANNED, 59 / 29.5)])
def test_what_is_urgent_is_told_through_the_library(urgency: Urgency, seconds: float) -> None:
    async def through(loop: VirtualLoop) -> float:
        telegram = ScriptedTelegram()
        bot = build(TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(telegram, telegram))
        await bot.initialize()
        texts = (Message("好"),)
        begun = loop.time()
        await asyncio.gather(*(deliver(bot, Target(str(chat)), texts, [], urgency) for chat in range(1, 61)))
        times = [one.at for one in telegram.arrived()]
        assert len(times) == 60
        return max(times) - begun

    assert virtually(through) == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
def test_where_calls_are_held_up_and_arrive_together_nothing_is_refused(
    count: Callable[[float], Count],
) -> None:
    """Every two seconds computer or network stand still for a third of a second."""

    async def broadcast(loop: VirtualLoop) -> Sender:
        sender = Sender(loop, count(ALLOWED))

        async def one(chat: int) -> None:
            async def call() -> bool:
                still = 2.0 - loop.time() % 2.0
                await asyncio.sleep(0.02 + (still if still < 0.35 else 0.0))
                if not sender.overall.take(loop.time()):
                    sender.refused.append(loop.time())
                else:
                    sender.sent.append((loop.time(), chat))
                await asyncio.sleep(0.02)
                return True

            await sender.pacer.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)

        await asyncio.gather(*(one(chat) for chat in range(1, 601)))
        return sender

    sender = virtually(broadcast)
    assert sender.refused == []
    assert len(sender.sent) == 600
    assert sender.sent[-1][0] < 600 / 22


def test_whoever_gives_up_at_the_very_moment_of_the_turn_leaves_nothing_behind() -> None:
    async def give_up(loop: VirtualLoop) -> float:
        sender = Sender(loop, Sliding(ALLOWED))
        for _ in range(100):
            first = asyncio.create_task(sender.send(1 + int(loop.time() * 1000)))
            second = asyncio.create_task(sender.send(500_000 + int(loop.time() * 1000)))
            await asyncio.sleep(0)
            await asyncio.sleep(1 / 29.5)
            second.cancel()
            await asyncio.gather(first, second, return_exceptions=True)
        await asyncio.sleep(2)
        begun = loop.time()
        await sender.send(9_999_999)
        return loop.time() - begun

    assert virtually(give_up) == pytest.approx(0.05, abs=0.01)
