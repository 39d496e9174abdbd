"""What the active process does: receives, plans, sends. The parts are put together here."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.config import Settings
from handlers import Services
from storage import Lease

from .allowance import Allowance
from .build import build
from .calling import PacedBot
from .channel import Channel, Dispatch
from .courier import Courier
from .errors import TelegramStopped, kinds
from .fates import backoff
from .handled import Handled
from .lanes import Lanes
from .leading import Leader
from .menu import Command, publish
from .pacing import Pacer, Urgency, seconds_of
from .polling import Poller
from .postbox import Postbox
from .reporting import Reporter
from .ticker import Ticker
from .transport import Transport
from .updates import Update

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from .hooking import Hook

log = structlog.get_logger(__name__)

START_TRIES = 4
"""So often Telegram is tried before the start is given up; the supervisor starts the process again."""

MENU_SECONDS = 3.0
"""So long the menus may take before the rest begins."""


class Active:
    """The bot of one process, from `begin` to `end`."""

    def __init__(
        self,
        settings: Settings,
        services: Services,
        dispatch: Dispatch,
        commands: Iterable[Command],
        transport: Transport | None = None,
    ) -> None:
        if settings.telegram_token is None or services.storage is None:
            raise TelegramStopped("a token and a database are needed")
        self._services = services
        self._commands = tuple(commands)
        self._leader = Leader(services.storage, services.clock)
        pacer = Pacer(Allowance(settings.telegram_rate), self._may_send)
        self._bot: PacedBot = build(
            settings.telegram_token.get_secret_value(), settings.telegram_base_url, pacer, transport
        )
        self._reporter = Reporter(services)
        self._courier = Courier(self._bot, pacer, services, self._reporter)
        postbox = Postbox(services, self._courier.wake)
        self._channel = channel = Channel(dispatch, services, self._commands, postbox, self._reporter)

        handled = Handled()

        async def handle(update: Update) -> None:
            if update in handled:
                return
            await channel.handle(update, self._bot)
            handled.note(update)

        self._handle = handle
        self._hook = self._made_hook(settings) if settings.webhook_url is not None else None

    @property
    def routes(self) -> list[BaseRoute]:
        """What the web server has to serve for this channel."""
        hook = self._hook
        if hook is None:
            return []
        from bot.web import hook_route

        return [hook_route(hook.path, hook.secret, lambda: hook.is_open and self.is_active, hook.take)]

    @property
    def is_active(self) -> bool:
        """Whether this process receives and sends at the moment."""
        return self._leader.is_active()

    async def begin(self) -> None:
        """Reach Telegram and learn who the bot is. Raises InvalidToken, and what else fails some times."""
        for number in range(1, START_TRIES + 1):
            try:
                await self._bot.initialize()
                break
            except InvalidToken:
                raise
            except (NetworkError, RetryAfter) as error:
                if number == START_TRIES:
                    raise
                log.warning("telegram_unreachable", kind=kinds(error), times=number)
                wait = seconds_of(error) if isinstance(error, RetryAfter) else backoff(number)
                await asyncio.sleep(wait)

    async def run(self) -> None:
        """Stand by or be active until cancelled."""
        await self._leader.lead(self._work)

    async def end(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    def _made_hook(self, settings: Settings) -> Hook:
        # Only here: who polls does not wait for the web server's libraries.
        from .hooking import Hook

        return Hook(self._bot, self._handle, settings)

    def _may_send(self, urgency: Urgency) -> bool:
        return self._leader.is_active() and (urgency is Urgency.ANSWER or not self._courier.stopping)

    async def _work(self, lease: Lease) -> None:
        publishing = asyncio.create_task(publish(self._bot, self._commands))
        poller = Poller(self._bot, self._handle, Lanes(), self._leader.is_active)
        try:
            # The menus stand before anybody is heard, unless that call hangs: then nobody waits for them.
            await asyncio.wait({publishing}, timeout=MENU_SECONDS)
            receiving = self._hook.run() if self._hook is not None else poller.run()
            ticking = Ticker(self._services, self._reporter, self._courier.wake).run()
            await _together(receiving, self._courier.run(lease), ticking, _end_of(publishing))
        finally:
            publishing.cancel()
            await self._channel.end()
            if self.is_active:
                await poller.confirm()


async def _end_of(task: asyncio.Task[None]) -> None:
    await task


async def _together(*parts: Coroutine[Any, Any, None]) -> None:
    """Run the parts; when one fails the others are ended in order, and its error is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part)
    except* Exception as errors:
        raise errors.exceptions[0] from None
