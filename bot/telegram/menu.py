"""The command menus: which commands Telegram offers in private chats and in groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

log = structlog.get_logger(__name__)


class Command(Protocol):
    """A row of the command table, as far as this edge needs it."""

    @property
    def name(self) -> str:
        """Latin letters, digits and underscores, at most 32."""

    @property
    def description(self) -> str:
        """What it does, in Chinese, at most 256 characters."""

    @property
    def private(self) -> bool:
        """Whether the menu of private chats shows it."""

    @property
    def group(self) -> bool:
        """Whether the menu of groups shows it."""


@dataclass(frozen=True, slots=True)
class BasicCommand:
    """A command that every Telegram bot has."""

    name: str
    description: str
    private: bool = True
    group: bool = True


BASIC: tuple[BasicCommand, ...] = (
    BasicCommand("ask", "提问，例如：/ask 勐海县谁联系"),
    BasicCommand("help", "我能做什么"),
    BasicCommand("start", "开始使用", group=False),
)


async def publish(bot: Bot, commands: Iterable[Command]) -> None:
    """Tell Telegram the menus. Without them everything still works, so a failure is only logged."""
    table = tuple(commands)
    menus = (
        (BotCommandScopeAllPrivateChats(), [one for one in table if one.private]),
        (BotCommandScopeAllGroupChats(), [one for one in table if one.group]),
    )
    try:
        for scope, shown in menus:
            await bot.set_my_commands([BotCommand(one.name, one.description) for one in shown], scope=scope)
    except TelegramError as error:
        log.warning("menus_not_published", kind=type(error).__name__)
