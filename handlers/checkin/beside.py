"""What a line asks besides what it reports: one tap answers it, and the draft stays."""

from __future__ import annotations

from dataclasses import replace

from knowledge import ReportLine

from ..phrases import cut, say
from ..reply import BUTTON_BYTES, Choices, Notice, Reply, question_choice
from .reading import typed

_LABEL = 16


def asked_too(reply: Reply, line: ReportLine) -> Reply:
    """Return the card, followed by the line's question as a button; a long one is to be sent again."""
    if not line.asked:
        return reply
    question = typed(line.asked)
    if line.asked_of_it:
        # How far it goes is told with the confirmation; the bare words say nothing to the plans.
        return replace(reply, blocks=(*reply.blocks, Notice(say("checkin.asked_of_it", words=cut(question)))))
    if len(f"q:{question}".encode()) > BUTTON_BYTES:
        return replace(reply, blocks=(*reply.blocks, Notice(say("checkin.asked_long", words=cut(question)))))
    button = question_choice(say("checkin.ask_now", words=cut(question, _LABEL)), question)
    said = Notice(say("checkin.asked_too", words=question))
    return replace(reply, blocks=(*reply.blocks, said, Choices((button,))))
