"""What stands below a message: buttons, words in reach, or an opened text field."""

from __future__ import annotations

from typing import Any

from bot.render.telegram import Outgoing
from handlers import Choice, Keyboard, Prompt

PLACEHOLDER = 64
"""The most characters of the grey words in the text field."""

LINK = "https://t.me/{username}"
_PARAMETER = {"private": "start", "group": "startgroup"}


Markup = dict[str, Any]
"""As the Bot API takes it."""


def markup(message: Outgoing, username: str) -> Markup | None:
    """Return the markup of a message; links lead to the bot of this name."""
    match getattr(message, "below", None):
        case Keyboard(labels=labels, placeholder=placeholder):
            row = [{"text": label} for label in labels]
            shown = {"keyboard": [row], "resize_keyboard": True, "is_persistent": True}
            return shown | _placeholder(placeholder)
        case Prompt(placeholder=placeholder):
            return {"force_reply": True, "selective": True} | _placeholder(placeholder)
    return inline(message.rows, username)


def inline(rows: tuple[tuple[Choice, ...], ...], username: str) -> Markup | None:
    """Return rows of buttons, None for none."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(one, username) for one in row] for row in rows]}


def link_to(username: str) -> str:
    """Return the address of the bot's private talk."""
    return LINK.format(username=username)


def _placeholder(words: str) -> Markup:
    shown = words[:PLACEHOLDER]
    return {"input_field_placeholder": shown} if shown else {}


def _button(choice: Choice, username: str) -> Markup:
    if not choice.opens:
        return {"text": choice.label, "callback_data": choice.action}
    address = f"{link_to(username)}?{_PARAMETER[choice.opens]}={choice.action}"
    return {"text": choice.label, "url": address}
