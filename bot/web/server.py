"""Serving the application on this computer: a free port, words instead of log lines, a quiet end."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from bot.config import Settings
from handlers import PersonError, Services

from .app import make_app

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

ADDRESS = "127.0.0.1"
"""The only address that the trial page listens on: nobody else in the network reaches it."""

FURTHER_PORTS = 20
"""How many ports after the wanted one are tried."""

_GRACE = 3
"""Seconds that open requests get at the end."""


class NoFreePort(PersonError):
    """Neither the wanted port nor one of the next is free."""

    code = "no_free_port"


class PortTaken(PersonError):
    """The one port that others were told of is not free."""

    code = "port_taken"


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


@asynccontextmanager
async def served(app: Starlette, settings: Settings) -> AsyncIterator[int]:
    """Serve the application beside other work of this loop; give the port. Raises PortTaken.

    Signals stay with the caller. When the block ends, open requests get a few seconds.
    """
    listener = _bind(settings.web_port, settings.web_address)
    if listener is None:
        place = f"{settings.web_address}:{settings.web_port}"
        raise PortTaken(sentence=f"不能监听 {place}：端口被占用，或地址不对。请改 WEB_PORT 或 WEB_ADDRESS。")
    with listener:
        ready = asyncio.Event()
        server = make_server(app, ready.set, signals=False)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await _first(serving, ready)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await serving


async def _first(serving: asyncio.Task[None], ready: asyncio.Event) -> None:
    """Wait until it answers; a server that fails at the start raises its own error here."""
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if serving.done():
        serving.result()


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


def _bind(port: int, address: str = ADDRESS) -> socket.socket | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    candidate = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        # Elsewhere this option would let two programs share the port.
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        candidate.bind((address, port))
        # Binding alone succeeds while another program is bound and not yet listening.
        candidate.listen()
    except OSError:
        # Taken, or not allowed to us: both mean that another one is needed.
        candidate.close()
        return None
    return candidate


def make_server(app: Starlette, when_ready: Callable[[], None], *, signals: bool = True) -> uvicorn.Server:
    """Return a server without log lines of its own; `when_ready` is called once it answers.

    Without `signals` it leaves SIGINT and SIGTERM to whoever runs it.
    """
    import uvicorn

    class Announcing(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            if not signals:
                yield
                return
            with super().capture_signals():
                yield

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
