"""What servers answer to a call: refusals in every wording, pages of others, nothing of it in a log."""

import json
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from bot.telegram.calling import Parameters
from bot.telegram.fates import Fate, verdict
from bot.telegram.replies import data, plain
from bot.telegram.transport import request_over
from handlers import Attachment, Reply, Text

SECRET = "身份证号 340822199001011234"
PAGE = f"<html><h1>502 Bad Gateway</h1>{SECRET}</html>"

Make = Callable[..., dict[str, Any]]


async def raised(status: int, body: str) -> TelegramError:
    """What a call raises to which a server answers so."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    app = web.Application()
    app.router.add_post("/{tail:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    calls = request_over(httpx.create_ssl_context(), 1)
    await calls.initialize()
    try:
        with pytest.raises(TelegramError) as error:
            await calls.post(
                f"http://127.0.0.1:{runner.addresses[0][1]}/bot1:x/sendMessage",
                Parameters({"chat_id": 5}),  # type: ignore[arg-type]
            )
        return error.value
    finally:
        await calls.shutdown()
        await runner.cleanup()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_page_of_a_server_in_between_says_that_nothing_was_taken(
    caplog: pytest.LogCaptureFixture, status: int
) -> None:
    with caplog.at_level(logging.DEBUG):
        error = await raised(status, PAGE)
    assert isinstance(error, NetworkError)
    assert verdict(error, 1).fate is Fate.LATER
    assert SECRET not in caplog.text + str(error)


@pytest.mark.parametrize(
    ("status", "body"),
    [(504, PAGE), (200, PAGE), (200, ""), (200, "[]"), (200, f'{{"ok":true,"result":{{"text":"{SECRET}')],
)
async def test_after_an_answer_that_nobody_can_read_it_may_have_been_taken(
    caplog: pytest.LogCaptureFixture, status: int, body: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        error = await raised(status, body)
    assert verdict(error, 1).fate is Fate.IN_DOUBT
    assert SECRET not in caplog.text + str(error) + str(verdict(error, 1))


@pytest.mark.parametrize("status", [400, 200])
async def test_a_refusal_counts_by_its_own_number_whatever_the_status(status: int) -> None:
    told = {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
    error = await raised(status, json.dumps(told))
    assert isinstance(error, BadRequest)
    assert verdict(error, 1).fate is Fate.GONE


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"description": "Too Many Requests: retry after 7", "parameters": {"retry_after": 7}}, 7),
        ({"description": "Too Many Requests: retry after 7"}, 7),
        ({"description": "Too Many Requests: retry after 7", "parameters": None}, 7),
        ({"description": "Too Many Requests", "parameters": {"retry_after": "2.5"}}, 3),
        ({"description": "Too Many Requests", "parameters": {"retry_after": 0}}, 1),
        ({"description": "Too Many Requests"}, 2),
        ({}, 2),
    ],
)
async def test_patience_is_kept_however_it_is_asked_for(told: dict[str, Any], seconds: int) -> None:
    error = await raised(429, json.dumps({"ok": False, "error_code": 429} | told))
    assert isinstance(error, RetryAfter)
    assert verdict(error, 1).wait == seconds


@pytest.mark.parametrize("to", [-1001, "-1001"])
async def test_a_group_that_moved(to: object) -> None:
    told = {"ok": False, "error_code": 400, "description": "x", "parameters": {"migrate_to_chat_id": to}}
    error = await raised(400, json.dumps(told))
    assert isinstance(error, ChatMigrated)
    assert error.new_chat_id == -1001


def test_half_a_character_does_not_make_an_answer_unreadable() -> None:
    assert data(b'{"ok":true,"result":"\xe5\x8b"}')["ok"] is True


def test_a_good_answer_is_left_as_it_is() -> None:
    body = b' {"ok": true, "result": {"text": "\\"ok\\":false"}}'
    assert plain(200, body) == (200, body)


FILE = Reply((Attachment("汇总.csv", "text/csv", b"1,2"),))


@pytest.mark.parametrize("reply", [Reply((Text("好"),)), FILE], ids=["words", "file"])
@pytest.mark.parametrize("result", [True, {}, None])
async def test_a_server_that_only_says_that_it_was_sent_is_not_sent_it_again(
    conversation: Any, message: Make, monkeypatch: pytest.MonkeyPatch, result: Any, reply: Reply
) -> None:
    monkeypatch.setattr(conversation.telegram, "_result", lambda call: result)
    group = {"id": -100200, "type": "supergroup", "title": "群"}
    conversation.answer = lambda _: reply
    (call,) = await conversation.play({"update_id": 5, "message": message("/ask 到期", group)})
    assert call.method == ("sendDocument" if reply is FILE else "sendMessage")
    assert conversation.postbox.kept == []
