"""What becomes of a message whose call failed: later, never, elsewhere, or nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from .errors import is_gone, kinds
from .outgoing import NotChanged
from .pacing import StoodDown, seconds_of


class Fate(Enum):
    """What to do with the message."""

    LATER = "later"
    IN_DOUBT = "in doubt"
    REFUSED = "refused"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fate with what goes with it.

    Attributes:
        fate: LATER: it was not taken, send it again after `wait` seconds. IN_DOUBT: it may have arrived.
            REFUSED: Telegram does not take it. GONE: it takes nothing for this chat. MOVED: the chat is `to`
            now.
        reason: for the administrator; never a part of the message.
        away: Telegram could not be reached or does not know us at all, so nothing else will get through
            either.
        counts: whether this was a try of the message; that we are to wait says nothing about it.
    """

    fate: Fate
    reason: str
    wait: float = 0.0
    to: str = ""
    away: bool = False
    counts: bool = True


def verdict(error: TelegramError, tries: int) -> Verdict:
    """Return what becomes of a message after its `tries`th try failed with the error."""
    match error:
        case ChatMigrated():
            return Verdict(Fate.MOVED, "the group has a new id", to=str(error.new_chat_id))
        case RetryAfter():
            return Verdict(Fate.LATER, "Telegram asks for patience", seconds_of(error), counts=False)
        case StoodDown():
            return Verdict(Fate.LATER, "this process stopped sending", counts=False)
        case Forbidden() | BadRequest():
            return Verdict(Fate.GONE if is_gone(error) else Fate.REFUSED, _words(error))
        case NotChanged():
            away = never_left(error)
            return Verdict(
                Fate.LATER, f"not changed: {kinds(error)}", backoff(tries), away=away, counts=not away
            )
        case NetworkError():
            return _unanswered(error, backoff(tries))
        case InvalidToken() | Conflict():
            # It is our token, or an address between, that is wrong: no message is to blame.
            return Verdict(Fate.LATER, _words(error), backoff(tries), away=True, counts=False)
        case _:
            return Verdict(Fate.LATER, _words(error), backoff(tries))


def _unanswered(error: NetworkError, wait: float) -> Verdict:
    if never_left(error):
        return Verdict(Fate.LATER, f"not reached: {kinds(error)}", wait, away=True, counts=False)
    # Without a cause Telegram itself answered; a server between that gave up waiting knows nothing.
    broken_off = isinstance(error, TimedOut) or error.__cause__ is not None
    if broken_off or "gateway timeout" in str(error).lower():
        return Verdict(Fate.IN_DOUBT, f"no answer: {kinds(error)}", wait)
    return Verdict(Fate.LATER, _words(error), wait)


def never_left(error: BaseException) -> bool:
    """Whether the call certainly did not reach Telegram: no connection came about."""
    while (cause := error.__cause__) is not None:
        if isinstance(cause, _without_connection()):
            return True
        error = cause
    return False


@cache
def _without_connection() -> tuple[type[Exception], ...]:
    # Only here: until a call has failed nobody needs the names of failures.
    import aiohttp
    import httpx

    of_httpx = (httpx.ConnectError, httpx.PoolTimeout, httpx.ProxyError)
    refused = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError)
    return (*of_httpx, *refused, aiohttp.ConnectionTimeoutError)


def backoff(tries: int) -> float:
    """Return the seconds until the next try: 1, 2, 4 … at most ten minutes."""
    return float(min(2 ** min(max(tries, 1) - 1, 10), 600))


def _words(error: TelegramError) -> str:
    """Telegram's own description: it names what is wrong, never what was written."""
    return f"{type(error).__name__}: {error.message}"[:200]
