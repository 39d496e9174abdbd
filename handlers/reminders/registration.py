"""The commands and buttons of reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..access import Act
from ..area import Area, Button, Command
from ..errors import BadDate
from ..phrases import say
from ..reply import Reply
from ..turn import Turn
from . import buttons, duty_line, settings, setup
from .preview import preview_in
from .today import card_of_today
from .uncertain import uncertain


def reminders(turn: Turn, words: str) -> Reply:
    """Show who would be reminded on the turn's day, or on the day that is written, and what may be lost."""
    reply = preview_in(turn.services, turn.store, _day(words) or turn.today)
    return replace(reply, blocks=(*reply.blocks, *uncertain(turn)))


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadDate.of(words) from error


AREA = Area(
    "reminders",
    commands=(
        Command(
            "remind", say("reminders.command_remind"), settings.remind, words=("提醒", "提醒设置"), reads=True
        ),
        Command("reminders", say("reminders.command_reminders"), reminders, act=Act.SET_UP, reads=True),
        Command(
            "setup",
            say("reminders.command_setup"),
            setup.setup,
            words=("本地设定",),
            act=Act.SET_UP,
            reads=True,
        ),
    ),
    buttons=(
        Button("o", buttons.pressed),
        Button("oc", card_of_today, group=True, reads=True),
        Button("k", settings.pressed, in_place=True),
        Button("l", setup.pressed, act=Act.SET_UP),
    ),
    waits={"local_value": setup.typed, duty_line.LINE: duty_line.typed},
)
