"""The bot as a process: begins, stands by or is active, ends in order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from contextlib import AsyncExitStack

import structlog
from telegram.error import InvalidToken, TelegramError

import handlers
from bot import logs
from bot.config import Settings
from handlers import Services

from .active import Active
from .channel import Dispatch
from .errors import TelegramStopped, kinds
from .menu import BASIC, Command

log = structlog.get_logger(__name__)

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
    """Answer until SIGINT or SIGTERM. Raises TelegramStopped if it cannot begin.

    Logs are set up here, so that the token's absence from them does not hang on the caller.
    """
    if settings.telegram_token is None:
        raise TelegramStopped(sentence=NO_TOKEN)
    logs.set_up(settings)
    handlers.load()
    try:
        asyncio.run(_serve(settings, services, Active(settings, services, dispatch, commands)))
    except InvalidToken:
        # The library's error repeats the token, so nothing of it goes on.
        raise TelegramStopped("token refused", sentence=BAD_TOKEN) from None
    except TelegramError as error:
        raise TelegramStopped(kinds(error)) from None


async def _serve(settings: Settings, services: Services, active: Active) -> None:
    main = asyncio.current_task()
    assert main is not None
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, main.cancel)
    async with AsyncExitStack() as beside:
        beside.push_async_callback(active.end)
        try:
            await _answer_web(settings, services, active, beside)
            await active.begin()
            await active.run()
        except asyncio.CancelledError:
            log.info("stopping")


async def _answer_web(settings: Settings, services: Services, active: Active, beside: AsyncExitStack) -> None:
    if not settings.answers_health:
        return
    # Only here: without a port nobody waits for the web server's libraries.
    from bot.web import Duty, make_app, served

    def duty() -> Duty:
        return Duty.ACTIVE if active.is_active else Duty.STANDBY

    app = make_app(settings, services, duty=duty, more=active.routes)
    port = await beside.enter_async_context(served(app, settings))
    log.info("web_served", address=settings.web_address, port=port)
