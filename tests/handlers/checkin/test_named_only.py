"""A name of a task alone asks about the task; only what tells a number, a day or an act is a report."""

from __future__ import annotations

import pytest

from tests.handlers.checkin.conftest import Talk


@pytest.mark.parametrize(
    "text", ["工会联合会建设补助", "法院+工会是干啥的", "工会联合会补助标准", "社工补助多少"]
)
def test_a_name_alone_is_a_question(talk: Talk, text: str) -> None:
    talk.join("王芳")
    talk.say(text)
    assert talk.reply.quotes
    assert not any("保存" in label for label in talk.labels)


@pytest.mark.parametrize("text", ["工会联合会建好了", "三方四家会还没开", "昨天办了1场职工演讲大赛"])
def test_an_act_or_a_number_makes_a_report(talk: Talk, text: str) -> None:
    talk.join("王芳")
    talk.say(text)
    assert talk.reply.quotes == ()
    assert talk.labels
