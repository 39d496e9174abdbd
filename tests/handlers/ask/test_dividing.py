"""Sums and counts that a question divides, and what is left when some is done: worked out and marked as such."""

from __future__ import annotations

import pytest

from handlers import Outcome
from tests.language.knowing import ask, words_of

ANHUI, YUNNAN = "anhui-2022", "yunnan-2022"


@pytest.mark.parametrize(
    ("plan", "say", "has"),
    [
        (YUNNAN, "258万除以129等于多少", ["258÷129＝2", "每个县补助2万元"]),
        (YUNNAN, "258万÷129是几万", ["258÷129＝2"]),
        (YUNNAN, "劳动竞赛500万除以129得多少", ["劳动竞赛", "500÷129≈3.88", "没有写这笔钱怎么分"]),
        (YUNNAN, "500万够补多少个联合会", ["最多够100个", "5万元"]),
        (ANHUI, "平均每个市几个县", ["104÷16", "6.5个县级工会"]),
        (YUNNAN, "一个州平均下来多少个县", ["129÷16"]),
        (ANHUI, "平均每个方面几项任务", ["16÷5", "3.2"]),
        (YUNNAN, "八大行动平均一个行动几项任务", ["32÷8", "4个任务"]),
        (ANHUI, "每个联系单位平均带几个县", ["54÷27", "2个县级工会"]),
    ],
)
def test_what_is_divided(plan: str, say: str, has: list[str]) -> None:
    reply = ask(say, plan=plan)
    assert reply.outcome is Outcome.ANSWERED and reply.quotes
    assert [part for part in has if part not in words_of(reply)] == [], words_of(reply)


@pytest.mark.parametrize(
    ("plan", "say", "has"),
    [
        (YUNNAN, "驿站建了1个还差几个", ["2个", "还差1个"]),
        (YUNNAN, "技能培训已经培训了320人次，还差多少", ["500人次", "还差180人次"]),
        (YUNNAN, "疗休养组织了120人，还要组织多少人", ["100名", "已经够数"]),
        (YUNNAN, "500万的联合会补助发了30个联合会，还剩多少钱", ["减去150万元", "还剩350万元"]),
        (YUNNAN, "培训经费3500万已经用了1200万，还剩多少", ["还剩2300万元"]),
        (YUNNAN, "32项任务完成了10项还剩几项", ["一共32", "还剩22"]),
        (ANHUI, "16项任务做完了9项还剩几项", ["一共16", "还剩7"]),
        (YUNNAN, "调研提纲答了10个题还剩几个", ["一共24", "还剩14"]),
    ],
)
def test_what_is_left(plan: str, say: str, has: list[str]) -> None:
    reply = ask(say, plan=plan)
    assert reply.intent == "remaining" and reply.quotes
    assert [part for part in has if part not in words_of(reply)] == [], words_of(reply)


@pytest.mark.parametrize("say", ["疗休养去了50人，还差50人对吗", "32项任务完成了10项，还剩22项吗"])
def test_what_is_said_to_be_left_is_not_denied(say: str) -> None:
    assert "不是" not in words_of(ask(say, plan=YUNNAN))


def test_only_a_target_that_is_one_is_called_the_least() -> None:
    assert "最低数" in words_of(ask("驿站建了1个还差几个", plan=YUNNAN))
    assert "最低数" not in words_of(ask("32项任务完成了10项还剩几项", plan=YUNNAN))


@pytest.mark.parametrize(
    ("plan", "say"),
    [
        (YUNNAN, "730万除以129等于多少"),
        (ANHUI, "258万除以129等于多少"),
        (YUNNAN, "500万除以0是多少"),
        (YUNNAN, "宣讲办了还差多少"),
        (ANHUI, "平均工资多少"),
        (ANHUI, "驿站建了1个还差几个"),
        (YUNNAN, "联合会发了700个还剩多少钱"),
        (YUNNAN, "500万用了300万还剩多少"),
        (YUNNAN, "劳动竞赛500万用了600万还剩多少"),
        (YUNNAN, "省总拨了500万还差多少"),
        (YUNNAN, "驿站建了1个，书屋建了2个，还差几个"),
        (YUNNAN, "任务做了五项了还有几项要在6月前完成"),
        (YUNNAN, "任务做了1.5项还剩几项"),
    ],
)
def test_what_no_plan_prints_is_not_worked_out(plan: str, say: str) -> None:
    assert ask(say, plan=plan).intent not in {"divided", "remaining"}
