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

    async def answer(is_new: bool, update: OurUpdate) -> None:
        if is_new:
            forget(services)
        request = read(update, me, services.clock())
        assert request is not None
        reply = dispatch(replace(request, history=()), services)
        await deliver(bot, target_of(request, reply), to_messages(reply), [])

    async def understand(update: OurUpdate) -> None:
        services.understanding.forget()
        request = read(update, me, services.clock())
        assert request is not None
        services.understanding.read(request.text or "", today=request.today)

    echoed = await _rate(echo, theirs, rounds)
    rows = [("echo", f"{echoed:,.0f}", "1.00")]
    for name, work in (
        ("a new sentence read, without looking for its answer", understand),
        ("a new sentence answered", partial(answer, True)),
        ("a sentence asked before answered", partial(answer, False)),
    ):
        rate = await _rate(work, ours, rounds)
        rows.append((name, f"{rate:,.0f}", f"{rate / echoed:.2f}"))
    return "\n\n".join(
        (
            f"{len(texts)} questions from their updates, in process, without thread, database and network: "
            "understood, or answered and rendered, beside a reply that repeats the question.",
            table(("", "a second", "÷ echo"), rows),
        )
    )


async def _rate(work: Callable[[T], Awaitable[None]], updates: list[T], rounds: int) -> float:
    """Work done a second, the best of the rounds: the others were disturbed."""
    rates = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        for update in updates:
            await work(update)
        rates.append(len(updates) / (time.perf_counter() - started))
    return max(rates)


def _update(number: int, text: str) -> dict[str, Any]:
    sender = {"id": number, "is_bot": False, "first_name": "测"}
    chat = {"id": number, "type": "private"}
    message = {"message_id": number, "date": 1_681_092_000, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}
