"""The n-th part of a sum: of which sum is asked back, a plan without parts says so."""

from __future__ import annotations

import pytest

from handlers import Outcome, SilenceKind
from tests.language.knowing import ask, words_of

ANHUI, YUNNAN = "anhui-2022", "yunnan-2022"


@pytest.mark.parametrize(
    "asked", ["第二笔几时到", "第一笔什么时候拨", "第二批钱啥时候发", "第二次的钱给多少"]
)
def test_the_sum_is_asked_for_where_several_are_paid_in_parts(asked: str) -> None:
    reply = ask(asked, plan=YUNNAN)
    assert reply.outcome is Outcome.ASK_BACK
    assert {"工会联合会建设补助", "工会社会工作专业人才补助"} <= {choice.label for choice in reply.choices}


@pytest.mark.parametrize("asked", ["第二笔几时到", "第一笔什么时候给", "第二批钱啥时候发"])
def test_a_plan_without_sums_says_so(asked: str) -> None:
    reply = ask(asked, plan=ANHUI)
    assert reply.silence is SilenceKind.STATED and "没有写任何一笔金额" in words_of(reply)


def test_the_sum_that_is_named_or_was_asked_for_before_is_told() -> None:
    told = words_of(ask("联合会补助第二笔什么时候到", plan=YUNNAN))
    assert "分两次发放" in told and "每半年" not in told
    later = words_of(ask("第二笔呢", plan=YUNNAN, history=("联合会补助多少",)))
    assert "分两次发放" in later
    assert "只分2次" in words_of(ask("联合会补助第三笔什么时候到", plan=YUNNAN))


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        (ANHUI, "第二次会议什么时候开"),
        (ANHUI, "第二批试点在哪"),
        (YUNNAN, "第二阶段什么时候"),
        (YUNNAN, "第三项是什么"),
    ],
)
def test_other_things_in_a_row_are_no_money(plan: str, asked: str) -> None:
    assert ask(asked, plan=plan).intent != "instalments"
