"""The library's bot: transport, addresses and pace. Nothing of the library's own machinery runs beside it."""

from __future__ import annotations

from .calling import PacedBot
from .pacing import Pacer
from .transport import Transport, over_aiohttp


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
