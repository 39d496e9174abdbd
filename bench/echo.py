"""A yardstick: python-telegram-bot repeating what it hears. `python -m bench.echo stock|aiohttp [N]`."""

from __future__ import annotations

import os
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

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
        from bot.telegram.transport import over_aiohttp

        ours = over_aiohttp(os.environ["TELEGRAM_BASE_URL"])
        builder = builder.request(ours.calls).get_updates_request(ours.updates)
    app = builder.concurrent_updates(at_once if at_once > 1 else False).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
