"""A Telegram for virtual time: it answers as it is told, at once or after some seconds, and notes each call."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from tests.bot.telegram.account import BOT, Answer, Unconnected, encoded, made

Outcome = Answer | Exception


@dataclass(frozen=True)
class Called:
    """One call: when, what, with what, and Telegram's id of the message that it made."""

    at: float
    method: str
    params: dict[str, Any]
    message: int | None = None


def cut_off() -> Exception:
    """The connection breaks while Telegram has the message: it may have arrived."""
    return caused(NetworkError("httpx.ReadError"), httpx.ReadError("reset"))


def timed_out() -> Exception:
    return caused(TimedOut(), httpx.ReadTimeout("late"))


def no_way() -> Exception:
    """No connection came about."""
    return caused(NetworkError("httpx.ConnectError"), httpx.ConnectError("refused"))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


class ScriptedTelegram(Unconnected):
    """`next(method, …)` says how the next calls go; `judge` looks at every call that is not told otherwise."""

    def __init__(self, delay: float = 0.05) -> None:
        self.calls: list[Called] = []
        self.delay = delay
        self.judge: Callable[[str, dict[str, Any]], Outcome | None] = lambda method, params: None
        self.updates: deque[list[dict[str, Any]]] = deque()
        self._next: dict[str, deque[Outcome]] = defaultdict(deque)
        self._messages = 900

    def next(self, method: str, *answers: Outcome) -> None:
        self._next[method].extend(answers)

    def sent(self, method: str = "sendMessage") -> list[tuple[Any, str]]:
        """Chat and text of what arrived."""
        return [(one.params["chat_id"], one.params["text"]) for one in self.arrived(method)]

    def arrived(self, method: str = "sendMessage") -> list[Called]:
        return [one for one in self.calls if one.method == method and one.message is not None]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_timeouts: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        params = dict(request_data.parameters) if request_data else {}
        at = asyncio.get_running_loop().time()
        answer = self._next[name].popleft() if self._next[name] else self.judge(name, params)
        if isinstance(answer, Exception):
            self.calls.append(Called(at, name, params))
            await asyncio.sleep(self.delay)
            raise answer
        if answer is not None:
            self.calls.append(Called(at, name, params))
            return encoded(answer)
        return encoded((200, {"ok": True, "result": await self._result(at, name, params)}))

    async def _result(self, at: float, name: str, params: dict[str, Any]) -> Any:
        message = None
        if name.startswith(("send", "edit")):
            self._messages += 1
            message = params.get("message_id", self._messages)
        self.calls.append(Called(at, name, params, message))
        if name == "getMe":
            return BOT
        if name == "getUpdates":
            return await self._polled(params)
        await asyncio.sleep(self.delay)
        if message is None:
            return True
        return made(message, params["chat_id"])

    async def _polled(self, params: dict[str, Any]) -> Any:
        if self.updates:
            return self.updates.popleft()
        await asyncio.sleep(params.get("timeout", 0) or self.delay)
        return []
