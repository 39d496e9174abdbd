"""An answer without threads, database and network, beside an echo made of the same library."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.request import BaseRequest, RequestData

from bot.compose import build_services
from bot.render.telegram import to_messages
from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.incoming import Me, read
from bot.telegram.outgoing import deliver, target_of
from bot.telegram.pacing import Pacer
from bot.telegram.transport import Transport
from bot.telegram.updates import Update as OurUpdate
from bot.telegram.updates import update_of
from handlers import dispatch

from .asking import forget
from .bot_api import ME
from .echo import TOKEN
from .table import table

T = TypeVar("T")
Turn = tuple[Callable[[], None], Callable[[], Awaitable[None]]]
"""What is done before, untimed, and the work."""
_ECHO = "echo"
_TURNS = 5
"""So many turns a round: each takes a fraction of a second."""

_SENT = json.dumps(
    {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
).encode()


class Nowhere(BaseRequest):
    """Says at once that the message arrived."""

    @property
    def read_timeout(self) -> float | None:
        """None is kept."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing is prepared."""

    async def shutdown(self) -> None:
        """Nothing is given back."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """Return who the bot is, or a message."""
        return 200, json.dumps({"ok": True, "result": ME}).encode() if url.endswith("getMe") else _SENT


def in_process(texts: list[str], rounds: int) -> str:
    """Return the table on answers and echoes in process."""
    return asyncio.run(_in_process(texts, rounds))


async def _in_process(texts: list[str], rounds: int) -> str:
    library = Bot(TOKEN, request=Nowhere(), get_updates_request=Nowhere())
    bot = build(TOKEN, "http://nowhere", Pacer(Allowance(rate=0)), Transport(Nowhere(), Nowhere()))
    await library.initialize()
    await bot.initialize()
    raws = [_update(number, text) for number, text in enumerate(texts, 1)]
    theirs = [update for raw in raws if (update := Update.de_json(raw, library)) is not None]
    ours = [update_of(raw) for raw in raws]
    services, me = build_services(), Me(bot.id, bot.username, frozenset())

    async def echo(update: Update) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    async def answer(update: OurUpdate) -> None:
        request = read(update, me, services.clock())
        assert request is not None
        reply = dispatch(replace(request, history=()), services)
        await deliver(bot, target_of(request, reply), to_messages(reply), [])

    async def understand(update: OurUpdate) -> None:
        request = read(update, me, services.clock())
        assert request is not None
        services.understanding.read(request.text or "", today=request.today)

    new = partial(forget, services)
    turns: dict[str, Turn] = {
        _ECHO: (_as_it_is, partial(_each, echo, theirs)),
        "a new sentence read, without looking for its answer": (new, partial(_each, understand, ours)),
        "a new sentence answered": (new, partial(_each, answer, ours)),
        "a sentence asked before answered": (_as_it_is, partial(_each, answer, ours)),
    }
    rates = await _rates(turns, len(texts), rounds)
    rows = [(name, f"{rate:,.0f}", f"{rate / rates[_ECHO]:.2f}") for name, rate in rates.items()]
    return "\n\n".join(
        (
            f"{len(texts)} questions from their updates, in process, without thread, database and network: "
            "understood, or answered and rendered, beside a reply that repeats the question.",
            table(("", "a second", "÷ echo"), rows),
        )
    )


async def _each(work: Callable[[T], Awaitable[None]], updates: list[T]) -> None:
    for update in updates:
        await work(update)


def _as_it_is() -> None:
    """Nothing is forgotten: what the turn before answered was asked before."""


async def _rates(turns: dict[str, Turn], size: int, rounds: int) -> dict[str, float]:
    """Updates a second of each work, the best of its turns: the others were disturbed.

    They take turns, so that a slower minute of the machine is shared by all of them.
    """
    rates = dict.fromkeys(turns, 0.0)
    for _ in range(_TURNS * rounds):
        for name, (prepare, work) in turns.items():
            prepare()
            started = time.perf_counter()
            await work()
            rates[name] = max(rates[name], size / (time.perf_counter() - started))
    return rates


def _update(number: int, text: str) -> dict[str, Any]:
    sender = {"id": number, "is_bot": False, "first_name": "测"}
    chat = {"id": number, "type": "private"}
    message = {"message_id": number, "date": 1_681_092_000, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}
