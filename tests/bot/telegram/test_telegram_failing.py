"""What Telegram refuses, or says nothing about: waited for, tried again, given up or in doubt."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.telegram import courier, settling
from bot.telegram.courier import AT_ONCE
from storage import MessageKind, MessageState, Place
from tests.bot.telegram.account import refusal
from tests.bot.telegram.post import SENT, WAITING, Play, Post, at
from tests.bot.telegram.scripted import cut_off, no_way, timed_out
from tests.bot.telegram.virtual_time import EPOCH


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
