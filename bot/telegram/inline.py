"""Inline mode: what somebody types after the bot's name in any chat becomes clauses to be dropped there."""

from __future__ import annotations

import asyncio
from hashlib import sha256

import structlog
from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.clock import day_of
from bot.render.telegram import Message, to_messages
from handlers import InlineItem, InlinePage, Services, inline_page

from .errors import is_ignorable, kinds, places
from .pacing import StoodDown
from .updates import Typing

log = structlog.get_logger(__name__)

CACHED = 3600
"""Seconds for which Telegram may show the same list to everybody; the plans do not change by the hour."""
CACHED_EMPTY = 60
TAKEN = 2.0
"""Seconds that the call may take: who types on waits for it."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def answer_inline(bot: Bot, query: Typing, services: Services) -> None:
    """Answer an inline query with public clauses. A failure is logged: the person types on anyway.

    Raises StoodDown.
    """
    page = await asyncio.to_thread(_page, query, services)
    if page is None:
        return
    results = [result for item in page.items if (result := _result(item)) is not None]
    try:
        async with asyncio.timeout(TAKEN):
            await bot.answer_inline_query(
                query.id,
                results,
                cache_time=CACHED if results else CACHED_EMPTY,
                is_personal=False,
                next_offset=page.next_offset,
                button=InlineQueryResultsButton(page.button, start_parameter="go-help"),
            )
    except StoodDown:
        raise
    except (TelegramError, TimeoutError) as error:
        if not (isinstance(error, TelegramError) and is_ignorable(error)):
            log.warning("inline_not_answered", kind=type(error).__name__)


def _page(query: Typing, services: Services) -> InlinePage | None:
    moment = services.clock()
    try:
        return inline_page(query.words, query.offset, services, moment, day_of(moment))
    except Exception as error:
        # The query is what somebody typed, so only the kind and the place are logged.
        log.error("inline_failed", kind=kinds(error), where=places(error))
        return None


def _result(item: InlineItem) -> InlineQueryResultArticle | None:
    """The item as one message; what would need several is cut at the border of the first."""
    messages = [one for one in to_messages(item.reply) if isinstance(one, Message)]
    if not messages:
        return None
    return InlineQueryResultArticle(
        id=sha256(item.key.encode()).hexdigest()[:32],
        title=item.title,
        description=item.description,
        input_message_content=InputTextMessageContent(
            messages[0].html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
        ),
    )
