"""The trial page's requests: the page itself, whom one can play, and one message in, one reply out."""

from __future__ import annotations

import secrets
import traceback
from asyncio import to_thread
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request as WebRequest
from starlette.responses import FileResponse, JSONResponse, Response

import handlers
from bot.clock import day_of
from bot.render.web import web_blocks
from handlers import Chat, PersonError, PlaceKind, Reply, Sender, Services, Standing

from .directory import Directory
from .lanes import Lanes
from .messages import TrialMessage, read_day, read_message
from .recent import RecentQuestions
from .refusals import Refusal, error_response, refusal_response

STATIC = Path(__file__).parent / "static"
MENTION = "@工会助手"
"""How one speaks to the assistant in a group."""

Dispatch = Callable[[handlers.Request, Services], Reply]
_WEEKDAYS = "一二三四五六日"
_UNKNOWN_UNIT = Refusal(422, "unknown_unit", "没有找到你选的单位，请在“我是”里重新选一次。")


@dataclass
class Trial:
    """The trial page on top of `services`; `clock` gives the real moment, `demo_day` the preset day."""

    services: Services
    dispatch: Dispatch
    clock: Callable[[], datetime]
    demo_day: date
    recent: RecentQuestions = field(default_factory=RecentQuestions)
    lanes: Lanes = field(default_factory=Lanes)

    def __post_init__(self) -> None:
        """List the units once."""
        self.directory = Directory(self.services.catalogue)

    async def page(self, _request: WebRequest) -> Response:
        """Return the page."""
        return FileResponse(STATIC / "index.html", media_type="text/html; charset=utf-8")

    async def units(self, _request: WebRequest) -> Response:
        """Return whom one can play, the examples, the demo day and the real one."""
        days = {"demo": self.demo_day.isoformat(), "real": day_of(self.clock()).isoformat()}
        return JSONResponse({**self.directory.as_data(), "days": days, "mention": MENTION})

    async def next_day(self, request: WebRequest) -> Response:
        """Return the first working day after `after`, by the local holidays of `unit` if it is known."""
        try:
            day = read_day(request.query_params.get("after", ""))
        except PersonError as error:
            return refusal_response(error)
        unit = request.query_params.get("unit") or None
        following = await to_thread(handlers.next_working_day, self.services, day, unit)
        return JSONResponse({"day": following.isoformat()})

    async def message(self, request: WebRequest) -> Response:
        """Answer one message: the reply's blocks, or an error in words."""
        try:
            message = read_message(await request.body())
            if not self.directory.knows(message.who):
                raise _UNKNOWN_UNIT
            async with self.lanes.of(message.who.sender):
                return JSONResponse(await self._answer(message))
        except PersonError as error:
            return refusal_response(error)
        except Exception as error:
            return _broken(error)

    async def _answer(self, message: TrialMessage) -> dict[str, Any]:
        label = self._today_label(message.today)
        if message.chat is PlaceKind.GROUP and message.text is not None and not _addressed(message.text):
            return {"blocks": [], "toast": "", "outcome": None, "today_label": label}
        request = self._request(message)
        reply = await to_thread(self.dispatch, request, self.services)
        question = _question(request)
        if question:
            self.recent.add((request.sender.id, request.chat.id), request.key, question)
        shown = {"blocks": web_blocks(reply), "toast": reply.toast}
        return {**shown, "outcome": reply.outcome, "today_label": label}

    def _request(self, message: TrialMessage) -> handlers.Request:
        who, key = message.who, str(message.key)
        group = message.chat is PlaceKind.GROUP
        chat = "web:group" if group else who.sender
        text = message.text.replace(MENTION, " ").strip() if group and message.text else message.text
        return handlers.Request(
            sender=Sender("web", who.sender, self.directory.name(who)),
            chat=Chat("web", chat, message.chat, title="试用群" if group else ""),
            moment=self.clock(),
            today=message.today,
            key=key,
            text=text,
            button=message.button,
            unit=who.unit,
            # With a database the conversation is kept there and outlives this process.
            history=self.recent.before((who.sender, chat), key) if self.services.storage is None else None,
            # Everybody may try what a group's administrators can do.
            standing=Standing.ADMINISTRATOR if group else None,
            extra={"role": who.role.value},
        )

    def _today_label(self, today: date) -> str:
        if today == day_of(self.clock()):
            kind = "真实的今天"
        else:
            kind = "演示日期" if today == self.demo_day else "自选日期"
        weekday = _WEEKDAYS[today.weekday()]
        return f"{today.year}年{today.month}月{today.day}日（星期{weekday}，{kind}）"


def _addressed(text: str) -> bool:
    return MENTION in text or text.lstrip().startswith("/")


def _question(request: handlers.Request) -> str | None:
    """What counts as asked: typed words, and a button that stands for a question."""
    if request.button is not None:
        return request.button[2:] if request.button.startswith("q:") else None
    return request.text


def _broken(error: Exception) -> Response:
    # Only here: it takes long to load, and a page that works has nothing to log.
    import structlog

    number = f"{secrets.randbelow(10_000):04d}"
    # The error's own words may repeat what the person wrote, so only its kind and its way are logged.
    way = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    structlog.get_logger(__name__).error(
        "trial message failed", number=number, error=type(error).__name__, way=way
    )
    sentence = (
        "刚才这句没能答上来，是我们这边出了差错，不是你的问题。"
        f"请再试一次；还不行，请把编号 {number} 告诉管理员。"
    )
    return error_response(500, "internal", sentence)
