"""The command and buttons of rounds: `ro:…`, for the administrator alone."""

from __future__ import annotations

from storage import SYSTEM_UNIT

from ..access import Act
from ..area import Area, Button, Command
from ..phrases import say
from ..reply import Reply
from ..turn import Turn
from . import choosing, listing, opening


def rounds(turn: Turn, words: str) -> Reply:
    """Show the rounds, or go on to a new one with the plan, month and places that follow."""
    turn.require(Act.MANAGE_ROUND, SYSTEM_UNIT)
    return opening.direct(turn, words) if words.strip() else listing.rounds_list(turn)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `ro:<step>[:<what>]`."""
    turn.require(Act.MANAGE_ROUND, SYSTEM_UNIT)
    step, _, rest = action.partition(":")
    if step in _STEPS:
        return _STEPS[step](turn)
    if step in _WITH:
        return _WITH[step](turn, rest)
    if step == "month":
        plan, _, month = rest.partition(":")
        return choosing.choose_month(turn, plan, month)
    return listing.old_button(turn)


_STEPS = {
    "list": listing.rounds_list,
    "all": opening.whole_province,
    "area": opening.chosen,
    "name": opening.ask_name,
    "open": opening.open_now,
    "days": opening.show_days,
    "back": opening.show_head,
}
_WITH = {
    "plan": choosing.choose_plan,
    "t": choosing.toggle,
    "end": listing.ask_end,
    "ended": listing.end,
    "arch": listing.ask_archive,
    "archived": listing.archive,
}


def _nothing(_turn: Turn, _text: str) -> None:
    """A button was waited for, so a typed text is something else."""


AREA = Area(
    "rounds",
    commands=(Command("round", say("rounds.command"), rounds, words=("新一轮",), act=Act.MANAGE_ROUND),),
    buttons=(Button("ro", pressed, act=Act.MANAGE_ROUND),),
    waits={
        choosing.MONTH: choosing.typed_month,
        choosing.AREA: opening.typed_area_or_all,
        opening.NAME: opening.typed_name,
        opening.READY: _nothing,
    },
)
