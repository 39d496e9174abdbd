"""Asking the Bot API who the bot is and where its updates go, once, without starting anything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx

from bot.clock import now

if TYPE_CHECKING:
    from bot.config import Settings

SECONDS = 10.0
"""How long each of the two questions may take."""

_REFUSED = (401, 404)
"""What the Bot API answers to a token that it does not know, and to one that is none."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it, with what BotFather has set; None: not told."""

    username: str
    joins_groups: bool | None
    reads_everything: bool | None
    inline: bool | None


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram sends updates (empty: nowhere, they are fetched), how many wait, and the last error."""

    url: str
    waiting: int
    error: str = ""
    error_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What came back. `failed` is why nothing usable did, in one word.

    `at` is the server's clock, and `heard` this machine's when it was told.
    """

    me: Me | None = None
    hook: Hook | None = None
    at: datetime | None = None
    heard: datetime | None = None
    refused: bool = False
    failed: str = ""


def probe(settings: Settings) -> Probe:
    """Ask getMe and getWebhookInfo. Never raises for what the network does, and holds no token."""
    # Below WARNING they write the address, and the token is part of it.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    assert settings.telegram_token is not None, "there is nothing to ask without a token"
    base = f"{settings.telegram_base_url.rstrip('/')}/bot{settings.telegram_token.get_secret_value()}"
    try:
        with httpx.Client(timeout=SECONDS) as client:
            return _asked(lambda method: client.get(f"{base}/{method}"))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
        # Only the kind: the words of some repeat the address.
        return Probe(failed=type(error).__name__)


def _asked(get: Callable[[str], httpx.Response]) -> Probe:
    response = get("getMe")
    at, heard = _date(response), now()
    if response.status_code in _REFUSED:
        return Probe(refused=True, at=at, heard=heard)
    if response.status_code != 200:
        return Probe(failed=f"HTTP {response.status_code}", at=at, heard=heard)
    me = response.json()["result"]
    return Probe(_me(me), _hook(get("getWebhookInfo").json()["result"]), at, heard)


def _me(told: dict[str, Any]) -> Me:
    return Me(
        username=told.get("username", ""),
        joins_groups=told.get("can_join_groups"),
        reads_everything=told.get("can_read_all_group_messages"),
        inline=told.get("supports_inline_queries"),
    )


def _hook(told: dict[str, Any]) -> Hook:
    at = told.get("last_error_date")
    return Hook(
        url=told["url"],
        waiting=int(told.get("pending_update_count", 0)),
        error=str(told.get("last_error_message", "")),
        error_at=None if at is None else datetime.fromtimestamp(int(at), UTC),
    )


def _date(response: httpx.Response) -> datetime | None:
    try:
        told = parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError):
        # A Bot API server of one's own need not tell the time.
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
