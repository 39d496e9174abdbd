"""Updates that Telegram posts to us: announced while this process is active, each handled before its 200."""

from __future__ import annotations

import asyncio
import hashlib
import json
from urllib.parse import urlsplit, urlunsplit

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.config import Settings
from bot.web import Taken

from .calling import PacedBot
from .errors import kinds, places
from .fates import backoff
from .lanes import Lanes
from .polling import LONGEST_PAUSE, Handle
from .updates import KINDS, Malformed, number_of, update_of

log = structlog.get_logger(__name__)

PATH = "/telegram"
"""Where updates come in when the public address names no path."""
AT_ONCE = 40
LAST_UPDATES = 10.0
"""Seconds that the updates in hand get when this process ends."""


class Hook:
    """Takes updates while it runs. Before and after, and on a standby, Telegram is told to come again."""

    def __init__(self, bot: PacedBot, handle: Handle, settings: Settings) -> None:
        self._bot = bot
        self._handle = handle
        self._lanes = Lanes()
        self._in_hand: set[asyncio.Task[None]] = set()
        self.url, self.path = address(settings.webhook_url or "")
        self.secret = secret_of(settings)
        self.is_open = False

    async def run(self) -> None:
        """Announce the address and take updates until cancelled. Raises InvalidToken."""
        # Open first: Telegram may post before it has answered.
        self.is_open = True
        try:
            await self._announce()
            await asyncio.Event().wait()
        finally:
            self.is_open = False
            if self._in_hand:
                await asyncio.wait(self._in_hand, timeout=LAST_UPDATES)

    async def take(self, body: bytes) -> Taken:
        """Handle one posted update."""
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return Taken.UNREADABLE
        if (number := number_of(raw)) is None:
            return Taken.UNREADABLE
        try:
            update = update_of(raw)
        except Malformed as error:  # nothing can be done with it, however often it comes
            log.error("update_passed_over", update=number, kind=kinds(error))
            return Taken.HANDLED
        # Its own task: when Telegram hangs up, what was begun is finished all the same.
        task = asyncio.create_task(self._lanes.process_update(update, self._handle(update)))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        try:
            await asyncio.shield(task)
        except Exception as error:  # neither answered nor stored: Telegram is to send it again
            log.error("update_not_handled", update=number, kind=kinds(error), where=places(error))
            return Taken.LATER
        return Taken.HANDLED

    async def _announce(self) -> None:
        for tries in range(1, 1_000_000):
            try:
                await self._bot.set_webhook(
                    self.url,
                    secret_token=self.secret,
                    allowed_updates=list(KINDS),
                    max_connections=AT_ONCE,
                )
            except InvalidToken:
                raise
            except TelegramError as error:
                log.error("webhook_not_announced", kind=kinds(error), times=tries)
                await asyncio.sleep(min(backoff(tries), LONGEST_PAUSE))
            else:
                log.info("webhook_announced", bot=f"@{self._bot.username}")
                return


def address(url: str) -> tuple[str, str]:
    """Return the public address with a path, and that path."""
    parts = urlsplit(url)
    path = parts.path if parts.path not in ("", "/") else PATH
    return urlunsplit(parts._replace(path=path)), path


def secret_of(settings: Settings) -> str:
    """Return the secret that Telegram sends along; without one in the settings, one made from the token.

    Every process of one bot comes to the same, and nobody who does not have the token.
    """
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    if settings.telegram_token is None:
        raise ValueError("a webhook without a token")
    return hashlib.sha256(b"webhook:" + settings.telegram_token.get_secret_value().encode()).hexdigest()
