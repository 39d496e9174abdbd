"""An edited message gets its earlier answer edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.telegram.answered import Answered
from handlers import Chat, Reply, Request, Sender, Source, Text

Make = Callable[..., dict[str, Any]]

GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}
ASKED = Request(
    Sender("telegram", "1"),
    Chat("telegram", "1"),
    datetime(2023, 4, 10, tzinfo=UTC),
    date(2023, 4, 10),
    "telegram:1",
    text="问",
    source=Source("7"),
)
EDITED = replace(ASKED, source=Source("7", edited=True))


def update(message: dict[str, Any], kind: str = "message") -> dict[str, Any]:
    return {"update_id": 5, kind: message}


async def test_an_edited_question_is_answered_in_place_of_the_first_answer(
    conversation: Any, message: Make
) -> None:
    (first,) = await conversation.play(update(message("/ask 勐海谁联系", GROUP)))
    edited = message("/ask 勐腊谁联系", GROUP, edit_date=1_681_093_000)
    (second,) = await conversation.play(update(edited, "edited_message"))
    assert (first.method, second.method) == ("sendMessage", "editMessageText")
    assert second.params["message_id"] == 901
    assert second.params["text"] == "收到：/ask 勐腊谁联系"
    (third,) = await conversation.play(update(edited, "edited_message"))
    assert third.params["message_id"] == 901


async def test_after_a_restart_it_is_answered_anew(conversation: Any, message: Make) -> None:
    edited = message("改好了", edit_date=1_681_093_000)
    (call,) = await conversation.play(update(edited, "edited_message"))
    assert call.method == "sendMessage"


async def test_an_answer_of_several_messages_is_given_anew(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply((Text("甲" * 4000), Text("乙" * 4000)))
    await conversation.play(update(message("全文")))
    conversation.answer = lambda request: Reply((Text("短"),))
    (call,) = await conversation.play(update(message("短", edit_date=1_681_093_000), "edited_message"))
    assert call.method == "sendMessage"


def test_only_the_newest_answers_are_remembered() -> None:
    answered = Answered(kept=2)
    for number in range(3):
        answered.remember(replace(ASKED, source=Source(str(number))), [f"9{number}"])
    found = [answered.earlier(replace(ASKED, source=Source(str(number), edited=True))) for number in range(3)]
    assert found == [None, "91", "92"]


def test_a_message_that_was_not_edited_and_a_button_edit_nothing() -> None:
    answered = Answered()
    answered.remember(replace(ASKED, text=None, button="q:期"), ["9"])
    assert answered.earlier(EDITED) is None
    answered.remember(ASKED, ["9"])
    assert answered.earlier(ASKED) is None
    assert answered.earlier(EDITED) == "9"
