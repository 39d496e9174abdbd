"""The library's bot: transport, addresses and pace. Nothing of the library's own machinery runs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from .outgoing import PacedBot
from .pacing import Pacer

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Transport:
    """How calls leave: `calls` for everything but `updates`, the long poll."""

    calls: BaseRequest
    updates: BaseRequest


def build(token: str, base_url: str, pacer: Pacer, transport: Transport | None = None) -> PacedBot:
    """Return a bot whose every call goes through the pacer; nothing is called yet."""
    transport = transport or over_aiohttp()
    server = base_url.rstrip("/")
    return ExtBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=transport.calls,
        get_updates_request=transport.updates,
        rate_limiter=pacer,
    )


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
