"""A yardstick: python-telegram-bot repeating what it hears. `python -m bench.echo stock|aiohttp [N]`."""

from __future__ import annotations

import os
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters
from telegram.request import HTTPXRequest

TOKEN = "123456789:AAbench-bench_bench-bench_bench-bench1x"


async def echo(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Say it again."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Poll until stopped, `N` updates at once."""
    transport, at_once = sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 1
    builder = Application.builder().token(TOKEN).base_url(os.environ["TELEGRAM_BASE_URL"] + "/bot")
    if transport == "aiohttp":
        builder = builder.request(_over_aiohttp(256)).get_updates_request(_over_aiohttp(1))
    app = builder.concurrent_updates(at_once if at_once > 1 else False).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


def _over_aiohttp(connections: int) -> HTTPXRequest:
    """The library's own transport with aiohttp below it, whose pool keeps its speed."""
    import aiohttp
    from httpx_aiohttp import AiohttpTransport

    def session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections))

    return HTTPXRequest(httpx_kwargs={"transport": AiohttpTransport(client=session)})


if __name__ == "__main__":
    main()
