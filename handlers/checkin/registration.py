"""The commands, buttons, awaited texts and free text of check-in."""

from __future__ import annotations

from dataclasses import replace

from ..access import Act
from ..area import Area, Button, Command, StartLink
from ..phrases import say
from ..reply import Choices, Outcome, Reply
from ..turn import Turn
from . import (
    button_words,
    correcting,
    draft_buttons,
    editing,
    entry_buttons,
    from_group,
    stored,
    task_list,
    typed,
    which_county,
)
from .content import from_json


def cancel(turn: Turn) -> Reply | None:
    """Drop the open draft of this place; where several lines are not saved, ask which."""
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is None:
        return None
    reply = draft_buttons.drop(turn, draft, from_json(draft.payload))
    if reply.outcome is Outcome.ASK_BACK:
        return reply
    return replace(reply, blocks=tuple(block for block in reply.blocks if not isinstance(block, Choices)))


AREA = Area(
    "checkin",
    commands=(
        Command(
            "report",
            say("checkin.command_report"),
            from_group.report,
            words=(say("checkin.word_report"), "报进展", "上报", "报"),
            group=True,
            act=Act.ADD_ENTRY,
        ),
        Command(
            "tasks",
            say("checkin.command_tasks"),
            task_list.show,
            words=(say("checkin.word_tasks"), "任务清单"),
            act=Act.ADD_ENTRY,
        ),
        Command(
            "entries",
            say("checkin.command_entries"),
            stored.entries_list,
            words=(say("checkin.word_entries"), "最近记的", "记录"),
            act=Act.SEE_ENTRIES,
        ),
    ),
    buttons=(
        Button("d", draft_buttons.pressed, in_place=True),
        Button("e", entry_buttons.pressed),
        Button("r", task_list.pressed, act=Act.ADD_ENTRY, in_place=True),
    ),
    links=(StartLink(from_group.LINK, from_group.opened),),
    waits={
        "draft_note": typed.note,
        "draft_number": typed.number,
        "draft_day": typed.day,
        "draft_task": typed.task,
        editing.WAIT: correcting.mended,
    },
    text=lambda turn: (
        button_words.claim(turn)
        or task_list.claim(turn)
        or which_county.claim(turn)
        or from_group.claim(turn)
    ),
    cancel=cancel,
)
