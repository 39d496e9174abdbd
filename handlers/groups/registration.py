"""The commands and buttons that only groups have."""

from __future__ import annotations

from ..access import Act
from ..area import Area, Button, Command
from ..phrases import say
from ..reply import Reply
from ..turn import Turn
from . import binding, card_switch


def _card(turn: Turn, action: str) -> Reply:
    return card_switch.switch(turn, on=action == "on")


AREA = Area(
    "groups",
    commands=(
        Command(
            "bind",
            say("groups.command_bind"),
            binding.bind,
            words=("绑定",),
            private=False,
            group=True,
            act=Act.BIND_CHAT,
            administrators=True,
        ),
        Command(
            "unbind",
            say("groups.command_unbind"),
            binding.unbind,
            words=("解除绑定",),
            private=False,
            group=True,
            administrators=True,
        ),
        Command(
            "card",
            say("groups.command_card"),
            card_switch.command,
            words=("进展卡",),
            private=False,
            group=True,
            act=Act.BIND_CHAT,
            administrators=True,
        ),
    ),
    buttons=(
        Button("gb", binding.pressed, group=True, in_place=True, administrators=True),
        Button("gc", _card, act=Act.BIND_CHAT, group=True, in_place=True, administrators=True),
    ),
)
