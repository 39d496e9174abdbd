"""Words of a line that correct another report (昨天那个驿站是1个不是3个), taken up once the line is saved."""

from __future__ import annotations

from dataclasses import replace

from knowledge import ReportLine

from ..phrases import cut, say
from ..reply import Block, Notice, Reply, Text
from ..turn import Turn
from . import correcting, reading
from .content import Content


def followed(turn: Turn, content: Content, saved: Reply) -> Reply:
    """Return the confirmation of a saved line, followed by what its words apart from it come to."""
    if not content.apart:
        return saved
    reply = _amended(turn, content)
    if reply is None:
        return replace(saved, blocks=(left(content.apart), *saved.blocks))
    told = Text(say("checkin.apart_now", words=cut(content.apart)), strong=True)
    return replace(reply, blocks=(*without_buttons(saved), told, *reply.blocks))


def first(turn: Turn, line: ReportLine) -> tuple[ReportLine, tuple[Block, ...]]:
    """Do what a line's first words correct without saying of what (改成2个，今天宣讲1场), and tell of it.

    Such words mean what was reported last; once the line itself is saved they would mean that one.
    """
    membership = reading.reporter(turn)
    if not line.apart_first or membership is None:
        return line, ()
    words = reading.read(turn, line.apart, membership)
    if words.amendment is None or not words.amendment.names_nothing or words.parts[0].tasks:
        return line, ()
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    reply = correcting.correct(turn, words, line.apart, draft)
    if reply is None:
        return line, ()
    done = "not_done" if reply.intent == "nothing_to_correct" else "before"
    told = Text(say(f"checkin.apart_{done}", words=cut(_without(line.apart, words.apart))), strong=True)
    return replace(line, apart=words.apart), (told, *without_buttons(reply))


def _without(words: str, rest: str) -> str:
    return words.removesuffix(rest).rstrip(",。; ")


def _amended(turn: Turn, content: Content) -> Reply | None:
    """What the words change; where they name no work (昨天是3场不是2场), that of the line itself is meant."""
    membership = reading.reporter(turn)
    task = turn.catalogue.plans[content.plan].tasks.get(content.pieces[-1].task or "")
    for words in (content.apart, f"{task.title}，{content.apart}" if task is not None else ""):
        line = reading.read(turn, words, membership, content.as_of) if membership is not None else None
        reply = correcting.correct(turn, line, words, None) if line is not None else None
        if reply is not None:
            return reply
    return None


def not_followed(content: Content) -> tuple[Notice, ...]:
    """Return the notice that a draft's words apart from it were not followed; () where it has none."""
    return (left(content.apart),) if content.apart else ()


def left(words: str) -> Notice:
    """Return the notice that these words were not followed."""
    return Notice(say("checkin.apart_more", words=cut(words)), "warning")


def without_buttons(reply: Reply) -> tuple[Block, ...]:
    """Return what a reply says, without what it offers."""
    return tuple(block for block in reply.blocks if isinstance(block, Text | Notice))
