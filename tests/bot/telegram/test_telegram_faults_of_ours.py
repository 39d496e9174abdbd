"""A fault of ours beside the answer itself: nobody waits for it, and who was heard is told."""

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.telegram import channel
from bot.telegram.desk import Desk

Make = Callable[..., dict[str, Any]]

SECRET = "身份证号 340822199001011234"


def update(message: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 5, "message": message}


async def test_a_fault_of_ours_outside_the_answer_keeps_nobody_waiting(
    conversation: Any, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(channel, "read", broken)
    with capture_logs() as logs:
        assert await conversation.play(update(message(SECRET))) == []
    assert [(line["event"], line["kind"]) for line in logs] == [("update_passed_over", "ValueError")]
    assert "340822" not in repr(logs)


async def test_who_was_heard_gets_a_number_also_for_a_fault_before_the_answer(
    conversation: Any, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise ImportError(SECRET)

    monkeypatch.setattr(Desk, "served", broken)
    with capture_logs() as logs:
        (call,) = await conversation.play(update(message("宣讲1场")))
    (number,) = (line["number"] for line in logs if line["event"] == "unexpected_error")
    assert number in call.params["text"]
