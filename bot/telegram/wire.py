"""The way of a call to the Bot API: one aiohttp session, forms written by hand.

httpx's own pool looks at all its connections for each request, and with aiohttp below it every call still
passes through the objects of both libraries. This transport does the one thing that the Bot API needs.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Mapping
from typing import Any

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 20.0
"""Until Telegram has to answer a call with a file."""

_PLAIN = re.compile(r"[A-Za-z0-9_.-]*")
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def json_of(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def form_of(fields: Mapping[str, str]) -> bytes:
    """Return the fields as a form.

    Chinese has to be written byte by byte anyway; doing so with everything that is not plain takes one step
    instead of one for each character.
    """
    return "&".join(f"{name}={_escaped(value)}" for name, value in fields.items()).encode("ascii")


def _escaped(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else "%" + value.encode("utf-8", "replace").hex("%")


class Wire(BaseRequest):
    """Makes calls over at most so many connections, reused while they last. Opened by `initialize`.

    A proxy that the environment names is used. No error says more than its kind: an address holds the token.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        # What httpx takes for granted: certifi's certificates, or those that the environment names.
        self._ssl: ssl.SSLContext = httpx.create_ssl_context()

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer may take."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session; its connections come when they are needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._ssl),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_others: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        """Return status and body. Raises TimedOut and NetworkError, caused by what aiohttp says."""
        if self._session is None:
            raise RuntimeError("not initialized")
        body, headers, patience = _body(request_data)
        patience = read_timeout if isinstance(read_timeout, int | float) else patience
        timeout = aiohttp.ClientTimeout(
            # The place in the pool, then the connection itself.
            connect=CONNECT_SECONDS + 1,
            sock_connect=CONNECT_SECONDS,
            sock_read=patience,
        )
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None, float]:
    if data is None:
        return None, None, READ_SECONDS
    files = data.multipart_data
    if not files:
        return form_of(data.json_parameters), _HEADERS, READ_SECONDS
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None, UPLOAD_SECONDS
