"""What stands below a message: buttons, words in reach, or an opened text field."""

from __future__ import annotations

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.render.telegram import Outgoing
from handlers import Choice, Keyboard, Prompt

PLACEHOLDER = 64
"""The most characters of the grey words in the text field."""

LINK = "https://t.me/{username}"
_PARAMETER = {"private": "start", "group": "startgroup"}


def markup(
    message: Outgoing, username: str
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ForceReply | None:
    """Return the markup of a message; links lead to the bot of this name."""
    match getattr(message, "below", None):
        case Keyboard(labels=labels, placeholder=placeholder):
            return ReplyKeyboardMarkup(
                [list(labels)],
                resize_keyboard=True,
                is_persistent=True,
                input_field_placeholder=placeholder[:PLACEHOLDER] or None,
            )
        case Prompt(placeholder=placeholder):
            return ForceReply(selective=True, input_field_placeholder=placeholder[:PLACEHOLDER] or None)
    return inline(message.rows, username)


def inline(rows: tuple[tuple[Choice, ...], ...], username: str) -> InlineKeyboardMarkup | None:
    """Return rows of buttons, None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(one, username) for one in row] for row in rows])


def link_to(username: str) -> str:
    """Return the address of the bot's private talk."""
    return LINK.format(username=username)


def _button(choice: Choice, username: str) -> InlineKeyboardButton:
    if not choice.opens:
        return InlineKeyboardButton(choice.label, callback_data=choice.action)
    address = f"{link_to(username)}?{_PARAMETER[choice.opens]}={choice.action}"
    return InlineKeyboardButton(choice.label, url=address)
