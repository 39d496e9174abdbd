"""A chat that Telegram asks to leave alone holds nobody else up."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.telegram import channel

Make = Callable[..., dict[str, Any]]

GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}


def update(message: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 5, "message": message}


async def test_a_reply_to_a_chat_that_has_its_share_is_stored_at_once(
    conversation: Any, message: Make
) -> None:
    conversation.telegram.fail("sendMessage", 429, "Too Many Requests", retry_after=30)
    started = asyncio.get_running_loop().time()
    await conversation.play(update(message("/ask 到期", GROUP)))
    assert await conversation.play(update(message("/ask 到期", GROUP))) == []
    assert asyncio.get_running_loop().time() - started < channel.PATIENCE / 2
    first, second = conversation.postbox.kept
    assert (first[1:], second[1]) == ((0, 30.0), 0)
    assert second[2] == pytest.approx(30.0, abs=1.0)
    assert len(await conversation.play(update(message("到期")))) == 1
