"""The menus that Telegram shows, made from the command table."""

from dataclasses import dataclass
from typing import Any

from structlog.testing import capture_logs
from telegram import BotCommand
from telegram.constants import BotCommandLimit

from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.menu import BASIC, LANGUAGES, publish
from bot.telegram.pacing import Pacer
from bot.telegram.transport import Transport
from tests.bot.telegram.account import TOKEN, refusal
from tests.bot.telegram.scripted import ScriptedTelegram, no_way
from tests.bot.telegram.virtual_time import VirtualLoop, virtually


@dataclass(frozen=True)
class Command:
    name: str
    description: str
    words: tuple[str, ...]
    private: bool
    group: bool
    administrators: bool = False


TABLE = (
    Command("due", "到期事项", ("到期",), True, True),
    Command("me", "我的", ("我的",), True, False),
    Command("start", "开始", (), True, True),
    Command("bind", "绑定本群", (), False, True, administrators=True),
)


async def test_each_place_gets_its_commands(conversation: Any) -> None:
    await publish(conversation.bot, TABLE)
    menus = {
        (call.params["scope"]["type"], call.params.get("language_code")): [
            one["command"] for one in call.params["commands"]
        ]
        for call in conversation.telegram.calls
    }
    for language in (None, "zh"):
        assert menus.pop(("default", language)) == ["due", "me", "start"]
        assert menus.pop(("all_private_chats", language)) == ["due", "me", "start"]
        assert menus.pop(("all_group_chats", language)) == ["due"]
        assert menus.pop(("all_chat_administrators", language)) == ["due", "bind"]
    assert menus == {}


def told(*answers: Any) -> tuple[list[str], list[Any]]:
    """What is logged and called when Telegram answers so before it takes the menus."""

    async def scene(_: VirtualLoop) -> tuple[list[str], list[Any]]:
        telegram = ScriptedTelegram()
        bot = build(TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(telegram, telegram))
        await bot.initialize()
        telegram.calls.clear()
        telegram.next("setMyCommands", *answers)
        with capture_logs() as logs:
            await publish(bot, TABLE)
        return [line["event"] for line in logs], telegram.calls

    return virtually(scene)


def test_what_telegram_did_not_take_is_told_again() -> None:
    events, calls = told(no_way(), refusal(502, "Bad Gateway"))
    assert events == ["menus_not_published"] * 2
    assert len(calls) == 2 + 4 * len(LANGUAGES)
    assert calls[-1].at >= 3.0, "with pauses"


def test_what_telegram_will_never_take_is_not_told_again() -> None:
    events, calls = told(refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"))
    assert (events, len(calls)) == (["menus_not_published"], 1)


def test_the_basic_commands_keep_telegrams_rules() -> None:
    for command in BASIC:
        BotCommand(command.name, command.description)
        assert command.name.isascii()
        assert command.name == command.name.lower()
        assert len(command.name) <= BotCommandLimit.MAX_COMMAND
        assert len(command.description) <= BotCommandLimit.MAX_DESCRIPTION
