"""The command menus: which commands Telegram offers in private chats and in groups."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, InvalidToken, TelegramError

from .errors import kinds
from .fates import backoff

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

    @property
    def administrators(self) -> bool:
        """Whether, in groups, only the menu of their administrators shows it."""


@dataclass(frozen=True, slots=True)
class BasicCommand:
    """A command that every Telegram bot has."""

    name: str
    description: str
    private: bool = True
    group: bool = True
    administrators: bool = False


LONGEST_PAUSE = 300.0
LANGUAGES = (None, "zh")
"""Everybody, and those whose Telegram speaks Chinese: the descriptions are Chinese for both."""

BASIC: tuple[BasicCommand, ...] = (
    BasicCommand("ask", "提问，例如：/ask 驿站要建几个"),
    BasicCommand("help", "我能做什么"),
    BasicCommand("start", "开始使用", group=False),
)


async def publish(bot: Bot, commands: Iterable[Command]) -> None:
    """Tell Telegram the menus, again until it has them. Without them everything still works."""
    menus = list(_menus(tuple(commands)))
    for tries in count(1):
        try:
            for language in LANGUAGES:
                for scope, shown in menus:
                    await bot.set_my_commands(shown, scope=scope, language_code=language)
        except TelegramError as error:
            log.warning("menus_not_published", kind=kinds(error), times=tries)
            if isinstance(error, (BadRequest, InvalidToken)):
                return  # it will not take them another time either
            await asyncio.sleep(min(backoff(tries), LONGEST_PAUSE))
        else:
            return


def _menus(table: tuple[Command, ...]) -> Iterator[tuple[BotCommandScope, list[BotCommand]]]:
    """Each place with its commands; in groups /start works too and needs no line."""
    private = [one for one in table if one.private]
    group = [one for one in table if one.group and one.name != "start"]
    for scope, shown in (
        (BotCommandScopeDefault(), private),
        (BotCommandScopeAllPrivateChats(), private),
        (BotCommandScopeAllGroupChats(), [one for one in group if not one.administrators]),
        (BotCommandScopeAllChatAdministrators(), group),
    ):
        yield scope, [BotCommand(one.name, one.description) for one in shown]
