"""Sums from printed rates: only of what can be counted, and only within the plan."""

from __future__ import annotations

import pytest

from tests.language.knowing import ask, words_of


@pytest.mark.parametrize(
    ("question", "has", "hasnt"),
    [
        ("1个县补助多少", "宣讲和送文化下基层补助：1个县共2万元", "不推算"),
        ("129个县补助多少", "129个县共258万元", "不推算"),
        ("1000个县补助多少", "一共只有129个县", "2000万元"),
        ("0个县补助多少", "“0个”不能用来算补助", "共0"),
        ("负5个社工一年多少钱", "“负5个”不能用来算补助", "10万元"),
        ("5.5个社工一年多少钱", "“5.5个”不能用来算补助", "11万元"),
        ("5个社工十二年补助多少钱", "方案没有写十二年的数", "120万元"),
        ("5个社工十二年补助多少钱", "5名社工1年共10万元", "20万元"),
        ("3个社工半年多少钱", "3名社工半年共3万元", "不推算"),
        ("2023年5个社工补多少", "5名社工1年共10万元", "不推算"),
        ("150个联合会补多少钱", "按标准最多100个工会联合会", "750万元"),
        ("两百万是什么钱", "云南方案里没有200万元这一笔", "安排600万元"),
        ("258万是什么钱", "258万元：宣讲和送文化下基层补助", "没有258"),
    ],
)
def test_a_sum(question: str, has: str, hasnt: str) -> None:
    said = words_of(ask(question, plan="yunnan-2022"))
    assert has in said
    assert hasnt not in said
