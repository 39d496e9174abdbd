"""Polling Telegram until the process is stopped."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from typing import Any

import structlog
from telegram.constants import UpdateType
from telegram.error import InvalidToken, TelegramError

import handlers
from bot import logs
from bot.config import Settings
from handlers import Services

from .build import App, build
from .channel import Channel, Dispatch
from .errors import TelegramStopped, kinds
from .menu import BASIC, Command, publish

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = (UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY)
START_RETRIES = 3

NO_TOKEN = "没有设置 TELEGRAM_TOKEN。请把 BotFather 给的令牌写进环境变量或 .env 文件。"
BAD_TOKEN = (
    "Telegram 不认这个令牌。请核对 TELEGRAM_TOKEN（自建服务器还有 TELEGRAM_BASE_URL）；"
    "令牌可以在 BotFather 里用 /token 重新查看。"
)


def run_bot(
    settings: Settings,
    services: Services,
    dispatch: Dispatch = handlers.dispatch,
    commands: Iterable[Command] = BASIC,
) -> None:
    """Poll and answer until SIGINT or SIGTERM. Raises TelegramStopped if it cannot begin.

    Logs are set up here, so that the token's absence from them does not hang on the caller.
    """
    if settings.telegram_token is None:
        raise TelegramStopped(sentence=NO_TOKEN)
    table = tuple(commands)
    token = settings.telegram_token.get_secret_value()
    logs.set_up(settings)
    try:
        app = build(token, settings.telegram_base_url, Channel(dispatch, services, table))
        beside = AsyncExitStack()
        app.post_init = _beginning(table, settings, services, beside)
        app.post_shutdown = _ending(beside)
        app.run_polling(allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=START_RETRIES)
    except InvalidToken:
        # The library's error repeats the token, so nothing of it goes on.
        raise TelegramStopped("token refused", sentence=BAD_TOKEN) from None
    except TelegramError as error:
        raise TelegramStopped(kinds(error)) from None


def _beginning(
    table: tuple[Command, ...], settings: Settings, services: Services, beside: AsyncExitStack
) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def begin(app: App) -> None:
        if settings.answers_health:
            # Only here: without a port nobody waits for the web server's libraries.
            from bot.web import make_app, served

            port = await beside.enter_async_context(served(make_app(settings, services), settings))
            log.info("health_served", address=settings.web_address, port=port)
        await publish(app.bot, table)
        log.info("polling", bot=f"@{app.bot.username}")

    return begin


def _ending(beside: AsyncExitStack) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def end(_app: App) -> None:
        await beside.aclose()

    return end
