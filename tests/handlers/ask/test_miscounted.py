"""A number taken for granted that the plan does not have is set right before anything is told."""

from __future__ import annotations

import pytest

from handlers import Outcome
from tests.language.knowing import ask, words_of

ANHUI, YUNNAN = "anhui-2022", "yunnan-2022"


@pytest.mark.parametrize(
    ("plan", "asked", "wrong", "right"),
    [
        (ANHUI, "我们省这20项任务都有哪些，安徽的20项任务有哪些", "20项任务", "16项任务"),
        (ANHUI, "方案里的28项任务都是什么", "28项任务", "16项任务"),
        (ANHUI, "安徽那六个方面是什么", "六个方面", "5个方面"),
        (ANHUI, "安徽的五个阶段怎么安排", "五个阶段", "3个阶段"),
        (ANHUI, "安徽的八位副组长是谁", "八位副组长", "5位副组长"),
        (ANHUI, "安徽的129个县级工会怎么联系", "129个县级工会", "104个县级工会"),
        (YUNNAN, "云南的20项任务有哪些", "20项任务", "32项任务"),
        (YUNNAN, "全省的60项工作任务具体是哪些", "60项工作任务", "32项工作任务"),
        (YUNNAN, "云南的六大提升行动有哪些", "六大提升行动", "8大提升行动"),
        (YUNNAN, "方案分六个阶段，各干什么", "六个阶段", "4个阶段"),
        (YUNNAN, "调研提纲那18个问题问些什么", "18个问题", "24个问题"),
    ],
)
def test_a_wrong_number_is_denied_first(plan: str, asked: str, wrong: str, right: str) -> None:
    said = words_of(ask(asked, plan=plan))
    assert said.startswith(f"不是{wrong}，"), said
    assert right in said.splitlines()[0]
    assert len(said.splitlines()) > 1


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        (ANHUI, "安徽的16项任务有哪些"),
        (ANHUI, "安徽的三个阶段分别是什么"),
        (ANHUI, "这4项任务怎么办"),
        (ANHUI, "我们完成了5项任务怎么报"),
        (ANHUI, "安徽一共32项任务吗"),
        (YUNNAN, "云南的32项任务有哪些"),
        (YUNNAN, "“四项任务”是什么"),
        (YUNNAN, "第5项任务是什么"),
        (YUNNAN, "5项任务是什么"),
        (YUNNAN, "每个县有10个问题怎么解决"),
        (YUNNAN, "调研提纲24个问题有哪些"),
        (YUNNAN, "还有3项任务没做完怎么办"),
        (ANHUI, "我手上有4项任务怎么分工"),
        (ANHUI, "剩下的5项任务有哪些"),
        (ANHUI, "安庆的10个县级工会有哪些"),
        (ANHUI, "安徽完成5项任务怎么报"),
        (YUNNAN, "我负责的5项任务有哪些"),
        (YUNNAN, "昆明有14个县级工会分别是谁联系"),
        (YUNNAN, "县里三个联系人叫什么"),
    ],
)
def test_what_is_right_or_no_count_of_all_is_not_denied(plan: str, asked: str) -> None:
    first = words_of(ask(asked, plan=plan)).splitlines()[0]
    assert "方案是" not in first


def test_all_tasks_and_questions_are_listed_when_called_by_their_number() -> None:
    assert ask("云南的32项任务有哪些").intent == "tasks_overview"
    assert ask("提纲的24个问题都问啥", plan=YUNNAN).intent == "list_overview"


@pytest.mark.parametrize(
    ("asked", "name"), [("徐发成是不是云南的组长", "徐发成"), ("张文静是云南的副组长吧", "张文静")]
)
def test_a_person_of_the_other_plan_is_denied_first(asked: str, name: str) -> None:
    reply = ask(asked)
    assert reply.outcome is Outcome.ANSWERED
    assert words_of(reply).startswith(f"不是，云南方案没有提到{name}")


@pytest.mark.parametrize("asked", ["王大锤是安徽的组长吗", "李小明是不是安徽专班的领导"])
def test_an_unknown_person_in_a_role_is_not_taken_for_one_of_the_plan(asked: str) -> None:
    first = words_of(ask(asked)).splitlines()[0]
    assert first.startswith("不是") or "没有“" in first or "不在“" in first
