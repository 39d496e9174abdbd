"""Serving the application on this computer: a free port, words instead of log lines, a quiet end."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.config import Settings
from handlers import PersonError, Services

from .app import make_app

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

ADDRESS = "127.0.0.1"
"""The only address that the page listens on: nobody else in the network reaches it."""

FURTHER_PORTS = 20
"""How many ports after the wanted one are tried."""

_GRACE = 3
"""Seconds that open requests get at the end."""


class NoFreePort(PersonError):
    """Neither the wanted port nor one of the next is free."""

    code = "no_free_port"


def serve(settings: Settings, services: Services, *, say: Callable[[str], None] | None = None) -> None:
    """Serve until Ctrl-C; `say` gets each line for the person (default: stdout). Raises NoFreePort."""
    tell = say or _to_stdout
    listener = listen(settings.web_port)
    with listener:
        port = listener.getsockname()[1]
        if port != settings.web_port:
            tell(f"端口 {settings.web_port} 已被占用，改用 {port}")
        server = make_server(make_app(settings, services), lambda: tell(f"试用页：http://{ADDRESS}:{port}"))
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn has closed everything and hands the Ctrl-C on.
            tell("已停止。")


def listen(wanted: int) -> socket.socket:
    """Return a socket bound to the wanted port or, if it is taken, to the next free one.

    Raises NoFreePort.
    """
    last = min(wanted + FURTHER_PORTS, 65535)
    for port in range(wanted, last + 1):
        bound = _bind(port)
        if bound is not None:
            return bound
    raise NoFreePort(
        sentence=f"端口 {wanted} 到 {last} 都被占用了。"
        "请关掉占用它们的程序，或者换一个，例如：WEB_PORT=9000 make run"
    )


def _bind(port: int) -> socket.socket | None:
    candidate = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Elsewhere this option would let two programs share the port.
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        candidate.bind((ADDRESS, port))
        # Binding alone succeeds while another program is bound and not yet listening.
        candidate.listen()
    except OSError:
        # Taken, or not allowed to us: both mean that another one is needed.
        candidate.close()
        return None
    return candidate


def make_server(app: Starlette, when_ready: Callable[[], None]) -> uvicorn.Server:
    """Return a server without log lines of its own; `when_ready` is called once it answers."""
    import uvicorn

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            when_ready()

    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        http="h11",
        ws="none",
        loop="asyncio",
        timeout_graceful_shutdown=_GRACE,
    )
    return Announcing(config)


def _to_stdout(line: str) -> None:
    # Flushed at once: a person who pipes the output waits for the address.
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
