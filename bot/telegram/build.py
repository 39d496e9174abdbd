"""The library's bot: transport, addresses and pace. Nothing of the library's own machinery runs beside it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.request import BaseRequest

from .calling import PacedBot
from .pacing import Pacer

CONNECTIONS = 256


@dataclass(frozen=True, slots=True)
class Transport:
    """How calls leave: `calls` for everything but `updates`, the long poll."""

    calls: BaseRequest
    updates: BaseRequest


def build(token: str, base_url: str, pacer: Pacer, transport: Transport | None = None) -> PacedBot:
    """Return a bot whose every call goes through the pacer; nothing is called yet."""
    transport = transport or by_wire()
    server = base_url.rstrip("/")
    return PacedBot(
        token,
        pacer,
        transport.calls,
        transport.updates,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
    )


def by_wire() -> Transport:
    """Return the transport that keeps its speed with many calls at once."""
    # Only here: who gives a transport of their own does not wait for aiohttp.
    from .wire import Wire

    return Transport(calls=Wire(CONNECTIONS), updates=Wire(1))
