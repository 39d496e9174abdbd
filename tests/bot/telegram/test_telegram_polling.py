"""Polling: an update is confirmed when it is handled and not before; trouble is waited out."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.lanes import Lanes
from bot.telegram.pacing import Pacer
from bot.telegram.polling import LOOK_AGAIN, Poller
from bot.telegram.transport import Transport
from bot.telegram.updates import KINDS, Update
from tests.bot.telegram.account import TOKEN, refusal
from tests.bot.telegram.scripted import ScriptedTelegram, no_way
from tests.bot.telegram.virtual_time import VirtualLoop, for_a_while, virtually


def said(number: int, person: int = 1) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "李"}
    chat = {"id": person, "type": "private"}
    message = {"message_id": number, "date": 1_681_092_000, "chat": chat, "from": sender, "text": f"{number}"}
    return {"update_id": number, "message": message}


class FaithfulTelegram(ScriptedTelegram):
    """Gives what waits again and again until a higher offset confirms it."""

    def __init__(self, waiting: list[dict[str, Any]]) -> None:
        super().__init__()
        self.waiting = waiting
        self.waits = True

    async def _polled(self, params: dict[str, Any]) -> Any:
        offset, left = params.get("offset") or 0, float(params.get("timeout") or 0)
        self.waiting = [one for one in self.waiting if one["update_id"] >= offset]
        await asyncio.sleep(self.delay)
        while not self.waiting and left > 0 and self.waits:
            await asyncio.sleep(self.delay)
            left -= self.delay
        return list(self.waiting)


class Scene:
    """A poller and what it is given to handle."""

    def __init__(self, loop: VirtualLoop) -> None:
        self.loop = loop
        self.telegram: ScriptedTelegram = ScriptedTelegram()
        self.handled: list[int] = []
        self.failing: set[int] = set()
        self.seconds: dict[int, float] = {}
        self.bot = build(
            TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(self.telegram, self.telegram)
        )
        self.poller = Poller(self.bot, self.handle, Lanes())

    async def handle(self, update: Update) -> None:
        await asyncio.sleep(self.seconds.get(update.number, 0.0))
        if update.number in self.failing:
            raise ConnectionError("no database, no Telegram")
        self.handled.append(update.number)

    def faithful(self, *updates: dict[str, Any]) -> FaithfulTelegram:
        """Let these updates wait at a Telegram that gives them until they are confirmed."""
        self.telegram = telegram = FaithfulTelegram(list(updates))
        self.bot = build(TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(telegram, telegram))
        self.poller = Poller(self.bot, self.handle, Lanes())
        return telegram

    async def poll(self, seconds: float) -> None:
        await self.bot.initialize()
        await for_a_while(self.poller.run(), seconds)

    def asked(self) -> list[int | None]:
        """The offsets that Telegram was asked from, those of failed calls included."""
        return [one.params.get("offset") for one in self.telegram.calls if one.method == "getUpdates"]


def play(work: Callable[[Scene], Coroutine[Any, Any, None]]) -> None:
    async def begun(loop: VirtualLoop) -> None:
        scene = Scene(loop)
        await scene.bot.initialize()
        scene.telegram.calls.clear()
        await work(scene)

    virtually(begun)


def test_nothing_is_confirmed_before_it_and_all_before_it_are_handled() -> None:
    async def scene(one: Scene) -> None:
        one.faithful(said(5), said(6, 2))
        one.seconds = {5: 3.0}
        await one.poll(10)
        assert one.handled == [6, 5]
        polls = [call for call in one.telegram.calls if call.method == "getUpdates"]
        assert {call.params.get("offset") for call in polls if call.at < 3.0} == {None, 5}
        assert polls[-1].params["offset"] == 7
        assert polls[0].params["allowed_updates"] == list(KINDS)

    play(scene)


def test_while_one_reply_does_not_get_through_others_are_heard_at_once() -> None:
    async def scene(one: Scene) -> None:
        telegram = one.faithful(said(5))
        one.seconds = {5: 15.0}
        polling = asyncio.create_task(one.poll(30))
        await asyncio.sleep(1)
        for number in range(6, 9):
            telegram.waiting.append(said(number, number))
            await asyncio.sleep(1)
            assert one.handled[-1] == number, "within a second, though the first one hangs"
        await polling
        assert one.handled == [6, 7, 8, 5], "each once, though Telegram gave them again and again"
        assert one.asked()[-1] == 9
        assert len(one.asked()) < 15 / LOOK_AGAIN + 10, "it looks again with pauses"

    play(scene)


def test_one_persons_updates_stay_in_order_while_others_overtake() -> None:
    async def scene(one: Scene) -> None:
        telegram = one.faithful(said(5))
        one.seconds = {5: 5.0}
        polling = asyncio.create_task(one.poll(20))
        await asyncio.sleep(1)
        telegram.waiting += [said(6), said(7, 2)]
        await polling
        assert one.handled == [7, 5, 6]

    play(scene)


def test_what_fails_beside_a_slow_one_comes_again_and_is_done_once() -> None:
    async def scene(one: Scene) -> None:
        one.faithful(said(5), said(6, 2), said(7, 3))
        one.seconds, one.failing = {5: 6.0}, {6}
        polling = asyncio.create_task(one.poll(20))
        await asyncio.sleep(2.5)
        assert one.handled == [7]
        one.failing = set()
        await polling
        assert one.handled == [7, 6, 5]
        assert one.asked()[-1] == 8

    play(scene)


def test_a_webhook_of_before_is_taken_away_first() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.next("deleteWebhook", no_way(), refusal(500, "Internal Server Error"))
        one.telegram.updates.append([said(5)])
        await one.poll(20)
        methods = [call.method for call in one.telegram.calls]
        assert methods[:4] == ["deleteWebhook", "deleteWebhook", "deleteWebhook", "getUpdates"]
        assert one.handled == [5]

    play(scene)


def test_a_server_that_does_not_know_webhooks_is_asked_for_updates() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.next("deleteWebhook", refusal(404, "Not Found: method not found"))
        one.telegram.updates.append([said(5)])
        await one.poll(20)
        assert one.handled == [5]

    play(scene)


def test_a_server_that_does_not_wait_for_updates_is_not_hammered() -> None:
    async def scene(one: Scene) -> None:
        telegram = one.faithful()
        telegram.delay = 0.0
        telegram.waits = False
        polling = asyncio.create_task(one.poll(20))
        await asyncio.sleep(10)
        asked = len(one.asked())
        assert asked < 500
        telegram.waiting.append(said(5))
        await asyncio.sleep(0.1)
        assert one.handled == [5]
        await polling

    play(scene)


def test_a_webhook_that_somebody_sets_meanwhile_is_taken_away() -> None:
    async def scene(one: Scene) -> None:
        words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
        one.telegram.next("getUpdates", no_way(), refusal(409, words))
        one.telegram.updates.append([said(5)])
        with capture_logs() as logs:
            await one.poll(20)
        methods = [call.method for call in one.telegram.calls]
        assert methods[:5] == ["deleteWebhook", "getUpdates", "getUpdates", "deleteWebhook", "getUpdates"]
        assert one.handled == [5]
        events = [line["event"] for line in logs if line["log_level"] != "info"]
        assert events == ["telegram_unreachable", "webhook_in_the_way"]

    play(scene)


def test_what_could_not_be_handled_comes_again_and_the_rest_is_not_done_twice() -> None:
    async def scene(one: Scene) -> None:
        batch = [said(5), said(6, 2), said(7, 3)]
        one.telegram.updates.extend([batch, batch[1:], batch[1:]])
        one.failing = {6}
        task = asyncio.create_task(one.poll(20))
        await asyncio.sleep(1.5)
        one.failing = set()
        await task
        assert one.handled == [5, 7, 6]
        assert one.asked()[0] is None
        assert set(one.asked()[1:-1]) >= {6}
        assert one.asked()[-1] == 8

    play(scene)


def test_while_the_network_is_away_it_asks_less_and_less_often_and_then_goes_on() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.next("getUpdates", *[no_way() for _ in range(12)])
        one.telegram.updates.append([said(5)])
        await one.poll(400)
        times = [call.at for call in one.telegram.calls if call.method == "getUpdates"]
        pauses = [round(late - early) for early, late in itertools.pairwise(times[:13])]
        assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30]
        assert one.handled == [5]

    play(scene)


def test_a_second_poller_is_said_in_words() -> None:
    async def scene(one: Scene) -> None:
        words = "Conflict: terminated by other getUpdates request"
        one.telegram.next("getUpdates", refusal(409, words))
        one.telegram.updates.append([said(5)])
        with capture_logs() as logs:
            await one.poll(20)
        (line,) = [line for line in logs if line["event"] == "another_poller"]
        assert "另一个程序" in line["hint"]
        assert one.handled == [5]

    play(scene)


def test_an_update_of_an_unknown_form_is_passed_over() -> None:
    async def scene(one: Scene) -> None:
        broken = {"update_id": 6, "message": {"message_id": 1, "chat": "nonsense"}}
        one.telegram.updates.append([said(5), broken, said(7, 2)])
        with capture_logs() as logs:
            await one.poll(10)
        assert [number for number in one.handled if number != 6] == [5, 7]
        assert one.asked()[-1] == 8
        assert "update_passed_over" in [line["event"] for line in logs]

    play(scene)


@pytest.mark.parametrize("strange", [None, {"update_id": 5}, True], ids=str)
def test_an_answer_without_a_list_is_waited_out(strange: object) -> None:
    async def scene(one: Scene) -> None:
        one.telegram.next("getUpdates", (200, {"ok": True, "result": strange}))
        one.telegram.updates.append([said(5)])
        await one.poll(10)
        assert one.handled == [5]

    play(scene)


def test_nothing_of_what_cannot_be_read_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def scene(one: Scene) -> None:
        broken = said(5)["message"] | {"text": "身份证号", "chat": "nonsense"}
        one.telegram.updates.append([{"update_id": 6, "message": broken, "poll": {"id": 1}}])
        with capture_logs() as logs:
            await one.poll(10)
        assert one.asked()[-1] == 7
        assert "身份证号" not in caplog.text + str(logs)

    play(scene)


def test_out_of_order_the_highest_number_is_confirmed() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.updates.append([said(8), said(5)])
        await one.poll(10)
        assert one.asked() == [None, 9]

    play(scene)


def test_while_another_process_is_active_nothing_is_asked() -> None:
    async def scene(one: Scene) -> None:
        telegram = one.faithful(said(5))
        active = False
        one.poller = Poller(one.bot, one.handle, Lanes(), lambda: active)
        polling = asyncio.create_task(one.poll(20))
        await asyncio.sleep(10)
        assert (one.asked(), len(telegram.waiting)) == ([], 1)
        active = True
        await polling
        assert one.handled == [5]

    play(scene)


def test_a_refused_token_ends_the_polling() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.next("getUpdates", refusal(401, "Unauthorized"))
        with pytest.raises(InvalidToken):
            await one.poll(10)

    play(scene)


def test_stopped_it_finishes_the_batch_in_hand_and_confirms_it() -> None:
    async def scene(one: Scene) -> None:
        one.telegram.updates.append([said(5), said(6)])
        one.seconds = {5: 2.0, 6: 2.0}
        await one.poll(1.0)
        assert one.handled == [5, 6]
        assert 7 not in one.asked()
        await one.poller.confirm()
        assert one.asked()[-1] == 7

    play(scene)
