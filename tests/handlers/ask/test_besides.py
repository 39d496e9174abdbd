"""除了…还有…: what is left out is no topic, the rest is told."""

from __future__ import annotations

import pytest

from handlers import Outcome
from handlers.ask.finding.besides import left_out
from tests.language.knowing import ask, words_of

ANHUI, YUNNAN = "anhui-2022", "yunnan-2022"


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("除了培训还有哪些补助", ("培训", "有哪些补助")),
        ("云南除了培训，还有什么钱", ("培训", "云南有什么钱")),
        ("劳动竞赛以外还要搞什么活动", ("劳动竞赛", "要搞什么活动")),
        ("除开送温暖还有别的品牌吗", ("送温暖", "有品牌吗")),
        ("除了报告什么都不用交吗", None),
        ("驿站还要建几个", None),
        ("对外宣传归谁", None),
    ],
)
def test_what_is_left_out(said: str, parts: tuple[str, str] | None) -> None:
    assert left_out(said) == parts


@pytest.mark.parametrize(
    ("plan", "asked", "has"),
    [
        (YUNNAN, "除了技能培训还有哪些钱", ["劳动竞赛", "600万元", "每个县2万元"]),
        (YUNNAN, "除了专项调研还有哪些措施", ["对口联系", "问题攻坚", "成果转化"]),
        (YUNNAN, "除了监督组还有啥组", ["综合组", "保障组", "宣传组"]),
        (ANHUI, "除了女职工委员会还要建什么委员会", ["工会委员会", "经费审查委员会"]),
        (ANHUI, "除开金秋助学还有啥品牌", ["送温暖", "送清凉"]),
        (ANHUI, "除了季度小结还有什么", ["双月调度", "半年总结"]),
        (ANHUI, "除了半年工作报告，县里还要交什么", ["总结报告"]),
    ],
)
def test_the_rest_is_told(plan: str, asked: str, has: list[str]) -> None:
    reply = ask(asked, plan=plan)
    said = words_of(reply)
    assert reply.outcome is Outcome.ANSWERED and said.startswith("除了“"), said
    assert [word for word in has if word not in said] == []


def test_the_rest_of_the_answer_before() -> None:
    reply = ask("除了这个还有啥", plan=YUNNAN, history=("工作措施有哪几项",))
    assert "成果转化" in words_of(reply)


def test_where_nothing_lists_it_the_thing_is_asked_for() -> None:
    assert ask("除了开年会还有啥", plan=ANHUI).outcome is Outcome.ASK_BACK


def test_a_county_left_out_stays_a_question_of_who_links_whom() -> None:
    assert "宁国市" in words_of(ask("除了肥西县，徐发成还联系哪里", plan=ANHUI))
