"""The message as its readers get it."""

from __future__ import annotations

from storage import Broadcast

from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Outcome, Reply, Text
from ..turn import Turn

MOST = 1500
"""How many characters a broadcast may have: one message on a phone."""


def blocks_of(turn: Turn, broadcast: Broadcast) -> tuple[Block, ...]:
    """Return what readers see: who writes, then the words as they were written."""
    head = say("broadcasts.head", unit=unit_name(broadcast.unit, turn.catalogue))
    return Text(head, strong=True), Text(broadcast.text)


def reply_of(turn: Turn, broadcast: Broadcast) -> Reply:
    """Return the message to be planned."""
    return Reply(blocks_of(turn, broadcast), Outcome.ANSWERED, "broadcast")
