"""The day of each work of a line that tells of several days."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.reporting import Reporting, ReportLine

TODAY = date(2023, 6, 14)
PLANS = ("yunnan-2022", "anhui-2022")
SAID = [
    ("昨天宣讲1场，今天慰问3户", "13 14"),
    ("昨天宣讲1场今天慰问3户", "13 14"),
    ("昨天宣讲1场慰问3户今天慰问5户", "13 13 14"),
    ("昨天宣讲1场慰问3户，今天宣讲1场慰问5户", "13 13 14 14"),
    ("昨天在镇上宣讲1场86人参加今天在村里慰问困难职工3户", "13 14"),
    ("昨天宣讲1场，今天宣讲2场", "13 14"),
    ("昨天宣讲1场，今天2场", "13 14"),
    ("宣讲1场昨天，今天2场", "13 14"),
    ("周一宣讲1场 周二慰问3户 周三采集会员信息30人", "12 13 14"),
    ("6月5号办了一场宣讲6月7号办了1场宣讲", "5 7"),
    ("驿站昨天1个今天1个", "13 14"),
    ("昨天宣讲1场，慰问3户，不对，慰问是今天", "13 14"),
    ("3月5日至7日宣讲2场，6月8日慰问3户", "7 8"),
]
OF_ONE_DAY = [
    ("昨天宣讲1场，慰问3户", 13),
    ("宣讲1场，慰问3户，都是昨天的", 13),
    ("宣讲1场，慰问3户昨天", 13),
    ("昨天宣讲1场，上午慰问3户", 13),
    ("昨天宣讲1场，不对，是今天", 14),
    ("昨天宣讲1场，今天又来了50人", 13),
    ("昨天和今天各宣讲1场", 13),
]


def days(line: ReportLine) -> str:
    return " ".join(str(one.day.day) if one.day else "-" for one in line.parts)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("text", "said"), SAID, ids=[text for text, _ in SAID])
def test_each_work_has_the_day_said_with_it(reporting: Reporting, plan: str, text: str, said: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert days(line) == said
    assert not any(one.unsaid for one in line.parts)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("text", "said"), OF_ONE_DAY, ids=[text for text, _ in OF_ONE_DAY])
def test_a_day_of_all_works_is_the_lines(reporting: Reporting, plan: str, text: str, said: int) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert line.day == date(2023, 6, said)
    assert not any(one.day or one.unsaid for one in line.parts)


@pytest.mark.parametrize("plan", PLANS)
def test_a_work_before_the_first_day_has_none(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("驿站建了1个，昨天下午在镇上，慰问3户", plan=plan, today=TODAY)
    assert [one.unsaid for one in line.parts] == [True, False]
    assert line.parts[1].day == date(2023, 6, 13)
    assert line.parts[1].text == "昨天下午在镇上,慰问3户"


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("text", ["昨天宣讲1场，明天慰问困难职工家庭3户", "驿站建了1个，明天慰问3户"])
def test_what_lies_ahead_counts_nothing_beside_what_was_done(
    reporting: Reporting, plan: str, text: str
) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert not line.future
    done, planned = line.parts
    assert done.status == "done" and done.quantities[0].target
    assert planned.status == "none" and [one.share for one in planned.quantities] == ["open"]


@pytest.mark.parametrize("plan", PLANS)
def test_the_numbers_go_with_their_days(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("昨天宣讲1场30人，今天宣讲2场50人", plan=plan, today=TODAY)
    told = [[f"{one.value}{one.unit}" for one in part.quantities] for part in line.parts]
    assert told == [["1场", "30人"], ["2场", "50人"]]
    assert len({part.task for part in line.parts}) == 1
