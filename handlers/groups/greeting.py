"""The first word in a group: how to be asked, and what its administrators can set."""

from __future__ import annotations

from ..phrases import say
from ..reply import Outcome, Reply, Text


def hello() -> Reply:
    """Say who this is, how one asks here, and how the group gets a unit."""
    blocks = (
        Text(say("groups.hello"), strong=True),
        Text(say("groups.how_to_ask")),
        Text(say("groups.how_to_bind")),
    )
    return Reply(blocks, Outcome.SMALL_TALK, "group_hello")
