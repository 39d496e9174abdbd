"""A chat that Telegram asks to leave alone holds nobody else up."""

from collections.abc import Callable
from typing import Any

Make = Callable[..., dict[str, Any]]

GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}


def update(message: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 5, "message": message}


async def test_a_reply_to_a_chat_that_has_its_share_is_stored_at_once(
    conversation: Any, message: Make
) -> None:
    conversation.telegram.fail("sendMessage", 429, "Too Many Requests", retry_after=30)
    await conversation.play(update(message("/ask 到期", GROUP)))
    assert await conversation.play(update(message("/ask 到期", GROUP))) == []
    first, second = conversation.postbox.kept
    assert (first[1:], second[1]) == ((0, 30.0), 0)
    assert 0.0 < second[2] <= 30.0, "nobody slept until it was allowed again"
    assert len(await conversation.play(update(message("到期")))) == 1
