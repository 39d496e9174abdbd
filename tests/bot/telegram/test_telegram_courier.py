"""What waits in the outbox: sent in its order, and never lost, doubled or hammered when Telegram says no."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest
from telegram.error import RetryAfter

from bot.telegram import courier, settling
from bot.telegram.allowance import Allowance
from bot.telegram.build import Transport, build
from bot.telegram.courier import AT_ONCE, Courier
from bot.telegram.fates import verdict
from bot.telegram.pacing import Pacer, Urgency
from bot.telegram.reporting import Reporter
from handlers import Choice, Choices, Reply, Services, Text, encode
from storage import Lease, LeaseLost, Message, MessageKind, MessageState, NewMessage, Place, Storage
from tests.bot.telegram.scripted import ScriptedTelegram, cut_off, no_way, refusal, timed_out
from tests.bot.telegram.virtual_time import EPOCH, VirtualLoop, virtually
from tests.storage.databases import migrated_file, sqlite_url

__all__ = ["migrated_file", "sqlite_url"]

T = TypeVar("T")

TOKEN = "123456789:AAexample-example_example-example1x"
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
        task = asyncio.create_task(self.courier.run(self.lease))
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            task.cancel()
            await asyncio.wait({task})
        if not task.cancelled():
            task.result()


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


def test_a_broadcast_keeps_to_the_rate(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        for number in range(1, 301):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        await post.work(11)
        times = [one.at for one in post.telegram.arrived()]
        assert len(times) == 300
        assert max(times) - min(times) == pytest.approx(299 / 29.5, rel=0.03)

    play(scene)


def test_patience_is_kept_and_the_message_sent_then(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=40))
        post.plan("a")
        await post.work(39)
        assert (len(post.telegram.calls), post.row("a").state) == (1, WAITING)
        await post.work(5)
        assert post.telegram.sent() == [(5001, "a")]
        assert post.telegram.calls[1].at >= 40

    play(scene)


@pytest.mark.parametrize("kind", [MessageKind.ANSWER, MessageKind.REMINDER])
def test_a_failure_of_telegrams_own_backs_off_and_passes(play: Play[Any], kind: MessageKind) -> None:
    async def scene(post: Post) -> None:
        post.telegram.next("sendMessage", *[refusal(500, "Internal Server Error")] * 4)
        post.plan("a", kind)
        await post.work(60)
        pauses = [later.at - sooner.at for sooner, later in itertools.pairwise(post.telegram.calls)]
        assert [round(pause) for pause in pauses] == [1, 2, 4, 8]
        assert post.states() == {"a": SENT}

    play(scene)


@pytest.mark.parametrize("failure", [cut_off, timed_out, lambda: refusal(504, "Gateway Timeout")])
def test_after_silence_answers_go_again_and_the_others_are_in_doubt(
    play: Play[Any], failure: Callable[[], Any]
) -> None:
    async def scene(post: Post) -> None:
        kinds = (MessageKind.ANSWER, MessageKind.CONFIRMATION, MessageKind.CARD, MessageKind.REMINDER)
        for number, kind in enumerate((*kinds, MessageKind.BROADCAST)):
            post.plan(kind.value, kind, **at(100 + number))
            post.telegram.next("sendMessage", failure())
        await post.work(60)
        assert sorted(text for _, text in post.telegram.sent()) == ["answer", "confirmation"]
        states = post.states()
        assert {states[name] for name in ("answer", "confirmation")} == {SENT}
        assert {states[name] for name in ("card", "reminder", "broadcast")} == {MessageState.UNCERTAIN}

    play(scene)


def test_while_telegram_is_away_nothing_is_lost_doubled_or_hammered(
    play: Play[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "LOOK_EVERY", 10.0)

    async def scene(post: Post) -> None:
        post.telegram.judge = lambda method, params: no_way() if post.loop.time() < 7200 else None
        for number in range(1, 31):
            post.plan(f"r:{number}", **at(number))
        await post.work(7199)
        assert post.telegram.sent() == []
        assert len(post.telegram.calls) < 7200 / 30 * AT_ONCE + 60
        await post.work(800)
        assert sorted(chat for chat, _ in post.telegram.sent()) == list(range(1, 31))
        assert set(post.states().values()) == {SENT}

    play(scene)


def test_what_never_passes_is_given_up_in_the_end(play: Play[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "LOOK_EVERY", 10.0)

    async def scene(post: Post) -> None:
        post.telegram.judge = lambda method, params: refusal(500, "Internal Server Error")
        post.plan("a")
        await post.work(8 * 3600)
        assert post.states() == {"a": MessageState.GIVEN_UP}
        assert len(post.telegram.calls) == 40

    play(scene)


def test_patience_is_no_try_and_loses_no_message(play: Play[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "GIVE_UP", 3)

    async def scene(post: Post) -> None:
        patience = refusal(429, "Too Many Requests", retry_after=3)
        post.telegram.next("sendMessage", *[patience] * 5, no_way(), no_way(), patience)
        post.telegram.next("sendMessage", *[refusal(500, "Internal Server Error")] * 2, patience)
        post.plan("a", MessageKind.BROADCAST)
        await post.work(120)
        assert post.states() == {"a": SENT}
        assert post.row("a").tries == 3

    play(scene)


def test_who_blocked_the_bot_is_marked_and_the_message_refused(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        with post.storage.write() as store:
            person = store.people.get_or_create("telegram", "5001", "王芳", EPOCH)
            store.chats.see("telegram", "-7", "group", "群", EPOCH)
        words = "Forbidden: bot was blocked by the user"
        post.telegram.next("sendMessage", refusal(403, words), refusal(403, "Forbidden: bot was kicked"))
        post.plan("a", person_id=person.id)
        await post.work(1)
        post.plan("b", place=Place("telegram", "-7"))
        await post.work(1)
        assert post.states() == {"a": MessageState.REFUSED, "b": MessageState.REFUSED}
        assert words in post.row("a").reason
        with post.storage.read() as store:
            marked = store.people.get(person.id)
            group = store.chats.get("telegram", "-7")
        assert marked is not None and marked.unreachable_at is not None
        assert group is not None and not group.active

    play(scene)


def test_what_telegram_does_not_take_is_refused_and_the_person_stays_reachable(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        with post.storage.write() as store:
            person = store.people.get_or_create("telegram", "5001", "王芳", EPOCH)
        post.telegram.next("sendMessage", refusal(400, "Bad Request: can't parse entities"))
        post.plan("a", person_id=person.id)
        await post.work(5)
        assert post.states() == {"a": MessageState.REFUSED}
        with post.storage.read() as store:
            kept = store.people.get(person.id)
        assert kept is not None and kept.unreachable_at is None

    play(scene)


def test_a_group_with_a_new_id_takes_everything_along(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        with post.storage.write() as store:
            person = store.people.get_or_create("telegram", "5001", "王芳", EPOCH)
            from storage import Role

            member = store.memberships.grant(person.id, Role.COUNTY, "county:341822", at=EPOCH)
            old = store.chats.see("telegram", "-7", "group", "群", EPOCH)
            store.chats.bind("telegram", "-7", unit="county:341822", by=member.id)
            store.settings.set(f"chat:{old.id}", "card", True, EPOCH)
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        post.telegram.next("sendMessage", refusal(400, words, migrate_to_chat_id=-1007))
        post.plan("a", **at(-7))
        post.plan("later", due=EPOCH + timedelta(days=1), **at(-7))
        await post.work(5)
        assert post.telegram.sent() == [(-1007, "a")]
        assert post.row("later").place.chat == "-1007"
        with post.storage.read() as store:
            new = store.chats.get("telegram", "-1007")
            assert new is not None
            assert (new.bound_unit, store.settings.get(f"chat:{new.id}", "card")) == ("county:341822", True)

    play(scene)


def test_a_card_is_edited_in_place_and_sent_anew_where_it_is_gone(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        post.plan("card:2", MessageKind.CARD, edits="card:1", due=EPOCH + timedelta(seconds=5))
        await post.work(10)
        first = post.row("card:1").message
        (edit,) = post.telegram.arrived("editMessageText")
        assert (edit.params["chat_id"], str(edit.params["message_id"])) == (5001, first)
        assert post.row("card:2").message == first
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message is not modified: the same"))
        post.plan("card:3", MessageKind.CARD, edits="card:2")
        await post.work(10)
        assert (post.row("card:3").state, post.row("card:3").message) == (SENT, first)
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message to edit not found"))
        post.plan("card:4", MessageKind.CARD, edits="card:3")
        await post.work(10)
        assert post.telegram.sent() == [(5001, "card:1"), (5001, "card:4")]
        assert post.row("card:4").message not in (None, first)

    play(scene)


@pytest.mark.parametrize("lost", [MessageState.UNCERTAIN, MessageState.EXPIRED, MessageState.GIVEN_UP])
def test_an_edit_that_was_lost_makes_no_second_card(play: Play[Any], lost: MessageState) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        await post.work(5)
        late = post.loop.now() + timedelta(hours=1)
        for number in (2, 3):
            post.plan(f"card:{number}", MessageKind.CARD, edits=f"card:{number - 1}", expires=late)
        with post.storage.write() as store:
            if lost is MessageState.EXPIRED:
                store.outbox.expire(late)
            else:
                for row in store.outbox.claim(9, now=post.loop.now(), lease=TTL, under=post.lease):
                    lose = (
                        store.outbox.give_up if lost is MessageState.GIVEN_UP else store.outbox.mark_uncertain
                    )
                    lose(row.id, "lost", now=post.loop.now(), under=post.lease)
        assert {post.row("card:2").state, post.row("card:3").state} == {lost}
        post.plan("card:4", MessageKind.CARD, edits="card:3")
        await post.work(5)
        assert post.telegram.sent() == [(5001, "card:1")]
        assert [one.params["text"] for one in post.telegram.arrived("editMessageText")] == ["card:4"]
        assert post.row("card:4").message == post.row("card:1").message

    play(scene)


@pytest.mark.parametrize("failure", [cut_off, timed_out, lambda: refusal(504, "Gateway Timeout")])
def test_an_edit_without_an_answer_is_made_again(play: Play[Any], failure: Callable[[], Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        await post.work(5)
        post.telegram.next("editMessageText", failure())
        post.plan("card:2", MessageKind.CARD, edits="card:1")
        await post.work(10)
        assert [call.method for call in post.telegram.calls] == ["sendMessage"] + ["editMessageText"] * 2
        assert post.states() == {"card:1": SENT, "card:2": SENT}
        # What is sent because nothing can be edited any more is in doubt like everything sent.
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message to edit not found"))
        post.telegram.next("sendMessage", failure())
        post.plan("card:3", MessageKind.CARD, edits="card:2")
        await post.work(60)
        assert post.row("card:3").state is MessageState.UNCERTAIN

    play(scene)


@pytest.mark.parametrize(("code", "words"), [(401, "Unauthorized"), (404, "Not Found"), (409, "Conflict: x")])
def test_a_refused_token_refuses_no_message(play: Play[Any], code: int, words: str) -> None:
    async def scene(post: Post) -> None:
        post.telegram.judge = lambda method, params: refusal(code, words) if post.loop.time() < 100 else None
        for number in range(1, 6):
            post.plan(f"b:{number}", MessageKind.BROADCAST, **at(number))
        await post.work(99)
        assert set(post.states().values()) == {WAITING}
        assert len(post.telegram.calls) < 60
        await post.work(300)
        assert set(post.states().values()) == {SENT}

    play(scene)


def test_an_edit_waits_for_the_message_that_it_edits(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=5))
        post.plan("card:1", MessageKind.CARD)
        post.plan("card:2", MessageKind.CARD, edits="card:1")
        await post.work(30)
        assert post.telegram.sent() == [(5001, "card:1")]
        assert [one.params["text"] for one in post.telegram.arrived("editMessageText")] == ["card:2"]

    play(scene)


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


def test_a_stopped_broadcast_does_not_go_on_after_a_refusal(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("b:1", MessageKind.BROADCAST)
        with post.storage.write() as store:
            (row,) = store.outbox.claim(1, now=post.loop.now(), lease=TTL, under=post.lease)
            store.outbox.cancel("b:", "stopped", post.loop.now())
        own = settling.Settling(post.storage, post.loop.now, post.lease)
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
        await post.work(1.0)
        states = list(post.states().values())
        assert states.count(SENT) == len(post.telegram.sent()) > 20
        assert states.count(SENT) + states.count(WAITING) == 100
        await post.work(10.0)
        assert sorted(chat for chat, _ in post.telegram.sent()) == list(range(1, 101))

    play(scene)


def test_a_row_that_cannot_be_rendered_is_given_up_and_seen(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("a", reply={"blocks": [{"kind": "nonsense"}]})
        post.plan("b", **at(2))
        await post.work(5)
        assert post.states() == {"a": MessageState.GIVEN_UP, "b": SENT}

    play(scene)
