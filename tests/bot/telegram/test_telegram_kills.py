"""Whole processes killed or stopped at the worst moments: nothing is lost, nothing is done twice."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers import Reply, Text, encode
from storage import MessageKind, MessageState, Place, QuestionState, Storage
from tests.bot.telegram.account import SECRET
from tests.bot.telegram.loopback_telegram import LoopbackTelegram
from tests.bot.telegram.whole_process import running
from tests.storage.databases import PostgresServer
from tests.storage.samples import a_message

PERSON = 1001
WORDS = "按钮太小，看不清"
LETTERS = 80
IN_DOUBT = 8
"""A few are claimed ahead and a few are on their way when the lights go out."""


@pytest.fixture
async def telegram() -> AsyncIterator[LoopbackTelegram]:
    async with LoopbackTelegram().serving() as serving:
        yield serving


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> Iterator[str]:
    name = postgres_server.create(postgres_server.migrated())
    yield postgres_server.url(name)
    postgres_server.drop(name)


def feedback(url: str) -> list[str]:
    """What people have written, as stored."""
    with Storage(url) as storage, storage.read() as store:
        return [question.text for question in store.questions.list(state=QuestionState.OPEN)]


def plan_broadcast(url: str) -> None:
    with Storage(url) as storage, storage.write() as store:
        store.outbox.plan(
            a_message(
                f"b:{number}",
                MessageKind.BROADCAST,
                place=Place("telegram", str(5000 + number)),
                reply=encode(Reply((Text(f"第{number}封"),))),
            )
            for number in range(LETTERS)
        )


def states(url: str) -> Counter[MessageState]:
    with Storage(url) as storage, storage.read() as store:
        return Counter(store.outbox.counts("b:"))


def finished(url: str) -> bool:
    found = states(url)
    return found[MessageState.WAITING] == found[MessageState.SENDING] == 0


def letters(telegram: LoopbackTelegram) -> Counter[int]:
    return Counter(sent.chat for sent in telegram.sent if sent.chat >= 5000)


async def asked_for_words(telegram: LoopbackTelegram) -> None:
    """The person says /feedback and is asked what it is: the conversation stands in the middle."""
    await telegram.say(PERSON, "/feedback")
    await telegram.wait(lambda: len(telegram.texts(PERSON)) == 1 and not telegram.unconfirmed)


async def test_killed_before_the_reply_is_taken(telegram: LoopbackTelegram, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'gonghui.db'}"
    async with running(telegram, tmp_path, "first") as first:
        await asked_for_words(telegram)
        telegram.refuse = lambda sent: (500, {"ok": False, "error_code": 500, "description": "no"})
        await telegram.say(PERSON, WORDS)
        await telegram.wait(
            lambda: "sendMessage" in telegram.calls[telegram.calls.index("sendMessage") + 1 :]
        )
        await first.kill()
    telegram.refuse = lambda sent: None
    async with running(telegram, tmp_path, "second") as second:
        await telegram.wait(lambda: len(telegram.texts(PERSON)) >= 2 and not telegram.unconfirmed)
        assert await second.stop() == 0
    assert len(feedback(url)) == 1
    assert len(set(telegram.texts(PERSON)[1:])) == 1, "the same reply, however often"


async def test_killed_between_acceptance_and_its_own_note_of_it(
    telegram: LoopbackTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'gonghui.db'}"
    async with running(telegram, tmp_path, "first") as first:
        await asked_for_words(telegram)
        telegram.hold = lambda sent: True
        await telegram.say(PERSON, WORDS)
        await telegram.wait(lambda: len(telegram.texts(PERSON)) == 2)
        await first.kill()
    telegram.hold = lambda sent: False
    async with running(telegram, tmp_path, "second") as second:
        await telegram.wait(lambda: len(telegram.texts(PERSON)) == 3 and not telegram.unconfirmed)
        assert await second.stop() == 0
    assert len(feedback(url)) == 1
    _, first_try, again = telegram.texts(PERSON)
    assert first_try == again


async def test_killed_after_the_reply_before_the_update_is_confirmed(
    telegram: LoopbackTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'gonghui.db'}"
    other = 2002
    async with running(telegram, tmp_path, "first") as first:
        await asked_for_words(telegram)
        # Replies arrive, but nobody says so: no batch ends and none is confirmed.
        telegram.hold = lambda sent: True
        await telegram.say(other, "/feedback")
        await telegram.wait(lambda: len(telegram.texts(other)) == 1)
        await telegram.say(PERSON, WORDS)
        await telegram.wait(lambda: len(telegram.texts(PERSON)) == 2)
        await first.kill()
    assert telegram.unconfirmed
    telegram.hold = lambda sent: False
    async with running(telegram, tmp_path, "second") as second:
        await telegram.wait(lambda: not telegram.unconfirmed)
        assert await second.stop() == 0
    assert len(feedback(url)) == 1
    assert len(set(telegram.texts(PERSON)[1:])) == 1


async def test_a_broadcast_killed_in_the_middle_reaches_nobody_twice(
    telegram: LoopbackTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'gonghui.db'}"
    async with running(telegram, tmp_path, "first") as first:
        await asked_for_words(telegram)
        plan_broadcast(url)
        await telegram.wait(lambda: len(letters(telegram)) >= 20)
        await first.kill()
    assert len(letters(telegram)) < LETTERS, "the kill came too late"
    async with running(telegram, tmp_path, "second") as second:
        await telegram.wait(lambda: finished(url))
        assert await second.stop() == 0
    assert set(letters(telegram).values()) == {1}
    found = states(url)
    assert found[MessageState.SENT] + found[MessageState.UNCERTAIN] == LETTERS
    assert len(letters(telegram)) >= found[MessageState.SENT] >= LETTERS - IN_DOUBT


@pytest.mark.postgres
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=lambda how: how.name)
async def test_a_standby_takes_over_in_the_middle_of_a_talk_and_a_broadcast(
    telegram: LoopbackTelegram, tmp_path: Path, postgres: str, how: signal.Signals
) -> None:
    async with running(telegram, tmp_path, "first", DATABASE_URL=postgres) as first:
        await asked_for_words(telegram)
        async with running(telegram, tmp_path, "second", DATABASE_URL=postgres) as second:
            await telegram.wait(lambda: telegram.calls.count("getMe") == 2)
            plan_broadcast(postgres)
            await telegram.wait(lambda: len(letters(telegram)) >= 20)
            first.signal(how)
            await telegram.say(PERSON, WORDS)
            await telegram.wait(lambda: len(telegram.texts(PERSON)) == 2 and not telegram.unconfirmed)
            await telegram.wait(lambda: finished(postgres))
            if how is signal.SIGSTOP:
                before = len(telegram.sent)
                first.signal(signal.SIGCONT)
                await telegram.say(PERSON, "/feedback")
                await telegram.wait(lambda: len(telegram.texts(PERSON)) == 3 and not telegram.unconfirmed)
                await telegram.wait(lambda: "taken_over" in first.log or "no_longer_active" in first.log)
                assert await first.stop() == 0
                late = [one for one in telegram.sent[before:] if one.chat != PERSON]
                assert len(late) <= 1, "the woken one ends the call it was stopped in, and begins none"
                assert len(telegram.texts(PERSON)) == 3
            assert await second.stop() == 0
    assert len(feedback(postgres)) == 1
    assert set(letters(telegram).values()) == {1}
    found = states(postgres)
    assert found[MessageState.SENT] + found[MessageState.UNCERTAIN] == LETTERS
    assert found[MessageState.UNCERTAIN] <= IN_DOUBT
    assert SECRET not in first.log + second.log
    assert "periodic_work_failed" not in first.log + second.log


async def test_posted_updates_are_handled_by_a_whole_process(
    telegram: LoopbackTelegram, tmp_path: Path
) -> None:
    from bot.web.server import listen

    with listen(0) as free:
        port = str(free.getsockname()[1])
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/in", "WEB_PORT": port}
    url = f"sqlite:///{tmp_path / 'data' / 'gonghui.db'}"
    async with running(telegram, tmp_path, "first", **hook) as first:
        await telegram.wait(lambda: telegram.hook is not None)
        await telegram.say(PERSON, "/feedback")
        await telegram.wait(lambda: len(telegram.texts(PERSON)) == 1 and telegram.hook_answers == [200])
        telegram.hold = lambda sent: True
        await telegram.say(PERSON, WORDS)
        await telegram.wait(lambda: len(telegram.texts(PERSON)) == 2)
        await first.kill()
    telegram.hold = lambda sent: False
    async with running(telegram, tmp_path, "second", **hook) as second:
        await telegram.wait(lambda: telegram.hook_answers[-1] == 200 and len(telegram.texts(PERSON)) == 3)
        assert await second.stop() == 0
        assert "getUpdates" not in telegram.calls
    assert len(feedback(url)) == 1
    async with running(telegram, tmp_path, "polling") as third:
        await telegram.wait(lambda: "getUpdates" in telegram.calls)
        assert telegram.hook is None, "polling again, the webhook is taken away"
        assert await third.stop() == 0
