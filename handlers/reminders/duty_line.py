"""The line that is typed after 报一条: a report, whatever words it has, because it was asked for as one."""

from __future__ import annotations

from storage import EntryKind, EntryStatus

from ..checkin import opening, reading
from ..checkin.card import card
from ..checkin.content import Content, Piece
from ..phrases import say
from ..reply import Notice, Reply
from ..turn import Turn
from .obligation import Obligation

LINE = "duty_line"
_QUESTION = ("?", "？", "吗", "呢")


def await_line(turn: Turn, owed: Obligation) -> None:
    """Let the next typed text be the report about the obligation."""
    turn.wait_for(LINE, task=owed.duty.task)


def typed(turn: Turn, text: str) -> Reply | None:
    """Make a draft of the line; None for a question, and for words of who may not report any more."""
    membership = reading.reporter(turn)
    if membership is None or not text or text.endswith(_QUESTION):
        return None
    line = reading.read(turn, text, membership)
    if line.kind != "none":
        return opening.take(turn, text, line)
    task = (turn.waiting or {}).get("task")
    turn.stop_waiting()
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is not None:
        return card(turn, draft, Notice(say("checkin.finish_first"), "warning"))
    content = Content(
        plan=reading.plan_of(membership, turn),
        unit=reading.unit_in(text, membership, turn.catalogue),
        kind=EntryKind.PROGRESS,
        pieces=(Piece(task, None, (), False, (), EntryStatus.DONE, text),),
        on=turn.today,
        as_of=turn.today,
        source=opening.source_of(turn),
    )
    return card(turn, opening.begin(turn, content))
