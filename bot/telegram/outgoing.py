"""Messages → calls of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.render.telegram import Document, Message, Outgoing
from handlers import Choice, Request

from .errors import is_ignorable

log = structlog.get_logger(__name__)

LONGEST_WAIT = 60.0
"""Seconds; who would wait longer is told nothing, because nothing can be sent."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def deliver(bot: Bot, request: Request, messages: Iterable[Outgoing]) -> None:
    """Send the messages where the request came from. Raises TelegramError.

    In a group they come silently, in the same topic, and the first one answers the message.
    """
    place = _place(request)
    for message in messages:
        await _send(bot, message, place)
        place.pop("reply_parameters", None)


async def acknowledge(bot: Bot, query_id: str) -> None:
    """Stop the waiting sign of a pressed button. A failure is logged: the press still counts."""
    try:
        await bot.answer_callback_query(query_id)
    except TelegramError as error:
        if not is_ignorable(error):
            log.warning("button_not_acknowledged", kind=type(error).__name__)


def _place(request: Request) -> dict[str, Any]:
    place: dict[str, Any] = {"chat_id": int(request.chat.id)}
    if request.chat.topic is not None:
        place["message_thread_id"] = int(request.chat.topic)
    if not request.private:
        place["disable_notification"] = True
        if request.source is not None:
            answered = int(request.source.message)
            place["reply_parameters"] = ReplyParameters(answered, allow_sending_without_reply=True)
    return place


async def _send(bot: Bot, message: Outgoing, place: dict[str, Any]) -> None:
    shared = {**place, "parse_mode": ParseMode.HTML, "reply_markup": _keyboard(message.rows)}

    def call() -> Awaitable[object]:
        match message:
            case Message(html=html):
                return bot.send_message(text=html, link_preview_options=_NO_PREVIEW, **shared)
            case Document(name=name, content=content, html=html):
                return bot.send_document(document=content, filename=name, caption=html or None, **shared)

    await _patiently(call)


async def _patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Call once more after the wait that Telegram asks for, if that is short."""
    try:
        await call()
    except RetryAfter as asked:
        seconds = _seconds(asked.retry_after)
        if seconds > LONGEST_WAIT:
            raise
        log.warning("asked_to_wait", seconds=seconds)
        await asyncio.sleep(seconds)
        await call()


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


def _keyboard(rows: tuple[tuple[Choice, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.label, callback_data=one.action) for one in row] for row in rows]
    )
