"""Claims in a question: 对 only when all of it agrees, at most one verdict in an answer."""

from __future__ import annotations

import pytest

from tests.language.knowing import ask, words_of


def said(question: str) -> str:
    return words_of(ask(question, plan="yunnan-2022"))


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("每个工会联合会补助6万吧", "不是6万元。"),
        ("每个社工补5万吧", "不是5万元。"),
        ("总结报告是9月底交吧", "不是9月底。"),
        ("中期调度是5月底吗", "不是5月底。"),
    ],
)
def test_a_wrong_claim_is_denied_once(question: str, wrong: str) -> None:
    assert said(question).count("不是") == said(question).count(wrong) == 1


@pytest.mark.parametrize("question", ["工会联合会补助5万吧", "一个县补2万对吧"])
def test_a_right_claim_is_confirmed_once(question: str) -> None:
    assert said(question).count("对，") == 1


@pytest.mark.parametrize("question", ["25人以上企业建会率是不是100%", "中期调度是4月底吗"])
def test_what_is_not_settled_has_no_verdict(question: str) -> None:
    assert "对，" not in said(question)
    assert "不是" not in said(question)
