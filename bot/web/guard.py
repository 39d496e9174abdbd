"""Who may talk to the trial page: this computer's own browser, from the page itself, in small messages."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .refusals import BAD_HOST, BAD_ORIGIN, NOT_JSON, TOO_LARGE, Refusal, refusal_response

BODY_BYTES = 64 * 1024
"""The most bytes of one request."""

_NAMES = ("127.0.0.1", "localhost")
_OWN_SITE = {"same-origin", "none"}
_HEADERS = {
    # Trusted Types make the browser itself refuse any text that a script would turn into markup.
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}


class Guard:
    """ASGI middleware: checks Host, Origin, content type and size, and sets the safety headers."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        try:
            _check(scope)
        except Refusal as refusal:
            await refusal_response(refusal)(scope, receive, send_safely)
            return
        await self.app(scope, _limited(receive), send_safely)


def _check(scope: Scope) -> None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    # The port is the one that really listens: a page elsewhere that points its name here is refused.
    if host not in _hosts(scope["server"][1]):
        raise BAD_HOST
    if scope["method"] in ("GET", "HEAD"):
        return
    origin = headers.get("origin")
    own = origin == f"http://{host}" if origin else headers.get("sec-fetch-site") in _OWN_SITE
    if not own:
        raise BAD_ORIGIN
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise NOT_JSON
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY_BYTES:
        raise TOO_LARGE


def _hosts(port: int | None) -> set[str]:
    named = {f"{name}:{port}" for name in _NAMES}
    return named | set(_NAMES) if port in (None, 80) else named


def _limited(receive: Receive) -> Receive:
    """Count what really arrives: a chunked body announces no length."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > BODY_BYTES:
            raise TOO_LARGE
        return message

    return counted
