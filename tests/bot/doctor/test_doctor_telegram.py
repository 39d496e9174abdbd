"""The examination asks Telegram who the bot is and how it gets its messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.doctor import State, telegram
from bot.telegram import hooking
from bot.telegram.probe import Hook, Me, Probe
from tests.bot.doctor.examination import CONTENT, ME, NOON, looked_at, one
from tests.bot.telegram.account import TOKEN


@pytest.mark.parametrize(
    ("told", "state", "todo"),
    [
        (Probe(refused=True), State.FAULT, "/token"),
        (Probe(failed="ConnectTimeout"), State.FAULT, "api.telegram.org"),
        (Probe(failed="HTTP 502"), State.FAULT, "HTTPS_PROXY"),
        (replace(CONTENT, me=replace(ME, reads_everything=True)), State.WARNING, "/setprivacy"),
        (replace(CONTENT, me=replace(ME, joins_groups=False)), State.WARNING, "/setjoingroups"),
        (replace(CONTENT, hook=Hook("", 500)), State.WARNING, "运行"),
        (
            replace(CONTENT, hook=Hook("", 0, "SSL error", NOON - timedelta(minutes=5))),
            State.WARNING,
            "operations.md",
        ),
    ],
)
def test_what_telegram_says_is_wrong(installed: Settings, told: Probe, state: State, todo: str) -> None:
    found = looked_at(installed, told)
    assert todo in one(found, state).todo
    assert TOKEN not in str(found)


def test_inline_that_is_off_is_worth_a_note(installed: Settings) -> None:
    found = looked_at(installed, replace(CONTENT, me=replace(ME, inline=False)))
    assert [one.todo for one in found if "/setinline" in one.todo and one.state is State.NOTE]


def test_what_telegram_does_not_tell_is_not_held_against_the_bot(installed: Settings) -> None:
    found = looked_at(installed, replace(CONTENT, me=Me("Gonghui_bot", None, None, None)))
    assert not [one.todo for one in found if "BotFather" in one.todo]


def test_a_long_examination_is_no_fault_of_the_clock(installed: Settings) -> None:
    late = NOON + timedelta(seconds=40)
    found = looked_at(installed, replace(CONTENT, at=late, heard=late + timedelta(seconds=1)))
    assert {one.state for one in found if one.name == "时间"} == {State.OK}
    found = looked_at(installed, replace(CONTENT, at=late, heard=late + timedelta(seconds=20)))
    assert one(found, State.WARNING).said == "这台机器的时间与 Telegram 服务器相差 20 秒。"


def test_an_old_error_of_the_webhook_is_forgotten(installed: Settings) -> None:
    told = replace(CONTENT, hook=Hook("", 0, "SSL error", NOON - timedelta(days=1)))
    assert not [one for one in looked_at(installed, told) if one.state is State.WARNING]


def test_a_webhook_of_somebody_else_is_told(installed: Settings) -> None:
    told = replace(CONTENT, hook=Hook("https://elsewhere.example/hook", 0))
    (found,) = [one for one in looked_at(installed, told) if one.name == "收消息"]
    assert (found.state, "另一台机器" in found.todo) == (State.NOTE, True)


@pytest.mark.parametrize(
    "written", ["https://bot.example", "https://bot.example/", "https://bot.example/telegram"]
)
def test_a_webhook_that_is_registered_as_it_should_be(installed: Settings, written: str) -> None:
    wanted = installed.model_copy(update={"webhook_url": written})
    assert telegram.with_path(written) == hooking.address(written)[0], "doctor and bot mean the same address"
    told = replace(CONTENT, hook=Hook("https://bot.example/telegram", 0))
    found = telegram.look(wanted, NOON, lambda _: told)
    assert {finding.state for finding in found} == {State.OK}
    elsewhere = replace(CONTENT, hook=Hook("https://other.example/telegram", 0))
    found = telegram.look(wanted, NOON, lambda _: elsewhere)
    assert [finding.said for finding in found if finding.state is State.NOTE] == [
        "Telegram 那边还没有登记 WEBHOOK_URL，启动时会登记。"
    ]


def test_without_a_token_telegram_is_not_asked(settings: Settings) -> None:
    def asked(_: Settings) -> Probe:
        raise AssertionError("asked without a token")

    (found,) = telegram.look(settings.model_copy(update={"telegram_token": None}), NOON, asked)
    assert found.state is State.NOTE
