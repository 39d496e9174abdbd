"""Inline mode: a query in, public clauses out."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.telegram import inline
from handlers import InlineItem, InlinePage, Quote, Reply, Text

PERSON = {"id": 1001, "is_bot": False, "first_name": "李"}


def asked(query: str, offset: str = "") -> dict[str, Any]:
    return {"update_id": 5, "inline_query": {"id": "9", "from": PERSON, "query": query, "offset": offset}}


def item(number: int, length: int = 3) -> InlineItem:
    reply = Reply((Text("字" * length, strong=True), Quote("p", "一", "原话", "皖 一")))
    return InlineItem(f"p/{number}", f"皖 一 之{number}", "说明", reply)


async def test_a_query_gets_articles_with_the_clause(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []

    def page(query: str, offset: str, *_: Any) -> InlinePage:
        heard.append((query, offset))
        return InlinePage((item(1), item(2)), "去私聊", "20")

    monkeypatch.setattr(inline, "inline_page", page)
    (call,) = await conversation.play(asked("驿站", "20"))
    assert heard == [("驿站", "20")]
    assert call.method == "answerInlineQuery"
    assert (call.params["cache_time"], call.params["is_personal"]) == (inline.CACHED, False)
    assert call.params["next_offset"] == "20"
    assert call.params["button"] == {"text": "去私聊", "start_parameter": "go-help"}
    first, second = call.params["results"]
    assert first["id"] != second["id"]
    assert all(len(one["id"].encode()) <= 64 for one in (first, second))
    assert (first["type"], first["title"], first["description"]) == ("article", "皖 一 之1", "说明")
    content = first["input_message_content"]
    assert content["parse_mode"] == "HTML"
    assert "皖 一" in content["message_text"]
    assert "原话" in content["message_text"]


async def test_a_clause_too_long_for_one_message_stays_within_one(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "inline_page", lambda *_: InlinePage((item(1, 5000),), "去私聊"))
    (call,) = await conversation.play(asked("全文"))
    (result,) = call.params["results"]
    text = result["input_message_content"]["message_text"]
    assert len(text.encode("utf-16-le")) // 2 <= 4096


async def test_nothing_found_is_remembered_for_a_short_time_only(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "inline_page", lambda *_: InlinePage((), "去私聊问"))
    (call,) = await conversation.play(asked("没有的事"))
    assert call.params["results"] == []
    assert call.params["cache_time"] == inline.CACHED_EMPTY


async def test_a_failure_is_logged_without_the_words(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> InlinePage:
        raise ValueError("驿站")

    monkeypatch.setattr(inline, "inline_page", broken)
    with capture_logs() as logs:
        assert await conversation.play(asked("驿站")) == []
    assert [line["event"] for line in logs] == ["inline_failed"]
    assert "驿站" not in repr(logs)


async def test_an_old_query_is_no_error(conversation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "inline_page", lambda *_: InlinePage((item(1),), "去私聊"))
    conversation.telegram.fail(
        "answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired"
    )
    with capture_logs() as logs:
        await conversation.play(asked("驿站"))
    assert logs == []
