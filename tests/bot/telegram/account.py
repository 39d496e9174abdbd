"""The bot as every stand-in of Telegram knows it, and the request class that opens no connection."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest

TOKEN = "123456789:AAexample-example_example-example1x"
SECRET = TOKEN.split(":")[1]
BOT = {"id": 42, "is_bot": True, "first_name": "工会助手", "username": "Gonghui_bot"}

Answer = tuple[int, dict[str, Any]]
"""Status and JSON of an answer of the Bot API."""


def refusal(code: int, description: str, **parameters: Any) -> Answer:
    """What Telegram answers where it refuses."""
    return code, {"ok": False, "error_code": code, "description": description, "parameters": parameters}


def made(message: int | str, chat: Any) -> dict[str, Any]:
    """A message of the bot that Telegram took, as it describes it."""
    return {"message_id": message, "date": 1_681_092_000, "chat": {"id": chat, "type": "private"}}


def encoded(answer: Answer) -> tuple[int, bytes]:
    """An answer as it comes over the line."""
    return answer[0], json.dumps(answer[1]).encode()


class Unconnected(BaseRequest):
    """Has nothing to open, to close or to wait for; who inherits answers in `do_request`."""

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...
