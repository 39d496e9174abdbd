"""Chats that take no answer, and questions that are there no more."""

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

Make = Callable[..., dict[str, Any]]

GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群", "is_forum": True}


def update(message: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 5, "message": message}


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message to be replied not found",
        "Bad Request: replied message not found",
        "Bad Request: message to reply not found",
    ],
)
async def test_a_question_that_was_deleted_is_answered_all_the_same(
    conversation: Any, message: Make, words: str
) -> None:
    conversation.telegram.fail("sendMessage", 400, words)
    topic = {"is_topic_message": True, "message_thread_id": 17}
    first, again = await conversation.play(update(message("/ask 到期", GROUP, **topic)))
    expected = {name: value for name, value in first.params.items() if name != "reply_parameters"}
    assert (again.method, again.params) == ("sendMessage", expected)
    assert again.params["message_thread_id"] == 17


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("Bad Request: chat not found", True),
        ("Bad Request: group chat was deactivated", True),
        ("Bad Request: PEER_ID_INVALID", True),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", False),
        ("Bad Request: need administrator rights in the channel chat", False),
        ("Bad Request: not enough rights to send text messages to the chat", False),
        ("Bad Request: TOPIC_CLOSED", False),
    ],
)
async def test_where_nothing_may_be_written_nobody_is_alarmed(
    conversation: Any, message: Make, words: str, gone: bool
) -> None:
    conversation.telegram.fail("sendMessage", 400, words)
    with capture_logs() as logs:
        calls = await conversation.play(update(message("/ask 到期", GROUP)))
    assert len(calls) == 1
    assert [line["event"] for line in logs] == ["nobody_to_answer"]
    assert bool(conversation.postbox.noted) is gone
