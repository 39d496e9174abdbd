"""How calls leave: the library's request over aiohttp's connections, without the client in between."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
import structlog
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from .calling import Parameters
from .forms import form
from .replies import data, plain

if TYPE_CHECKING:
    from httpx_aiohttp import AiohttpTransport

log = structlog.get_logger(__name__)

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
_PROXIES = ("http", "https")
_HEADERS = {
    "User-Agent": BaseRequest.USER_AGENT,
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Transport:
    """How calls leave: `calls` for everything but `updates`, the long poll."""

    calls: BaseRequest
    updates: BaseRequest


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
    """Return the library's way of making calls, over at most so many connections of aiohttp."""
    # Only here: who gives a transport of their own does not wait for aiohttp.
    import aiohttp
    from httpx_aiohttp import AiohttpTransport

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=connections, ssl=context)
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    return ShortRequest(AiohttpTransport(verify=context, client=session, proxy=proxy))


class ShortRequest(HTTPXRequest):
    """The library's request, which hands a call's `Parameters` to the transport itself.

    What httpx's client does for each call (looking for cookies, credentials, redirections and proxies,
    reading the address, quoting Chinese byte by byte) takes longer than the call; nothing of it is needed
    here. What comes in the library's own `RequestData`, which is rare, goes the library's way.
    """

    def __init__(self, transport: AiohttpTransport) -> None:
        """Nothing is called yet."""
        super().__init__(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            pool_timeout=_pool_seconds(),
            httpx_kwargs={"transport": transport},
        )
        self._transport = transport
        self._patience = {"connect": CONNECT_SECONDS, "pool": _pool_seconds()}

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Parameters | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *timeouts: Any,
        **more: Any,
    ) -> tuple[int, bytes]:
        """Return the status and what came back, made plain. Raises TimedOut, NetworkError."""
        if isinstance(request_data, Parameters) and not request_data.contains_files:
            return plain(*await self._called(url, method, request_data, read_timeout))
        given = cast("RequestData | None", request_data)
        return plain(*await super().do_request(url, method, given, read_timeout, *timeouts, **more))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer as JSON data. Raises NetworkError.

        The library's own way writes what it cannot read into the log, and with it what people said.
        """
        return data(payload)

    async def _called(
        self, url: str, method: str, request_data: Parameters, read_timeout: Any
    ) -> tuple[int, bytes]:
        read = self.read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        request = httpx.Request(
            method,
            _address(url),
            headers=_HEADERS,
            content=form(request_data.json_parameters),
            extensions={"timeout": {**self._patience, "read": read}},
        )
        try:
            return await self._answer(request)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}") from error

    async def _answer(self, request: httpx.Request) -> tuple[int, bytes]:
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            # Read to its end it is closed already; broken off, its connection must not be used again.
            await response.aclose()


def _pool_seconds() -> float:
    """On this transport the time for a place in the pool includes the time for connecting."""
    return CONNECT_SECONDS + 1


@lru_cache(maxsize=64)
def _address(url: str) -> httpx.URL:
    return httpx.URL(url)
