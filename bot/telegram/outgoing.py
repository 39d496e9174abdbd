"""Messages → calls of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

import structlog
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.render.telegram import Document, Message, Outgoing
from handlers import Reply, Request

from .buttons import inline, markup
from .calling import PacedBot
from .errors import is_ignorable, is_unchanged, no_longer_editable, nothing_to_answer
from .pacing import StoodDown, Urgency

log = structlog.get_logger(__name__)

ACKNOWLEDGED = 2.0
"""Seconds that the call may take: what the person does next waits for it."""

_NO_PREVIEW = {"is_disabled": True}


class NotChanged(TelegramError):
    """The call that changes a message broke off. It may have worked; made again it does no harm."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where messages go: chat and topic; `answers` is the message they answer, `edits` the one replaced."""

    chat: str
    topic: str | None = None
    silent: bool = False
    answers: str | None = None
    edits: str | None = None


def target_of(request: Request, reply: Reply, earlier: str | None = None) -> Target:
    """Return where a reply goes: silently in a group, in its topic, as an answer to the message there.

    `earlier` is the answer that the same message got before it was edited.
    """
    message = request.source.message if request.source is not None else None
    return Target(
        chat=request.chat.id,
        topic=request.chat.topic,
        silent=not request.private,
        answers=None if request.private else message,
        edits=message if reply.in_place and request.button is not None else earlier,
    )


async def deliver(
    bot: PacedBot,
    target: Target,
    messages: Iterable[Outgoing],
    arrived: list[str],
    urgency: Urgency = Urgency.ANSWER,
) -> None:
    """Send the messages in order. Raises TelegramError, NotChanged while the earlier message stands.

    `arrived` gets Telegram's id of each as soon as it is known: after an error or a cancellation it tells
    how many need not be sent again. Only the first one answers the target's message, or takes the place of
    an earlier one if that can still be done.
    """
    place = _place(target)
    edits = target.edits
    for message in messages:
        there = await _edit(bot, message, target.chat, edits, urgency) if edits is not None else None
        arrived.append(there if there is not None else await _send(bot, message, place, urgency))
        edits = None
        place.pop("reply_parameters", None)


async def acknowledge(bot: PacedBot, query_id: str, toast: str = "") -> None:
    """Stop the waiting sign of a pressed button, with a passing word if there is one.

    A failure is logged: the press still counts. Raises StoodDown.
    """
    try:
        async with asyncio.timeout(ACKNOWLEDGED):
            await bot.call("answerCallbackQuery", {"callback_query_id": query_id, "text": toast or None})
    except StoodDown:
        raise
    except TimeoutError:
        log.warning("button_not_acknowledged", kind="TimeoutError")
    except TelegramError as error:
        if not is_ignorable(error):
            log.warning("button_not_acknowledged", kind=type(error).__name__)


def _place(target: Target) -> dict[str, Any]:
    place: dict[str, Any] = {"chat_id": int(target.chat)}
    if target.topic is not None:
        place["message_thread_id"] = int(target.topic)
    if target.silent:
        place["disable_notification"] = True
    if target.answers is not None:
        place["reply_parameters"] = {
            "message_id": int(target.answers),
            "allow_sending_without_reply": True,
        }
    return place


async def _send(bot: PacedBot, message: Outgoing, place: dict[str, Any], urgency: Urgency) -> str:
    try:
        return await _sent(bot, message, place, urgency)
    except BadRequest as error:
        if not nothing_to_answer(error) or "reply_parameters" not in place:
            raise
        # The question was deleted; its answer still says what it is about.
        place.pop("reply_parameters")
        return await _sent(bot, message, place, urgency)


async def _sent(bot: PacedBot, message: Outgoing, place: dict[str, Any], urgency: Urgency) -> str:
    below = markup(message, bot.username)
    match message:
        case Message(html=html):
            params = {"text": html, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
            return _id_of(await bot.call("sendMessage", {**place, **params, "reply_markup": below}, urgency))
        case Document(name=name, content=content, html=html):
            kind = guess_type(name)[0] or "application/octet-stream"
            captioned = {**place, "caption": html or None, "parse_mode": "HTML", "reply_markup": below}
            files = {"document": (name, content, kind)}
            return _id_of(await bot.call("sendDocument", captioned, urgency, files))


def _id_of(sent: Any) -> str:
    """Telegram's id of the message; "0", which no message has, where a server only says that it was sent."""
    return str(sent.get("message_id", 0)) if isinstance(sent, dict) else "0"


async def _edit(bot: PacedBot, message: Outgoing, chat: str, there: str, urgency: Urgency) -> str | None:
    """Put the message in the place of an earlier one; None if that one cannot be changed to it."""
    if not isinstance(message, Message) or message.below is not None:
        return None
    try:
        params = {
            "chat_id": int(chat),
            "message_id": int(there),
            "text": message.html,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": inline(message.rows, bot.username),
        }
        await bot.call("editMessageText", params, urgency)
    except BadRequest as error:
        if is_unchanged(error):
            return there
        if no_longer_editable(error):
            return None
        raise
    except NetworkError as error:
        raise NotChanged(error.message) from error
    return there
