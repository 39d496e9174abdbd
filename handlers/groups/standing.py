"""The words for somebody who is not, or cannot be seen to be, an administrator of the group."""

from __future__ import annotations

from ..area import COMMAND_LINK
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..request import Standing
from ..turn import Turn

_SENTENCES = {
    Standing.MEMBER: "groups.administrators_only",
    Standing.ANONYMOUS: "groups.anonymous",
    None: "groups.standing_unknown",
}


def refuse(turn: Turn) -> Reply:
    """Say why it cannot be done: not an administrator, an anonymous one, or nobody could tell."""
    sentence = say(_SENTENCES.get(turn.request.standing, "groups.standing_unknown"))
    return Reply((Notice(sentence, "warning"),), Outcome.ANSWERED, "administrators_only")


def group_only(_turn: Turn, command: str) -> Reply:
    """Say that this is done in a group, with a button that adds the assistant to one."""
    said = Text(say("groups.group_only", command=command), strong=True)
    add = Choices((Choice(say("groups.add_to_group"), f"{COMMAND_LINK}bind", opens="group"),))
    return Reply((said, Text(say("groups.privacy")), add), Outcome.SMALL_TALK, "group_only")
