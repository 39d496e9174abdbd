"""What a person is in a group, asked of Telegram at that moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from handlers import Request, Standing, needs_standing

from .calling import PacedBot

log = structlog.get_logger(__name__)

TOLD = 5.0
"""Seconds in which Telegram is to tell."""

_ADMINISTRATORS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def with_standing(bot: PacedBot, request: Request) -> Request:
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


async def _status(bot: PacedBot, chat: int, user: int) -> str:
    """Telegram's word for what they are; of a member nothing else is looked at."""
    member = await bot.call("getChatMember", {"chat_id": chat, "user_id": user})
    return str(member.get("status", "")) if isinstance(member, dict) else ""
