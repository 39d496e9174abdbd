"""The commands and buttons about people."""

from __future__ import annotations

from ..access import Act
from ..area import Area, Button, Command, WordHandle
from ..errors import PersonError
from ..phrases import say
from ..reply import Reply
from ..turn import Turn
from . import inviting, leaving, me, members, mydata, settings, trail

_OWN: dict[str, WordHandle] = {
    "data": mydata.data,
    "export": mydata.export,
    "forget": mydata.forget,
    "forget-sure": mydata.forget_surely,
    "erase": mydata.erase,
    "leave": leaving.leave,
    "leave-sure": leaving.leave_surely,
    "left": leaving.left,
    "over": leaving.hand_over,
    "over-code": leaving.code_for_successor,
    "finish": leaving.finish,
}


def own(turn: Turn, action: str) -> Reply:
    """Serve `m:…`: what one does about oneself."""
    step, _, rest = action.partition(":")
    if step not in _OWN:
        raise PersonError(action, sentence=say("membership.old_button"))
    return _OWN[step](turn, rest)


def _nothing(_turn: Turn, _text: str) -> None:
    """A button was waited for, so a typed text is something else."""


AREA = Area(
    "people",
    commands=(
        Command("me", say("commands.me"), me.me, words=("我的", "我是谁"), reads=True),
        Command("settings", say("commands.settings"), settings.settings, words=("设置",), reads=True),
        Command(
            "invite",
            say("commands.invite"),
            inviting.begin,
            words=("邀请", "邀请码", "邀请同事"),
            act=Act.INVITE,
        ),
        Command("members", say("commands.members"), members.members, words=("成员",), act=Act.SEE_MEMBERS),
        Command("audit", say("commands.audit"), trail.audit, act=Act.SEE_AUDIT),
    ),
    buttons=(
        Button("i", inviting.pressed),
        Button("m", own),
        Button("s", settings.pressed),
        Button("p", members.pressed, act=Act.SEE_MEMBERS),
    ),
    waits={"invite_unit": inviting.typed_unit, "invite_uses": _nothing, "confirm": _nothing},
)
