"""At most three taps after a line, whatever has to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from handlers.checkin.content import from_json
from handlers.checkin.draft_buttons import MOST_ANSWERS
from tests.handlers.checkin.conftest import Talk

LINES = [
    "今天办二十大宣讲1场，86人参加",
    "示范点建好了1个",
    "一共培训农民工480人次",
    "宣讲1场 培训50人",
    "示范点建好了1个，另外组织培训120人",
    "建驿站没有场地，请上级协调",
    "省总来我县调研",
    "本周无进展",
]


def taps(talk: Talk, by: str) -> Iterator[str]:
    """Press what leads on: the save button when there is one, else the first answer."""
    while talk.reply.intent.startswith("draft"):
        ahead = [label for label in ("保存", "是本次，保存") if label in talk.labels]
        label = ahead[0] if ahead else talk.labels[0]
        yield label
        talk.press(label, by=by)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("by", "unit"), [("王芳", "county:532822"), ("张伟", "prefecture:532800")])
def test_three_taps_are_enough(talk: Talk, line: str, by: str, unit: str) -> None:
    if by != "王芳":
        talk.join(by, unit)
    talk.say(line, by=by)
    pressed = list(taps(talk, by))
    assert talk.reply.intent == "entry_saved", pressed
    assert len(pressed) <= 3, pressed
    assert talk.entries()


@pytest.mark.parametrize("line", LINES)
def test_a_second_line_costs_no_more(talk: Talk, line: str) -> None:
    talk.say("今天办二十大宣讲1场")
    talk.say(line)
    talk.press("保存上一条")
    assert len(list(taps(talk, "王芳"))) <= 2
    assert len(talk.entries()) >= 2


def test_three_answers_save_by_themselves() -> None:
    assert MOST_ANSWERS == 3


def test_the_draft_in_the_database_is_plain_and_complete(talk: Talk) -> None:
    talk.say("上周五累计约培训农民工500多人次")
    assert talk.services.storage is not None
    with talk.services.storage.read() as store:
        draft = store.drafts.get(1)
    assert draft is not None
    content = from_json(draft.payload)
    assert content.on == date(2023, 4, 7)
    assert content.pieces[0].numbers[0].so_far
    assert content.pieces[0].task == "19"
