"""The address to which a channel posts its updates: only with the secret, only so much, handled or 503."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from enum import IntEnum

from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import Response
from starlette.routing import Route

BODY_BYTES = 1024 * 1024
"""The most bytes of one update."""

BODY_SECONDS = 30.0
"""So long an update may take to arrive; Telegram sends it at once."""

SECRET_HEADER = "x-telegram-bot-api-secret-token"

_NO_STORE = {"cache-control": "no-store"}


class Taken(IntEnum):
    """What became of a posted update, as the status that is answered."""

    HANDLED = 200
    """What it changed is stored, and its reply is sent or stored."""
    UNREADABLE = 400
    """It is no update; sending it again would not help."""
    LATER = 503
    """This process stands by or could not finish: it is to be sent again."""


Take = Callable[[bytes], Awaitable[Taken]]


def hook_route(path: str, secret: str, is_open: Callable[[], bool], take: Take) -> Route:
    """Return the route. Without the secret nothing is read; while `is_open` is False everything gets 503."""
    expected = secret.encode()

    async def receive(request: WebRequest) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return _answer(403)
        if not is_open():
            return _answer(Taken.LATER)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _limited(request)
        except TimeoutError:
            return _answer(408)
        except ClientDisconnect:
            return _answer(400)  # nobody is left to read it
        return _answer(413 if body is None else await take(body))

    return Route(path, receive, methods=["POST"])


async def _limited(request: WebRequest) -> bytes | None:
    """The body, or None as soon as it is too long: what a header says of its length is not believed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            return None
    return bytes(body)


def _answer(status: int) -> Response:
    # Telegram tries again by itself; the header is for a proxy that shares the load.
    headers = {**_NO_STORE, "retry-after": "1"} if status == Taken.LATER else _NO_STORE
    return Response(status_code=int(status), headers=headers)
