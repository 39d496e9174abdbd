"""A pause of reminders that is running, told wherever a person looks at what is theirs."""

from __future__ import annotations

from ..days import day_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice
from ..turn import Turn
from .choices import SETTING, choice_of


def paused_now(turn: Turn) -> list[Block]:
    """Say until when reminders are paused, with the way to have them back; [] when they are not."""
    pause = choice_of(turn.settings.get(SETTING)).pause
    if pause is None or pause < turn.today:
        return []
    resume = Choices((Choice(say("reminders.resume"), "o:until:now"),))
    return [Notice(say("reminders.paused_now", day=day_name(pause)), "warning"), resume]
