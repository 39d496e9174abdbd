"""What a level of the union owes is told from the duties of the plan, each with its day or cycle."""

from __future__ import annotations

import pytest

from handlers import Outcome
from tests.language.knowing import ask, words_of

ANHUI, YUNNAN = "anhui-2022", "yunnan-2022"
INTENT = "duties_of_level"


@pytest.mark.parametrize(
    ("plan", "asked", "has", "lacks"),
    [
        (ANHUI, "省总都要做些啥", ["动员部署会", "双月调度"], ["市总工会综合报告"]),
        (
            ANHUI,
            "市总工会一共要交哪些材料",
            ["市总工会综合报告", "2023年9月10日前"],
            ["年底评价", "联席会议"],
        ),
        (ANHUI, "省总要交什么材料", ["没有写省总要往上交的材料", "动员部署会"], ["综合报告"]),
        (ANHUI, "县总要报哪些材料", ["半年工作报告", "每半年", "总结报告"], ["厂务公开"]),
        (
            YUNNAN,
            "省总要做哪几件事",
            ["中期调度", "2023年4月底前", "领导小组每半年召开一次会议"],
            ["新建职工驿站"],
        ),
        (YUNNAN, "州里到底要报些什么", ["每两个月", "亮点工作", "2022年10月底前"], ["对接"]),
        (YUNNAN, "县级工会要办哪些事", ["2022年11月底前", "新建职工驿站"], ["每两个月"]),
    ],
)
def test_the_duties_of_a_level(plan: str, asked: str, has: list[str], lacks: list[str]) -> None:
    reply = ask(asked, plan=plan)
    said = words_of(reply)
    assert reply.intent == INTENT and reply.outcome is Outcome.ANSWERED and reply.quotes
    assert [word for word in has if word not in said] == []
    assert [word for word in lacks if word in said] == []


def test_what_we_hand_in_is_that_of_the_askers_level() -> None:
    assert "半年工作报告" in words_of(ask("我们要交什么", county="长丰县"))
    assert "每两个月" not in words_of(ask("我们县要报什么", county="瑞丽市"))


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        (ANHUI, "市里这个月要交什么"),
        (ANHUI, "省总哪个部门牵头产改"),
        (ANHUI, "县级工会要建哪些委员会"),
        (YUNNAN, "省总要出多少钱"),
        (YUNNAN, "县里要建几个驿站"),
        (YUNNAN, "州里多久报一次"),
    ],
)
def test_what_names_a_day_or_a_thing_of_its_own_is_no_such_list(plan: str, asked: str) -> None:
    assert ask(asked, plan=plan).intent != INTENT
