"""Asking the Bot API over loopback HTTP: what it knows, and every way in which it does not answer."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from bot.config import Settings
from bot.telegram.probe import Hook, Me, probe
from tests.bot.telegram.account import TOKEN

ME = {
    "id": 42,
    "is_bot": True,
    "first_name": "工会助手",
    "username": "Gonghui_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
HOOK = {
    "url": "https://bot.example/hook",
    "has_custom_certificate": False,
    "pending_update_count": 3,
    "last_error_date": 1_773_115_200,
    "last_error_message": "Connection refused",
}
DATE = "Tue, 10 Mar 2026 04:00:00 GMT"


@contextmanager
def bot_api(answers: dict[str, tuple[int, Any]], date: str | None = DATE) -> Iterator[tuple[str, list[str]]]:
    """A Bot API on 127.0.0.1; gives its address and the paths that were asked for."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, content = answers[self.path.rsplit("/", 1)[-1]]
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response_only(status)
            if date is not None:
                self.send_header("Date", date)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def to(url: str) -> Settings:
    return Settings(_env_file=None, telegram_token=TOKEN, telegram_base_url=url)  # type: ignore[call-arg,arg-type]


def ok(result: object) -> tuple[int, object]:
    return 200, {"ok": True, "result": result}


def test_it_tells_who_the_bot_is_where_updates_go_and_the_time(caplog: pytest.LogCaptureFixture) -> None:
    begun = datetime.now(UTC)
    with (
        bot_api({"getMe": ok(ME), "getWebhookInfo": ok(HOOK)}) as (url, asked),
        caplog.at_level(logging.DEBUG),
    ):
        told = probe(to(f"{url}/"))
    assert asked == [f"/bot{TOKEN}/getMe", f"/bot{TOKEN}/getWebhookInfo"]
    assert told.me == Me("Gonghui_bot", joins_groups=True, reads_everything=False, inline=True)
    at = datetime(2026, 3, 10, 4, tzinfo=UTC)
    assert told.hook == Hook("https://bot.example/hook", 3, "Connection refused", at)
    assert told.at == at
    assert told.heard is not None and told.heard - begun < timedelta(minutes=5)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("status", [401, 404])
def test_a_refused_token(status: int) -> None:
    with bot_api({"getMe": (status, {"ok": False})}) as (url, _):
        told = probe(to(url))
    assert (told.refused, told.me) == (True, None)


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ((502, b"<html>"), "HTTP 502"),
        ((200, b"<html>a portal's page"), "JSONDecodeError"),
        ((200, {"ok": True}), "KeyError"),
        ((200, ["strange"]), "TypeError"),
    ],
)
def test_an_answer_that_is_none(answer: tuple[int, Any], failed: str) -> None:
    with bot_api({"getMe": answer}) as (url, _):
        assert probe(to(url)).failed == failed


@pytest.mark.parametrize(
    ("url", "failed"),
    [("http://127.0.0.1:9", "ConnectError"), ("api.telegram.org", "UnsupportedProtocol")],
)
def test_nobody_there(url: str, failed: str) -> None:
    told = probe(to(url))
    assert (told.failed, told.me, told.at) == (failed, None, None)


@pytest.mark.parametrize("date", [None, "today, noon"], ids=str)
def test_a_server_that_does_not_tell_the_time(date: str | None) -> None:
    with bot_api({"getMe": ok(ME), "getWebhookInfo": ok({"url": ""})}, date) as (url, _):
        told = probe(to(url))
    assert (told.at, told.hook) == (None, Hook("", 0))


def test_a_server_that_tells_only_who_the_bot_is() -> None:
    bare = {name: ME[name] for name in ("id", "is_bot", "first_name", "username")}
    with bot_api({"getMe": ok(bare), "getWebhookInfo": ok({"url": ""})}) as (url, _):
        assert probe(to(url)).me == Me("Gonghui_bot", None, None, None)
