"""A Bot API for measuring, as a process of its own: `python -m bench.bot_api`; its first line is its port.

It speaks just enough HTTP to be much faster than any bot. `POST /_/load` lets people write, `POST /_/reset`
sets the limits and the counts back, `GET /_/stats` tells what arrived. Loopback only.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from .counts import COUNTS, Count

ME = {"id": 123456, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
_TRUE = b'{"ok":true,"result":true}'


@dataclass
class State:
    """What waits, what arrived and when."""

    latency: float = 0.0
    count: Count | None = None
    pending: deque[tuple[int, bytes]] = field(default_factory=deque)
    due: dict[int, float] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)
    sent: int = 0
    refused: int = 0
    first: float = 0.0
    last: float = 0.0
    chats: set[int] = field(default_factory=set)
    waiter: asyncio.Future[None] | None = None


class BotApi:
    """Answers calls and notes them."""

    def __init__(self) -> None:
        self.state = State()
        self._number = 0

    async def call(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Return the answer to one request."""
        name = path.rsplit("/", 1)[1]
        if path.startswith("/_/"):
            return 200, json.dumps(self._control(name, json.loads(body or b"{}"))).encode()
        if name == "getMe":
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        fields = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        if name == "getUpdates":
            return 200, await self._updates(fields)
        if name.startswith(("send", "edit")):
            return await self._message(int(fields["chat_id"]))
        return 200, _TRUE

    async def _message(self, chat: int) -> tuple[int, bytes]:
        state, now = self.state, time.perf_counter()
        if state.count is not None and not state.count.take(now):
            state.refused += 1
            refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
            return 429, json.dumps({**refusal, "parameters": {"retry_after": 1}}).encode()
        state.sent += 1
        state.chats.add(chat)
        state.first, state.last = state.first or now, now
        if chat in state.due:
            state.answers.append(now - state.due.pop(chat))
        if state.latency:
            await asyncio.sleep(state.latency)
        result = {"message_id": state.sent, "date": 1, "chat": {"id": chat, "type": "private"}}
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _updates(self, fields: dict[str, str]) -> bytes:
        state, offset = self.state, int(fields.get("offset", 0))
        while state.pending and state.pending[0][0] < offset:
            state.pending.popleft()
        if not state.pending and float(fields.get("timeout", 0)):
            state.waiter = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(state.waiter, float(fields["timeout"]))
            except TimeoutError:
                return b'{"ok":true,"result":[]}'
        batch = [update for _, update in list(state.pending)[: int(fields.get("limit", 100))]]
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"

    def _control(self, name: str, told: dict[str, Any]) -> dict[str, Any]:
        if name == "reset":
            waiter = self.state.waiter
            self.state = State(latency=told.get("latency", 0.0), waiter=waiter)
            if told.get("count"):
                self.state.count = COUNTS[told["count"]](told.get("rate", 30))
        elif name == "load":
            self._load(told["texts"], told["people"], told.get("rate", 0.0))
        state = self.state
        waits = sorted(state.answers)
        return {
            "sent": state.sent,
            "chats": len(state.chats),
            "refused": state.refused,
            "seconds": state.last - state.first,
            "answers": [waits[math.ceil(share * len(waits)) - 1] for share in (0.5, 0.95, 0.99)]
            if waits
            else [],
            "pending": len(state.due),
        }

    def _load(self, texts: list[str], people: list[int], rate: float) -> None:
        """Let the people write, each one text; all at once, or so many a second."""
        loop, now = asyncio.get_running_loop(), time.perf_counter()
        for number, person in enumerate(people):
            self._number += 1
            update = self._update(self._number, person, texts[number % len(texts)])
            if rate:
                loop.call_later(number / rate, self._arrive, self._number, update, person)
            else:
                self.state.pending.append((self._number, update))
                self.state.due[person] = now
        self._wake()

    def _arrive(self, number: int, update: bytes, person: int) -> None:
        self.state.pending.append((number, update))
        self.state.due[person] = time.perf_counter()
        self._wake()

    def _wake(self) -> None:
        if self.state.waiter is not None and not self.state.waiter.done():
            self.state.waiter.set_result(None)

    @staticmethod
    def _update(number: int, person: int, text: str) -> bytes:
        sender = {"id": person, "is_bot": False, "first_name": "测", "language_code": "zh-hans"}
        chat = {"id": person, "type": "private", "first_name": "测"}
        message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": sender, "text": text}
        return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()


class Connection(asyncio.Protocol):
    """One connection: requests in, answers out, in order."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""
        self._queue: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self._serving: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._serving = asyncio.get_running_loop().create_task(self._serve())

    def connection_lost(self, exc: Exception | None) -> None:
        if self._serving is not None:
            self._serving.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].decode("latin-1").lower()
            taken = self._body(head, end + 4)
            if taken is None:
                return
            body, rest = taken
            path = self._buffer[:end].decode("latin-1").split(" ", 2)[1]
            self._buffer = rest
            self._queue.put_nowait((path, body))

    def _body(self, head: str, start: int) -> tuple[bytes, bytes] | None:
        """The request's body and what follows it; None while it is not whole."""
        if "transfer-encoding: chunked" in head:
            end = self._buffer.find(b"0\r\n\r\n", start)
            if end < 0:
                return None
            raw, body = self._buffer[start:end], b""
            while raw:
                size, _, raw = raw.partition(b"\r\n")
                body, raw = body + raw[: int(size, 16)], raw[int(size, 16) + 2 :]
            return body, self._buffer[end + 5 :]
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
        if len(self._buffer) < start + length:
            return None
        return self._buffer[start : start + length], self._buffer[start + length :]

    async def _serve(self) -> None:
        while True:
            path, body = await self._queue.get()
            status, answer = await self._api.call(path, body)
            kind = "Content-Type: application/json"
            head = f"HTTP/1.1 {status} X\r\n{kind}\r\nContent-Length: {len(answer)}\r\n\r\n"
            self._transport.write(head.encode() + answer)


async def main() -> None:
    """Serve until killed."""
    api = BotApi()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
