"""One update from arrival to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import structlog
from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.render.telegram import Outgoing, to_messages
from handlers import Reply, Request, Services

from .errors import is_ignorable, sorry
from .incoming import Me, read
from .menu import Command
from .outgoing import acknowledge, deliver

log = structlog.get_logger(__name__)

Dispatch = Callable[[Request, Services], Reply]


class Channel:
    """Hands what is said to the bot to `dispatch` and sends back what comes out."""

    def __init__(self, dispatch: Dispatch, services: Services, commands: Iterable[Command]) -> None:
        self._dispatch = dispatch
        self._services = services
        self._commands = frozenset(command.name for command in commands)

    async def handle(self, update: Update, bot: Bot) -> None:
        """Answer one update. Never raises for what a person or Telegram does."""
        if update.callback_query is not None:
            await acknowledge(bot, update.callback_query.id)
        request = read(update, Me(bot.id, bot.username, self._commands), self._services.clock())
        if request is None:
            return
        messages = await asyncio.to_thread(self._answer, request)
        refused = await self._deliver(bot, request, messages)
        if refused:
            # Telegram does not take what we wrote: our fault, so the person gets a number at least.
            await self._deliver(bot, request, to_messages(sorry(refused, request.key)))

    def _answer(self, request: Request) -> tuple[Outgoing, ...]:
        try:
            return to_messages(self._dispatch(request, self._services))
        except Exception as error:
            return to_messages(sorry(error, request.key))

    async def _deliver(self, bot: Bot, request: Request, messages: Iterable[Outgoing]) -> BadRequest | None:
        """Send; return the error if Telegram refused the contents."""
        try:
            await deliver(bot, request, messages)
        except TelegramError as error:
            if is_ignorable(error):
                log.info("nobody_to_answer", key=request.key, kind=type(error).__name__)
                return None
            log.error("not_delivered", key=request.key, kind=type(error).__name__)
            return error if isinstance(error, BadRequest) else None
        return None
