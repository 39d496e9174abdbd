"""Which target counts a number: by its unit and the work; people never count toward 场."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.reporting import Reporting

TODAY = date(2023, 6, 14)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("二十大宣讲1场 86人参加", {"场": "1", "人": None}),
        ("送文化演出2场 观众300人", {"场": "2b", "人": None}),
        ("中国梦劳动美主题宣传1场", {"场": "2a"}),
        ("技能培训60人", {"人": "19"}),
        ("技能培训2期 96人次", {"期": None, "人次": "19"}),
        ("工会业务培训班1期 60人", {"期": "28", "人": None}),
        ("新建职工驿站2个", {"个": "23a"}),
        ("疗休养35名", {"名": "24b"}),
        ("六惠普惠活动1项 发券300份", {"项": "24a", "份": None}),
        ("职代会建制率92%", {"%": "13b"}),
        ("法律体检8家", {"家": "16b"}),
        ("志愿者队伍成立3支", {"支": "27a"}),
        ("送温暖慰问20户 发了2万", {"户": None, "万元": None}),
        ("走访特困职工7户", {"户": None}),
        ("看望住院的大病职工2名", {"名": None}),
        ("给建档困难职工送温暖9户", {"户": None}),
        ("走访后把6名困难职工纳入帮扶", {"名": "22b"}),
        ("入户走访，新建档困难职工8户", {"户": "22b"}),
        ("困难职工建档5户", {"户": "22b"}),
        ("建会4家", {"家": "6b"}),
        ("新业态企业建会4家", {"家": None}),
        ("新就业形态的25人以上非公企业建会2家", {"家": "6b"}),
        ("建会2家 发展会员60个", {"家": "6b", "个": None}),
    ],
)
def test_the_unit_and_the_work_choose_the_target(
    reporting: Reporting, text: str, targets: dict[str, str | None]
) -> None:
    line = reporting.parse(text, plan="yunnan-2022", today=TODAY)
    assert {one.unit: one.target for one in line.quantities} == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("走访慰问困难职工11人", {"人": "三(五)2f"}),
        ("困难职工建档11户", {"户": "三(五)2b"}),
        ("慰问建档困难职工4户", {"户": None}),
        ("新业态建会2家 发展会员60个", {"家": "三(二)2b", "个": "三(二)2c"}),
        ("吸收了30个会员", {"个": "三(二)2c"}),
    ],
)
def test_in_anhui_members_are_no_unions_and_visits_no_files(
    reporting: Reporting, text: str, targets: dict[str, str | None]
) -> None:
    line = reporting.parse(text, plan="anhui-2022", today=TODAY)
    assert {one.unit: one.target for one in line.quantities} == targets


def test_every_target_given_takes_the_unit(reporting: Reporting) -> None:
    book = load_catalogue().plans["yunnan-2022"]
    accepted = {target.id: target.accepts for task in book.tasks.values() for target in task.targets}
    for text in (
        "集中建会3家 会员80人 1次",
        "社工5名 办法1个",
        "劳动竞赛2场 品牌1个",
        "蹲点3天 5人",
        "实名制90% 600人",
    ):
        for one in reporting.parse(text, plan="yunnan-2022", today=TODAY).quantities:
            assert one.target is None or one.unit in accepted[one.target]


def test_a_visit_counts_only_where_the_plan_has_a_task_for_it(reporting: Reporting) -> None:
    text = "省总领导昨天来实地调研1次"
    anhui = reporting.parse(text, plan="anhui-2022", today=TODAY)
    yunnan = reporting.parse(text, plan="yunnan-2022", today=TODAY)
    assert (anhui.kind, anhui.tasks, anhui.quantities[0].target) == ("visit", ("三(四)5",), "三(四)5a")
    assert (yunnan.kind, yunnan.tasks, yunnan.quantities[0].target) == ("visit", (), None)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("新建驿站2个，还有1个在装修", ["23a", None]),
        ("技能培训90人次，其中女职工40人次", ["19", None]),
        ("累计建成驿站6个，其中今年新建2个", [None, "23a"]),
        ("累计宣讲9场，其中今年4场", ["1", None]),
        ("新建驿站2个，另外打算再建1个", ["23a", None]),
        ("宣讲2场，送文化1场", ["1", "2b"]),
        ("新建驿站3个，一个在东门，两个在车站", ["23a", None, None]),
        ("昨天宣讲1场，今天宣讲2场，一共3场", ["1", "1", None]),
        ("争取年底前建成驿站2个，现在选址", [None]),
        ("驿站2个正在装修", [None]),
        ("技能培训了120人次还在继续", ["19"]),
        ("法律体检从4家增加到7家", ["16b"]),
    ],
)
def test_a_part_and_what_is_not_done_yet_count_nothing_again(
    reporting: Reporting, text: str, targets: list[str | None]
) -> None:
    line = reporting.parse(text, plan="yunnan-2022", today=TODAY)
    assert [one.target for one in line.quantities] == targets
