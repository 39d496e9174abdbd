"""The command and buttons of nudges: `nu:<step>:<token>`."""

from __future__ import annotations

from collections.abc import Callable

from ..access import Act
from ..area import Area, Button, Command
from ..phrases import say
from ..reply import Notice, Reply
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

AREA = Area(
    "nudges",
    commands=(Command("nudge", say("nudges.command"), nudge, words=("谁还没报", "看进度"), act=Act.NUDGE),),
    buttons=(Button("nu", pressed, act=Act.NUDGE),),
    waits={writing.TEXT: writing.typed_text, stopping.REASON: stopping.typed_reason},
)
