"""A Bot API on 127.0.0.1 for whole processes: updates are given until confirmed, messages noted, calls held.

It keeps to the rules that matter here: an update comes again until a higher offset is asked for; a second
poller ends the first one's call with 409; a posted update comes again until it is answered with 200.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.client_exceptions import ClientError

from bot import clock
from tests.bot.telegram.account import BOT, TOKEN, made, refusal


@asynccontextmanager
async def served(call: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """Let `call` answer as the Bot API; give its address."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", call)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class Sent:
    """A message that Telegram took."""

    chat: int
    text: str
    buttons: tuple[str, ...]


class LoopbackTelegram:
    """`wait(condition)` returns when the condition holds; it is looked at after every call, and each second."""

    def __init__(self) -> None:
        self.url = ""
        self.sent: list[Sent] = []
        self.calls: list[str] = []
        self.hold: Callable[[Sent], bool] = lambda sent: False
        """Messages that are taken but whose call is never answered."""
        self.refuse: Callable[[Sent], tuple[int, dict[str, Any]] | None] = lambda sent: None
        self.hook: tuple[str, str] | None = None
        self.hook_answers: list[int] = []
        self.logs: dict[str, Path] = {}
        """What the processes that call write, by their names: it is shown where something does not come."""
        self._updates: list[dict[str, Any]] = []
        self._number = 100
        self._poller: asyncio.Future[None] | None = None
        self._changed = asyncio.Condition()
        self._posting: set[asyncio.Task[None]] = set()

    async def say(self, person: int, text: str) -> int:
        """Let a person write; return the update's id."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text[0] == "/" else []
        sender = {"id": person, "is_bot": False, "first_name": "李"}
        chat = {"id": person, "type": "private", "first_name": "李"}
        self._number += 1
        message = {
            "message_id": self._number,
            # A whole process has the real clock, and a talk of years ago is forgotten at its start.
            "date": int(clock.now().timestamp()),
            "chat": chat,
            "from": sender,
            "text": text,
            "entities": entities,
        }
        update = {"update_id": self._number, "message": message}
        if self.hook is None:
            self._updates.append(update)
            self._wake_poller()
        else:
            task = asyncio.create_task(self._post(update))
            self._posting.add(task)
            task.add_done_callback(self._posting.discard)
        return self._number

    @property
    def unconfirmed(self) -> list[int]:
        """Updates that nobody has confirmed."""
        return [update["update_id"] for update in self._updates]

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.sent if sent.chat == chat]

    async def wait(self, condition: Callable[[], bool], seconds: float = 240.0) -> None:
        """Return when the condition holds: some steps of a process are seen in its database only."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self._change(1.0)
        except TimeoutError:
            raise AssertionError(self._told()) from None

    async def _change(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait()

    def _told(self) -> str:
        logs = [f"{name}:\n{log.read_text(encoding='utf-8')}" for name, log in self.logs.items()]
        return "\n\n".join([f"it did not come; calls: {self.calls}", *logs])

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[LoopbackTelegram]:
        async with served(self._call) as self.url:
            yield self
            for task in self._posting:
                task.cancel()

    async def _call(self, request: web.Request) -> web.Response:
        assert request.match_info["token"] == TOKEN
        method = request.match_info["method"]
        fields = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        self.calls.append(method)
        status, answer = await self._answer(method, fields)
        await self._tell()
        return web.json_response(answer, status=status)

    async def _answer(self, method: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if method == "getUpdates":
            return await self._polled(int(fields.get("offset", 0)), float(fields.get("timeout", 0)))
        if method in ("sendMessage", "editMessageText"):
            return await self._taken(fields)
        if method == "setWebhook":
            self.hook = (fields["url"], fields["secret_token"])
        if method == "deleteWebhook":
            self.hook = None
        return 200, {"ok": True, "result": BOT if method == "getMe" else True}

    async def _taken(self, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        markup = json.loads(fields.get("reply_markup", "{}"))
        rows = markup.get("inline_keyboard", [])
        actions = tuple(button.get("callback_data", "") for row in rows for button in row)
        sent = Sent(int(fields["chat_id"]), fields["text"], actions)
        refused = self.refuse(sent)
        if refused is not None:
            return refused
        self.sent.append(sent)
        if self.hold(sent):
            await self._tell()
            await asyncio.Event().wait()
        return 200, {"ok": True, "result": made(900 + len(self.sent), sent.chat)}

    async def _polled(self, offset: int, seconds: float) -> tuple[int, dict[str, Any]]:
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        await self._tell()
        if self._poller is not None and not self._poller.done():
            self._poller.cancel()
        if not self._updates and seconds:
            self._poller = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(seconds):
                    await self._poller
            except TimeoutError:
                return 200, {"ok": True, "result": []}
            except asyncio.CancelledError:
                return refusal(409, "Conflict: terminated by other getUpdates request")
        return 200, {"ok": True, "result": self._updates[:100]}

    def _wake_poller(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def _post(self, update: dict[str, Any]) -> None:
        assert self.hook is not None
        url, secret = self.hook
        async with ClientSession() as session:
            while True:
                status = await self._posted(session, url, secret, update)
                self.hook_answers.append(status)
                await self._tell()
                if status == 200:
                    return
                await asyncio.sleep(0.1)

    @staticmethod
    async def _posted(session: ClientSession, url: str, secret: str, update: dict[str, Any]) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        try:
            async with session.post(url, json=update, headers=headers) as answer:
                return answer.status
        except ClientError:
            return 0

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
