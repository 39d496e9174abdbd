"""The last answer once more, for somebody who doubts it or calls it wrong."""

from __future__ import annotations

from dataclasses import replace

from ...phrases import say
from ...reply import Notice, Outcome, Reply, SilenceKind, Text
from ..answer import Answer


def checked_again(reply: Reply, *, objected: bool) -> Reply:
    """Return the same answer, said to have been looked up once more; an objection is told where to go."""
    lines = (Text(say(_found(reply))),)
    hint = (Notice(say("points.if_wrong")),) if objected else ()
    return replace(reply, blocks=(*lines, *reply.blocks, *hint))


def _found(reply: Reply) -> str:
    """What the second look found: the printed words, a silence of the plan, or nothing."""
    if reply.outcome is Outcome.ANSWERED and reply.quotes:
        return "points.checked_again"
    stated = reply.silence in (SilenceKind.STATED, SilenceKind.UNEXPLAINED)
    return "points.checked_silent" if stated else "points.checked_nothing"


def wrong_in_what() -> Reply:
    """Ask what is wrong, where nothing was asked before."""
    return Answer("wrong_in_what").fact(say("talk.wrong_in_what")).reply(Outcome.ASK_BACK)
