"""The library's Application: transport, addresses, lanes and the one handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import structlog
from telegram import Update
from telegram.error import Conflict, NetworkError
from telegram.ext import Application, CallbackContext, TypeHandler
from telegram.request import BaseRequest, HTTPXRequest

from .channel import Channel
from .errors import kinds, places
from .lanes import Lanes

log = structlog.get_logger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Transport:
    """How calls leave: `calls` for everything but `updates`, the long poll."""

    calls: BaseRequest
    updates: BaseRequest


def build(token: str, base_url: str, channel: Channel, transport: Transport | None = None) -> App:
    """Return an Application whose every update goes to the channel; nothing is sent yet."""
    transport = transport or over_aiohttp()
    server = base_url.rstrip("/")
    app: App = (
        Application.builder()
        .token(token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .request(transport.calls)
        .get_updates_request(transport.updates)
        .concurrent_updates(Lanes())
        .job_queue(None)
        .build()
    )

    async def handle(update: Update, context: Context) -> None:
        await channel.handle(update, context.bot)

    app.add_handler(TypeHandler(Update, handle))
    app.add_error_handler(note_error)
    return app


def over_aiohttp() -> Transport:
    """Return the transport that keeps its speed with many calls at once: httpx's own pool does not."""
    ssl = httpx.create_ssl_context()
    return Transport(calls=_request(ssl, CONNECTIONS), updates=_request(ssl, 1))


def _request(ssl: Any, connections: int) -> HTTPXRequest:
    import aiohttp
    from httpx_aiohttp import AiohttpTransport

    def session() -> aiohttp.ClientSession:
        # trust_env: a proxy named in the environment is used; with a transport of one's own httpx looks away.
        connector = aiohttp.TCPConnector(limit=connections, ssl=ssl)
        return aiohttp.ClientSession(connector=connector, trust_env=True)

    return HTTPXRequest(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        # On this transport the time for a place in the pool includes the time for connecting.
        pool_timeout=CONNECT_SECONDS + 1,
        httpx_kwargs={"transport": AiohttpTransport(verify=ssl, client=session)},
    )


async def note_error(update: object, context: Context) -> None:
    """Log what went wrong outside an answer: kind and place, never contents."""
    error = context.error
    if isinstance(error, Conflict):
        log.error("another_poller", hint="另一个程序正在用同一个令牌收消息，请停掉其中一个")
    elif isinstance(error, NetworkError):
        log.warning("telegram_unreachable", kind=kinds(error))
    elif error is not None:
        key = update.update_id if isinstance(update, Update) else None
        log.error("update_failed", update=key, kind=kinds(error), where=places(error))
