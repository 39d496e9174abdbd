"""Several works in one line: each becomes a part with its own numbers, also one that leaves its task open."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from knowledge.reporting import Reporting, ReportLine

TODAY = date(2023, 6, 14)
Work = tuple[str, frozenset[str], tuple[str, ...]]
"""What is said of a work, the tasks that it may be, and its numbers."""


def work(say: str, tasks: str, *numbers: str) -> Work:
    return say, frozenset(tasks.split()), numbers


NAMED = {
    "yunnan-2022": (
        work("二十大宣讲1场81人", "1", "1场", "81人"),
        work("慰问困难职工42人", "22", "42人"),
        work("新建驿站2个", "23", "2个"),
        work("疗休养35名", "24", "35名"),
    ),
    "anhui-2022": (
        work("二十大宣讲1场81人", "三(一)2", "1场", "81人"),
        work("慰问困难职工42户", "三(五)2", "42户"),
        work("劳动竞赛2场", "三(五)1", "2场"),
        work("采集会员信息390人", "三(三)2", "390人"),
    ),
}
OPEN = {
    "yunnan-2022": (
        work("培训3场67人", "19 28", "3场", "67人"),
        work("竞赛4场93人", "18 2", "4场", "93人"),
    ),
    "anhui-2022": (work("培训3期67人", "三(二)1 三(五)2", "3期", "67人"),),
}
PLANS = tuple(NAMED)
BETWEEN = ("，", "。", "；", "、", " ", "，还", "，另外", "和", "")


def lines(plan: str) -> list[list[Work]]:
    """An open work at each place among one to four named ones."""
    found = []
    for left_open, count in product(OPEN[plan], range(1, len(NAMED[plan]) + 1)):
        named = list(NAMED[plan][:count])
        found += [[*named[:at], left_open, *named[at:]] for at in range(count + 1)]
    return found


def told(line: ReportLine) -> list[tuple[str, ...]]:
    return [tuple(f"{one.value}{one.unit}" for one in part.quantities) for part in line.parts]


@pytest.mark.parametrize("between", BETWEEN, ids=lambda sign: sign or "nothing")
@pytest.mark.parametrize("plan", PLANS)
def test_an_open_work_is_parted_from_its_neighbours(reporting: Reporting, plan: str, between: str) -> None:
    for works in lines(plan):
        text = between.join(say for say, _, _ in works)
        line = reporting.parse(text, plan=plan, today=TODAY)
        assert told(line) == [numbers for _, _, numbers in works], text
        for part, (_, tasks, _) in zip(line.parts, works, strict=True):
            assert frozenset(choice.task for choice in part.tasks) == tasks, text
            assert part.ask is (len(tasks) > 1), text


@pytest.mark.parametrize("plan", PLANS)
def test_numbers_may_stand_before_their_work(reporting: Reporting, plan: str) -> None:
    for text in ("办了1场二十大宣讲2期培训", "1场二十大宣讲，2期培训", "1场二十大宣讲和2期培训"):
        line = reporting.parse(text, plan=plan, today=TODAY)
        assert told(line) == [("1场",), ("2期",)], text
        assert [part.ask for part in line.parts] == [False, True], text


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("pause", [" ", "，"])
def test_numbers_may_follow_after_a_pause(reporting: Reporting, plan: str, pause: str) -> None:
    line = reporting.parse(
        pause.join("二十大宣讲 1场 80人 培训 1场 60人 慰问困难职工 40户".split()), plan=plan, today=TODAY
    )
    assert told(line) == [("1场", "80人"), ("1场", "60人"), ("40户",)]
    assert [part.ask for part in line.parts] == [False, True, False]


@pytest.mark.parametrize("plan", PLANS)
def test_works_that_share_a_number_stand_among_others(reporting: Reporting, plan: str) -> None:
    for text in (
        "慰问困难职工40户，二十大宣讲和培训各2场，劳动竞赛3场",
        "慰问困难职工40户。二十大宣讲、培训各办了2场，劳动竞赛3场",
        "今天慰问困难职工40户，在镇上二十大宣讲和培训各2场，劳动竞赛3场",
    ):
        line = reporting.parse(text, plan=plan, today=TODAY)
        assert told(line) == [("40户",), ("2场",), ("2场",), ("3场",)], text
        assert [part.ask for part in line.parts] == [False, False, True, False], text


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_told_of_each_behind_a_shared_number_is_of_all(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("二十大宣讲和培训各2场，每场30人", plan=plan, today=TODAY)
    assert told(line) == [("2场", "60人"), ("2场", "60人")]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(
    "text",
    [
        "二十大宣讲1场，学员80人",
        "二十大宣讲1场，骑手80人",
        "普法宣传1次，农民工80人参加",
        "劳动竞赛1场，选手80名",
        "二十大宣讲1场，会员80人",
        "技能培训2期，培训80人",
        "培训2期，一期30人一期50人",
        "技能培训3场，其中培训农民工80人",
        "新建驿站1个，花了8万元",
    ],
)
def test_people_and_details_are_no_work_of_their_own(reporting: Reporting, plan: str, text: str) -> None:
    assert len(reporting.parse(text, plan=plan, today=TODAY).parts) == 1


def test_two_works_of_one_task_with_their_own_targets_are_parted(reporting: Reporting) -> None:
    for text, wanted in {
        "工匠5个 创新工作室2个": [("5个",), ("2个",)],
        "新建驿站3个，疗休养25名": [("3个",), ("25名",)],
        "疗休养25名，慰问困难职工40户，新建驿站3个": [("25名",), ("40户",), ("3个",)],
        "职代会建制率90%，厂务公开协调领导小组开会1次": [("90%",), ("1次",)],
    }.items():
        line = reporting.parse(text, plan="anhui-2022", today=TODAY)
        assert told(line) == wanted, text
        assert len({part.task for part in line.parts}) == 1
        aims = [{one.target for one in part.quantities} for part in line.parts]
        assert all(aims[at] != aims[at + 1] for at in range(len(aims) - 1)), text


def test_two_works_that_the_same_target_counts_stay_together(reporting: Reporting) -> None:
    line = reporting.parse("二十大宣讲1场，送文化2场", plan="anhui-2022", today=TODAY)
    assert told(line) == [("1场", "2场")]


def test_no_work_of_a_long_line_is_lost(reporting: Reporting) -> None:
    text = "二十大宣讲1场，新建驿站2个，疗休养35名，慰问困难职工42人，送文化3场，普法4次"
    line = reporting.parse(text, plan="yunnan-2022", today=TODAY)
    assert told(line) == [("1场",), ("2个",), ("35名",), ("42人",), ("3场",), ("4次",)]
    assert "".join(part.text for part in line.parts) == line.text
