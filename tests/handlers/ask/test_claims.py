"""Claims in a question: 对 only when all of it agrees, at most one verdict in an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import Reply, Text
from tests.language.knowing import ask, load, words_of


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


HERE = Path(__file__).parent
CLAIMED = [
    (plan, verdict, claim, has)
    for plan, verdicts in load(HERE / "claimed.yaml").items()
    for verdict, claims in verdicts.items()
    for claim, has in claims.items()
]
BEGINS = {
    "right": "对，",
    "denied": "就是这个数",
    "even": "按每次一样多推算是对的",
    "wrong": "不是",
    "enough": "够，",
    "short": "还不够，",
}


def verdict_of(reply: Reply) -> str:
    """What the first sentence says of a claim; "open" where no sentence judges it."""
    said = [block.text for block in reply.blocks if isinstance(block, Text)]
    found = [kind for text in said for kind, words in BEGINS.items() if text.startswith(words)]
    return found[0] if found else "open"


@pytest.mark.parametrize(("plan", "verdict", "claim", "has"), CLAIMED)
def test_a_claim_is_judged_by_what_the_plan_settles(
    plan: str, verdict: str, claim: str, has: list[str]
) -> None:
    reply = ask(claim, plan=plan)
    told = words_of(reply)
    assert verdict_of(reply) == verdict, told
    assert [part for part in has if part not in told] == [], told
