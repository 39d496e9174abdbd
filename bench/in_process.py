"""An answer without threads, database and network, beside an echo made of the same library."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.compose import build_services
from bot.render.telegram import to_messages
from bot.telegram.incoming import Me, read
from bot.telegram.outgoing import deliver, target_of
from bot.telegram.pacing import Urgency
from handlers import Services, dispatch

from .asking import forgetting
from .bot_api import ME
from .echo import TOKEN
from .table import table

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


class Unpaced(ExtBot[Urgency]):
    """The library's bot without a pacer, which takes no urgency."""

    async def send_message(self, *args: Any, **kwargs: Any) -> Any:
        """Send, whatever the urgency."""
        kwargs.pop("rate_limit_args", None)
        return await super().send_message(*args, **kwargs)


def in_process(texts: list[str], rounds: int) -> str:
    """Return the table on answers and echoes in process."""
    return asyncio.run(_in_process(texts, rounds))


async def _in_process(texts: list[str], rounds: int) -> str:
    bot = Unpaced(TOKEN, request=Nowhere(), get_updates_request=Nowhere())
    await bot.initialize()
    updates = [_update(number, text, bot) for number, text in enumerate(texts, 1)]
    services, me = build_services(), Me(bot.id, bot.username, frozenset())

    async def echo(update: Update) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    async def answer(services: Services, update: Update) -> None:
        request = read(update, me, services.clock())
        assert request is not None
        reply = dispatch(replace(request, history=()), services)
        await deliver(bot, target_of(request, reply), to_messages(reply), [])

    echoed = await _rate(echo, updates, rounds)
    rows = [("echo", f"{echoed:,.0f}", "1.00")]
    for name, asked in (("answer to a new sentence", forgetting(services)), ("asked before", services)):
        rate = await _rate(partial(answer, asked), updates, rounds)
        rows.append((name, f"{rate:,.0f}", f"{rate / echoed:.2f}"))
    return "\n\n".join(
        (
            f"{len(texts)} questions read from their updates, understood, answered and rendered in process, "
            "without thread, database and network, beside a reply that repeats the question.",
            table(("", "a second", "÷ echo"), rows),
        )
    )


async def _rate(work: Callable[[Update], Awaitable[None]], updates: list[Update], rounds: int) -> float:
    """Work done a second, the best of the rounds: the others were disturbed."""
    rates = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        for update in updates:
            await work(update)
        rates.append(len(updates) / (time.perf_counter() - started))
    return max(rates)


def _update(number: int, text: str, bot: ExtBot[Urgency]) -> Update:
    sender = {"id": number, "is_bot": False, "first_name": "测"}
    chat = {"id": number, "type": "private"}
    message = {"message_id": number, "date": 1_681_092_000, "chat": chat, "from": sender, "text": text}
    update = Update.de_json({"update_id": number, "message": message}, bot)
    assert update is not None
    return update
