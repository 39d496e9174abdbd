"""A question about a subject of its own is not drawn into what was talked about before it."""

from __future__ import annotations

import pytest

from handlers import Reply
from tests.language.knowing import ask, services

_EACH = 17
"""So many questions apart are the ones tried: some six hundred of each plan."""
_MOST = 0.015
"""So large a share may lean all the same: a few questions name nothing (牵头部门是谁)."""


def clauses(reply: Reply) -> set[str]:
    return {quote.clause for quote in reply.quotes}


@pytest.mark.parametrize(
    ("plan", "before"),
    [
        ("yunnan-2022", "驿站建几个"),
        ("yunnan-2022", "勐海县谁联系"),
        ("anhui-2022", "文化宫要建吗"),
        ("anhui-2022", "综合报告什么时候交"),
    ],
)
def test_hardly_a_question_of_another_point_leans_on_the_one_before(plan: str, before: str) -> None:
    points = services().catalogue.plans[plan].points
    asked = [(said, {cite.clause for cite in point.cites}) for point in points for said in point.asks][
        ::_EACH
    ]
    alone = [(said, own) for said, own in asked if own & clauses(ask(said, plan=plan))]
    drawn = [said for said, own in alone if not own & clauses(ask(said, plan=plan, history=(before,)))]
    assert len(alone) > 400
    assert len(drawn) <= _MOST * len(alone), drawn
