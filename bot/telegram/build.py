"""The library's bot: transport, addresses and pace. Nothing of the library's own machinery runs beside it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import httpx
from telegram.request import BaseRequest, HTTPXRequest

from .calling import PacedBot
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
    return PacedBot(
        token,
        pacer,
        transport.calls,
        transport.updates,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
    )


def over_aiohttp() -> Transport:
    """Return the transport that keeps its speed with many calls at once: httpx's own pool does not."""
    context = httpx.create_ssl_context()
    return Transport(calls=request_over(context, CONNECTIONS), updates=request_over(context, 1))


def request_over(context: ssl.SSLContext, connections: int) -> HTTPXRequest:
    """Return the library's own way of making calls, over at most so many connections of aiohttp."""
    # Only here: who gives a transport of their own does not wait for aiohttp.
    import aiohttp
    from httpx_aiohttp import AiohttpTransport

    def session() -> aiohttp.ClientSession:
        # trust_env: a proxy named in the environment is used; with a transport of one's own httpx looks away.
        connector = aiohttp.TCPConnector(limit=connections, ssl=context)
        return aiohttp.ClientSession(connector=connector, trust_env=True)

    return HTTPXRequest(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        # On this transport the time for a place in the pool includes the time for connecting.
        pool_timeout=CONNECT_SECONDS + 1,
        httpx_kwargs={"transport": AiohttpTransport(verify=context, client=session)},
    )
