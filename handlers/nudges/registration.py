"""The command and buttons of nudges: `nu:<step>:<token>`."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..access import Act, may_anywhere
from ..area import Area, Button, Command, Handle
from ..phrases import say
from ..reply import Notice, Reply
from ..spoken import END
from ..turn import Turn
from . import pages, stopping, writing


def nudge(turn: Turn, _words: str = "") -> Reply:
    """Show what the units below have not done yet."""
    return pages.overview(turn)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve a button; a token that names nothing within reach says that it is old or done."""
    step, _, token = action.partition(":")
    if step == "all":
        return pages.overview(turn)
    if step == "m":
        name, _, page = token.partition(".")
        is_page = page.isascii() and page.isdigit() and len(page) < 4
        return pages.matter(turn, name, int(page) if is_page else 0)
    if step in _STEPS:
        return _STEPS[step](turn, token)
    return pages.overview(turn, Notice(say("nudges.old_button"), "warning"))


_STEPS: dict[str, Callable[[Turn, str], Reply]] = {
    "u": pages.unit,
    "write": writing.write,
    "send": writing.send,
    "stop": stopping.ask_reason,
    "lift": stopping.lift,
}

_ASKED = re.compile(rf"谁(?:还|都|现在)*(?:没|没有|没得)(?:报|交)(?:过|上来|的)?{END}")


def asked(turn: Turn) -> Handle | None:
    """Return who serves 谁没报 in any of its words, for whom has units below; None for other texts."""
    said = re.sub(r"\s", "", turn.text)
    if not turn.request.private or not _ASKED.fullmatch(said):
        return None
    return nudge if may_anywhere(Act.NUDGE, turn.memberships) else None


AREA = Area(
    "nudges",
    commands=(
        Command("nudge", say("nudges.command"), nudge, words=(say("nudges.word"), "看进度"), act=Act.NUDGE),
    ),
    buttons=(Button("nu", pressed, act=Act.NUDGE),),
    text=asked,
    waits={writing.TEXT: writing.typed_text, stopping.REASON: stopping.typed_reason},
)
