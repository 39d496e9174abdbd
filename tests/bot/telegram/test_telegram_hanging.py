"""Calls that are not answered: what waits for them goes on without them."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.telegram import channel, inline, outgoing, standings
from bot.telegram.updates import Typing, User
from handlers import Chat, InlinePage, PlaceKind, Request, Sender
from tests.bot.telegram.conftest import GROUP, NOW, PERSON


def pressed() -> dict[str, Any]:
    shown = {"message_id": 3, "date": 1_681_000_000, "chat": {"id": 1001, "type": "private"}}
    query = {"id": "77", "from": PERSON, "chat_instance": "1", "data": "q:期", "message": shown}
    return {"update_id": 5, "callback_query": query}


async def test_a_pressed_button_whose_acknowledgement_hangs_is_answered_all_the_same(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "ACKNOWLEDGED", 0.05)
    conversation.telegram.hanging.add("answerCallbackQuery")
    with capture_logs() as logs:
        calls = await conversation.play(pressed())
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert [line["event"] for line in logs] == ["button_not_acknowledged"]


async def test_a_standing_that_is_not_told_is_unknown(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "TOLD", 0.05)
    monkeypatch.setattr(standings, "needs_standing", lambda request: True)
    conversation.telegram.hanging.add("getChatMember")
    chat = Chat("telegram", str(GROUP["id"]), PlaceKind.GROUP)
    request = Request(Sender("telegram", "1001"), chat, NOW, NOW.date(), "k", text="/bind")
    with capture_logs() as logs:
        assert (await standings.with_standing(conversation.bot, request)).standing is None
    assert [line["event"] for line in logs] == ["standing_unknown"]


async def test_who_types_on_waits_no_longer_for_a_list_that_hangs(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "TAKEN", 0.05)
    monkeypatch.setattr(inline, "inline_page", lambda *_: InlinePage((), "去私聊"))
    conversation.telegram.hanging.add("answerInlineQuery")
    typing = Typing("9", User(1001, "李", False), "驿站", "")
    with capture_logs() as logs:
        await inline.answer_inline(conversation.bot, typing, conversation.channel._services)
    assert [line["event"] for line in logs] == ["inline_not_answered"]


async def test_a_greeting_that_hangs_is_left_out(conversation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PATIENCE", 0.05)
    conversation.telegram.hanging.add("sendMessage")
    me = {"id": 42, "is_bot": True, "first_name": "工会助手"}
    change = {"chat": GROUP, "from": PERSON, "date": 1_681_000_000, "new_chat_member": {"user": me}}
    change["new_chat_member"]["status"] = "member"
    with capture_logs() as logs:
        await conversation.play({"update_id": 5, "my_chat_member": change})
    assert [line["event"] for line in logs] == ["greeting_not_sent"]
