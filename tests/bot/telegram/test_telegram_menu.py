"""The menus that Telegram shows, made from the command table."""

from dataclasses import dataclass
from typing import Any

from structlog.testing import capture_logs
from telegram import BotCommand
from telegram.constants import BotCommandLimit

from bot.telegram.menu import BASIC, publish


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


async def test_a_failure_does_not_keep_the_bot_from_starting(conversation: Any) -> None:
    conversation.telegram.fail("setMyCommands", 502, "Bad Gateway")
    with capture_logs() as logs:
        await publish(conversation.bot, TABLE)
    assert [line["event"] for line in logs] == ["menus_not_published"]


def test_the_basic_commands_keep_telegrams_rules() -> None:
    for command in BASIC:
        BotCommand(command.name, command.description)
        assert command.name.isascii()
        assert command.name == command.name.lower()
        assert len(command.name) <= BotCommandLimit.MAX_COMMAND
        assert len(command.description) <= BotCommandLimit.MAX_DESCRIPTION
