"""The library's bot: transport, addresses and pace. Nothing of the library's own machinery runs beside it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
import structlog
from telegram.request import BaseRequest, HTTPXRequest

from .calling import PacedBot
from .pacing import Pacer

log = structlog.get_logger(__name__)

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
_PROXIES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Transport:
    """How calls leave: `calls` for everything but `updates`, the long poll."""

    calls: BaseRequest
    updates: BaseRequest


def build(token: str, base_url: str, pacer: Pacer, transport: Transport | None = None) -> PacedBot:
    """Return a bot whose every call goes through the pacer; nothing is called yet."""
    server = base_url.rstrip("/")
    transport = transport or over_aiohttp(server)
    return PacedBot(
        token,
        pacer,
        transport.calls,
        transport.updates,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
    )


def over_aiohttp(server: str) -> Transport:
    """Return a transport that keeps its speed with many calls at once: httpx's own pool does not."""
    context, proxy = httpx.create_ssl_context(), proxy_to(server)
    return Transport(calls=request_over(context, CONNECTIONS, proxy), updates=request_over(context, 1, proxy))


def proxy_to(server: str) -> httpx.Proxy | None:
    """Return the proxy that the environment (`https_proxy`, `all_proxy`, `no_proxy` …) names for the server.

    Read once: aiohttp's own reading of the environment starts two threads for each call.
    """
    address = urlsplit(server)
    named = getproxies()
    found = named.get(address.scheme) or named.get("all")
    if not found or (address.hostname and proxy_bypass(address.hostname)):
        return None
    url = found if "://" in found else f"http://{found}"
    if urlsplit(url).scheme not in _PROXIES:
        log.warning("proxy_not_used", kind=urlsplit(url).scheme, hint="只支持 http 和 https 代理")
        return None
    return httpx.Proxy(url)


def request_over(context: ssl.SSLContext, connections: int, proxy: httpx.Proxy | None = None) -> HTTPXRequest:
    """Return the library's own way of making calls, over at most so many connections of aiohttp."""
    # Only here: who gives a transport of their own does not wait for aiohttp.
    import aiohttp
    from httpx_aiohttp import AiohttpTransport

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=connections, ssl=context)
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    return HTTPXRequest(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        # On this transport the time for a place in the pool includes the time for connecting.
        pool_timeout=CONNECT_SECONDS + 1,
        httpx_kwargs={"transport": AiohttpTransport(verify=context, client=session, proxy=proxy)},
    )
