"""A Telegram that is not there: calls are recorded and judged as the real one would judge them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.request import RequestData

from bot.telegram import channel
from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.channel import Channel
from bot.telegram.menu import BASIC
from bot.telegram.pacing import Pacer
from bot.telegram.postbox import Postbox
from bot.telegram.transport import Transport
from bot.telegram.updates import update_of
from handlers import Reply, Request, Services, Text
from tests.bot.telegram.account import BOT, TOKEN, Unconnected, encoded, made, refusal
from tests.bot.telegram.post import play

__all__ = ["play"]

BOT_API = Path(__file__).resolve().parents[4] / "shared" / "data" / "telegram-bot-api-10.1.json"
NOW = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)
METHODS = {
    "getMe",
    "sendMessage",
    "sendDocument",
    "editMessageText",
    "answerCallbackQuery",
    "answerInlineQuery",
    "getChatMember",
    "setMyCommands",
    "deleteWebhook",
    "getUpdates",
}
TAGS = {"b", "i", "pre", "blockquote"}


@dataclass
class Call:
    """A call of the Bot API: its method, its parameters as JSON data, and the names of uploaded files."""

    method: str
    params: dict[str, Any]
    files: list[str] = field(default_factory=list)


class RecordingRequest(Unconnected):
    """Answers as Telegram would, records every call, and opens no connection.

    What Telegram would refuse is refused with 400 and noted in `faults`, which the fixture looks at in the end.
    """

    def __init__(self, bot_api: dict[str, Any] | None = None) -> None:
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self._bot_api = bot_api
        self._failures: list[tuple[str, int, str, dict[str, Any]]] = []
        self._good_before: dict[str, int] = {}
        self.hanging: set[str] = set()
        self.standing = "member"
        """What everybody is in every group."""
        self.bare_members = False
        """Whether members are described by less than the library wants."""

    def fail(self, method: str, code: int, description: str, **parameters: Any) -> None:
        """Let the next call of the method fail in this way."""
        self._failures.append((method, code, description, parameters))

    def fail_later(self, method: str, after: int, code: int, description: str, **parameters: Any) -> None:
        """Let the call of the method after so many good ones fail in this way."""
        self._good_before[method] = after
        self.fail(method, code, description, **parameters)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_timeouts: Any
    ) -> tuple[int, bytes]:
        data = request_data or RequestData()
        files = [part[0] for part in (data.multipart_data or {}).values()]
        call = Call(url.rsplit("/", 1)[1], dict(data.parameters), files)
        self.calls.append(call)
        if call.method in self.hanging:
            await asyncio.Event().wait()
        failure = next((one for one in self._failures if one[0] == call.method), None)
        left = self._good_before.get(call.method, 0)
        if left:
            self._good_before[call.method] = left - 1
        elif failure:
            self._failures.remove(failure)
            return encoded(refusal(*failure[1:3], **failure[3]))
        faults = list(faults_of(call, self._bot_api))
        self.faults += faults
        if faults:
            return encoded(refusal(400, f"Bad Request: {faults[0]}"))
        return encoded((200, {"ok": True, "result": self._result(call)}))

    def _result(self, call: Call) -> Any:
        if call.method == "getMe":
            return BOT
        if call.method == "getChatMember":
            member = chat_member(call.params["user_id"], self.standing)
            return {"status": member["status"], "user": member["user"]} if self.bare_members else member
        if not call.method.startswith(("send", "edit")):
            return True
        return made(900 + len(self.calls), call.params["chat_id"])


def chat_member(user: int, status: str) -> dict[str, Any]:
    """A member of a group as Telegram describes them."""
    member: dict[str, Any] = {"status": status, "user": {"id": user, "is_bot": False, "first_name": "李"}}
    rights = (
        "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories "
        "can_delete_stories is_anonymous"
    )
    if status == "administrator":
        member |= dict.fromkeys(rights.split(), False)
    return member | ({"is_anonymous": False} if status == "creator" else {})


def faults_of(call: Call, bot_api: dict[str, Any] | None) -> Iterator[str]:
    """What Telegram would refuse in a call."""
    if call.method not in METHODS:
        yield f"unexpected method {call.method}"
    yield from wrong_text(call)
    for row in call.params.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            size = len(button.get("callback_data", "link").encode())
            if not 1 <= size <= 64:
                yield f"callback_data of {size} bytes"
            if ("callback_data" in button) == ("url" in button):
                yield "button that does nothing or two things"
            if not button["text"].strip():
                yield "button without text"
    if bot_api is not None:
        if call.method not in bot_api["methods"]:
            yield f"method {call.method} is not in the Bot API"
        else:
            given = call.params | {"document": "attach"} if call.files else call.params
            yield from strange_fields(given, bot_api["methods"][call.method], bot_api["types"], call.method)


def wrong_text(call: Call) -> Iterator[str]:
    for name, limit, needed in (("text", 4096, call.method == "sendMessage"), ("caption", 1024, False)):
        source = call.params.get(name, "")
        assert not source or call.params.get("parse_mode") == "HTML" or call.method == "answerCallbackQuery"
        reader = Reader()
        reader.feed(source)
        reader.close()
        yield from reader.faults
        if reader.open:
            yield f"tags left open: {reader.open}"
        size = len(reader.text.encode("utf-16-le")) // 2
        if size > limit:
            yield f"{name} of {size} units"
        if needed and not reader.text.strip():
            yield "message text is empty"


class Reader(HTMLParser):
    """Takes the markup away as Telegram does, and notes what it would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"unsupported start tag {tag}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"unexpected end tag {tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


def strange_fields(
    value: dict[str, Any], entry: dict[str, Any], types: dict[str, Any], path: str
) -> Iterator[str]:
    """Fields that the Bot API does not know, and required ones that are missing, at every depth."""
    known = {one["name"]: one for one in entry.get("fields", [])}
    yield from (f"{path} has no field {name}" for name in value.keys() - known.keys())
    yield from (
        f"{path} lacks {name}" for name, one in known.items() if one["required"] and name not in value
    )
    for name in value.keys() & known.keys():
        named = [one.removeprefix("Array of ").removeprefix("Array of ") for one in known[name]["types"]]
        if len(named) == 1 or name == "reply_markup":
            for one in objects(value[name]):
                inner = fitting(one, [types.get(each, {}) for each in named])
                if inner.get("fields"):
                    yield from strange_fields(one, inner, types, f"{path}.{name}")


def fitting(value: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The type that knows all fields of the value, else the first."""
    fits = (one for one in entries if value.keys() <= {each["name"] for each in one.get("fields", [])})
    return next(fits, entries[0])


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from objects(one)


@pytest.fixture(scope="session")
def bot_api() -> dict[str, Any] | None:
    """The Bot API as data, where somebody put it beside the project."""
    return json.loads(BOT_API.read_text(encoding="utf-8")) if BOT_API.exists() else None


@pytest.fixture
def telegram(bot_api: dict[str, Any] | None) -> Iterator[RecordingRequest]:
    request = RecordingRequest(bot_api)
    yield request
    assert request.faults == []


class RecordingPostbox(Postbox):
    """Keeps in a list what would be stored for later."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.kept: list[tuple[Reply, int, float]] = []
        self.noted: list[tuple[str, ...]] = []

    def keep(self, request: Request, reply: Reply, arrived: int, wait: float) -> bool:
        self.kept.append((reply, arrived, wait))
        return True

    def came(self, request: Request, arrived: Sequence[str]) -> None:
        self.noted.append(("came", request.key, *arrived))

    def again(self, request: Request, reply: Reply, arrived: int) -> None:
        self.noted.append(("again", request.key, str(arrived)))

    def gone(self, channel: str, chat: str, why: str) -> None:
        self.noted.append(("gone", channel, chat, why))

    def moved(self, channel: str, chat: str, to: str) -> None:
        self.noted.append(("moved", channel, chat, to))


class Conversation:
    """Raw updates go in; the calls that they caused come out."""

    def __init__(self, telegram: RecordingRequest) -> None:
        self.telegram = telegram
        self.heard: list[Request] = []
        self.answer: Callable[[Request], Reply] = lambda request: Reply(
            (Text(f"收到：{request.text or request.button}"),)
        )
        services = cast(Services, SimpleNamespace(clock=lambda: NOW, storage=None))
        self.postbox = RecordingPostbox(services)
        self.channel = Channel(self._dispatch, services, BASIC, self.postbox)
        pacer = Pacer(Allowance(rate=0))
        self.bot = build(TOKEN, "http://127.0.0.1:9", pacer, Transport(telegram, telegram))

    async def play(self, update: dict[str, Any]) -> list[Call]:
        before = len(self.telegram.calls)
        await self.channel.handle(update_of(update), self.bot)
        return self.telegram.calls[before:]

    def _dispatch(self, request: Request, services: Services) -> Reply:
        assert services.clock() == NOW
        self.heard.append(request)
        return self.answer(request)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy computer takes its time; nothing that a person waits for is cut short by it."""
    monkeypatch.setattr(channel, "QUICK", 120.0)
    monkeypatch.setattr(channel, "PATIENCE", 120.0)


@pytest.fixture
async def conversation(telegram: RecordingRequest, unhurried: None) -> AsyncIterator[Conversation]:
    talk = Conversation(telegram)
    async with talk.bot:
        telegram.calls.clear()
        yield talk


PERSON = {"id": 1001, "is_bot": False, "first_name": "李", "last_name": "主席"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "李"}
GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}


@pytest.fixture
def message() -> Callable[..., dict[str, Any]]:
    """Makes a raw message; a leading command and @names get the entities that Telegram would add."""

    def make(text: str | None = None, chat: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        made: dict[str, Any] = {
            "message_id": 7,
            "date": 1_681_092_000,
            "chat": chat or PRIVATE,
            "from": PERSON,
        }
        if text is not None:
            made |= {"text": text, "entities": entities(text)}
        return made | fields

    return make


def entities(text: str) -> list[dict[str, Any]]:
    found, offset = [], 0
    for word in text.split(" "):
        length = len(word.encode("utf-16-le")) // 2
        if word.startswith("@"):
            found.append({"type": "mention", "offset": offset, "length": length})
        elif word.startswith("/") and word[1:2].isascii() and word[1:]:
            found.append({"type": "bot_command", "offset": offset, "length": length})
        offset += length + 1
    return found
