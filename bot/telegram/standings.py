"""What a person is in a group, asked of Telegram at that moment."""

from __future__ import annotations

import asyncio
import warnings
from dataclasses import replace

import structlog
from telegram import Bot, ChatMember
from telegram.error import TelegramError

from handlers import Request, Standing, needs_standing

from .errors import kinds

log = structlog.get_logger(__name__)

TOLD = 5.0
"""Seconds in which Telegram is to tell."""

_ADMINISTRATORS = {ChatMember.OWNER, ChatMember.ADMINISTRATOR}


async def with_standing(bot: Bot, request: Request) -> Request:
    """Return the request with the sender's standing where it matters; unknown if Telegram does not tell."""
    if request.standing is not None or not needs_standing(request):
        return request
    try:
        async with asyncio.timeout(TOLD):
            status = await _status(bot, int(request.chat.id), int(request.sender.id))
    except (TelegramError, TimeoutError) as error:
        log.warning("standing_unknown", key=request.key, kind=type(error).__name__)
        return request
    administrator = status in _ADMINISTRATORS
    return replace(request, standing=Standing.ADMINISTRATOR if administrator else Standing.MEMBER)


async def _status(bot: Bot, chat: int, user: int) -> str:
    """The status alone; a member in a form that the library does not know is read without it."""
    try:
        return (await bot.get_chat_member(chat, user)).status
    except TypeError as error:
        log.warning("member_not_read", kind=kinds(error))
    with warnings.catch_warnings(action="ignore"):
        raw = await bot.do_api_request("getChatMember", {"chat_id": chat, "user_id": user})
    return str(raw.get("status", "")) if isinstance(raw, dict) else ""
