"""Asking the Bot API who the bot is and where its updates go, once, without starting anything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from bot.config import Settings

SECONDS = 10.0
"""How long each of the two questions may take."""

_REFUSED = (401, 404)
"""What the Bot API answers to a token that it does not know, and to one that is none."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it, with what BotFather has set."""

    username: str
    joins_groups: bool
    reads_everything: bool
    inline: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram sends updates (empty: nowhere, they are fetched), how many wait, and the last error."""

    url: str
    waiting: int
    error: str = ""
    error_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What came back. `failed` is why nothing usable did, in one word; `at` the server's clock."""

    me: Me | None = None
    hook: Hook | None = None
    at: datetime | None = None
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
    if response.status_code in _REFUSED:
        return Probe(refused=True, at=_date(response))
    if response.status_code != 200:
        return Probe(failed=f"HTTP {response.status_code}", at=_date(response))
    me = response.json()["result"]
    return Probe(me=_me(me), hook=_hook(get("getWebhookInfo").json()["result"]), at=_date(response))


def _me(told: dict[str, Any]) -> Me:
    return Me(
        username=told["username"],
        joins_groups=bool(told.get("can_join_groups")),
        reads_everything=bool(told.get("can_read_all_group_messages")),
        inline=bool(told.get("supports_inline_queries")),
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
