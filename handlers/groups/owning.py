"""Whose a button in a group is: those of an answer serve the one who asked.

Every action that goes out to a group carries a short mark of that person. The mark keeps others from turning
pages under the reader's eyes; it is no right: rights are checked wherever a button leads.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256

from ..phrases import say
from ..reply import BUTTON_BYTES, Block, Choice, Choices, Outcome, Reply
from ..request import Request

ASKED_BY = "asked_by"
"""The name in `Request.extra` of who wrote the message that the pressed one answers, where that is known."""

_MARK = re.compile(r"~([A-Za-z0-9_-]{4})$")


def marked(reply: Reply, request: Request) -> Reply:
    """Return the reply with its buttons marked as the asker's; in private it stays as it is."""
    if request.private or request.sender.id == request.chat.id:
        return reply
    mark = _mark(request)
    return replace(reply, blocks=tuple(_with_mark(block, mark) for block in reply.blocks))


def unmarked(request: Request) -> Request:
    """Return the request with the button's action as the program knows it."""
    if request.private or request.button is None:
        return request
    return replace(request, button=without_mark(request.button))


def without_mark(action: str) -> str:
    """Return a button's action without the mark."""
    return _MARK.sub("", action)


def is_anothers(request: Request) -> bool:
    """Return whether the pressed button belongs to somebody else's answer."""
    if request.private or request.button is None:
        return False
    found = _MARK.search(request.button)
    if found is not None:
        return found[1] != _mark(request)
    return request.extra.get(ASKED_BY, request.sender.id) != request.sender.id


def not_yours() -> Reply:
    """Return the passing word for who presses another person's button; nothing is sent or changed."""
    return Reply((), Outcome.SMALL_TALK, "not_yours", toast=say("groups.not_yours"))


def _mark(request: Request) -> str:
    words = f"{request.sender.channel}:{request.chat.id}:{request.sender.id}"
    return urlsafe_b64encode(sha256(words.encode()).digest())[:4].decode()


def _with_mark(block: Block, mark: str) -> Block:
    if not isinstance(block, Choices):
        return block
    return replace(block, options=tuple(_marked_choice(option, mark) for option in block.options))


def _marked_choice(choice: Choice, mark: str) -> Choice:
    """The button with the mark, unless it leads elsewhere or has no room for it."""
    action = f"{choice.action}~{mark}"
    if choice.opens or len(action.encode()) > BUTTON_BYTES:
        return choice
    return replace(choice, action=action)
