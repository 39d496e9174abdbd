"""Nothing is counted that was only compared, covered, meant or told again in other words."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.reporting import Reporting

TODAY = date(2023, 6, 14)
YUNNAN, ANHUI = "yunnan-2022", "anhui-2022"
LINES = [
    (YUNNAN, "农民工技能培训一期50人，结业48人", "50人"),
    (YUNNAN, "农民工技能培训1期50人，拿证30人，就业20人", "50人"),
    (YUNNAN, "建会4家，25人以上的2家，新就业形态的1家", "2家"),
    (YUNNAN, "25人以上企业建会率95%，比上月多5个点", ""),
    (YUNNAN, "建会3家，比去年同期多2家", "3家"),
    (YUNNAN, "乡镇工会规范化达标4个，共11个乡镇", "4个"),
    (YUNNAN, "11个乡镇有4个达标了", "4个"),
    (YUNNAN, "社工到岗2人，另外1人下周来", "2人"),
    (YUNNAN, "计划建3个驿站，已经建成1个，还有2个在谈", "1个"),
    (YUNNAN, "准备培训农民工100人，报名已经80人了", ""),
    (ANHUI, "联合工会组建2个，涵盖小微企业15家", "2个"),
    (ANHUI, "先进班组表彰10个", ""),
    (ANHUI, "宣讲进企业3家，一家一场", "3场"),
    (ANHUI, "宣讲4场，本周1场", "4场 1场"),
]


@pytest.mark.parametrize(("plan", "text", "counted"), LINES, ids=[one[1] for one in LINES])
def test_only_what_was_done_counts(reporting: Reporting, plan: str, text: str, counted: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert " ".join(f"{one.value}{one.unit}" for one in line.quantities if one.target) == counted


@pytest.mark.parametrize("plan", [YUNNAN, ANHUI])
def test_a_name_is_no_number_of_households(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("张三家慰问了，给了1000块", plan=plan, today=TODAY)
    assert "家" not in {one.unit for one in line.quantities}
    line = reporting.parse("慰问了三家困难户", plan=plan, today=TODAY)
    assert [(one.value, one.unit) for one in line.quantities] == [(3, "家")]


@pytest.mark.parametrize("plan", [YUNNAN, ANHUI])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("上周三到周五技能培训了一期40人", 9),
        ("上周三至上周五技能培训了一期40人", 9),
        ("本周1宣讲了", 12),
        ("本周1场宣讲", None),
    ],
)
def test_days_that_go_on_count_on_the_last_and_numbers_are_no_days(
    reporting: Reporting, plan: str, text: str, day: int | None
) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert (line.day.day if line.day else None) == day


@pytest.mark.parametrize("plan", [YUNNAN, ANHUI])
@pytest.mark.parametrize("text", ["今儿整了场宣讲，人不多，十几个", "三八节活动1场，5月份补报"])
def test_a_report_that_looks_like_a_question_is_kept(reporting: Reporting, plan: str, text: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert line.kind == "progress"
    assert (1, "场") in {(one.value, one.unit) for one in line.quantities}


def test_who_came_with_a_few_is_people(reporting: Reporting) -> None:
    line = reporting.parse("今儿整了场宣讲，人不多，十几个", plan=ANHUI, today=TODAY)
    assert [one.target for one in line.quantities if one.people] == [None]


@pytest.mark.parametrize("plan", [YUNNAN, ANHUI])
def test_one_of_each_is_no_number_of_its_own(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("宣讲进企业3家，一家一场", plan=plan, today=TODAY)
    assert [f"{one.value}{one.unit}" for one in line.quantities] == ["3家", "3场"]


@pytest.mark.parametrize(
    ("plan", "text", "numbers"),
    [
        (YUNNAN, "宣讲1 普法2 慰问3户", "1场|2次|3户"),
        (YUNNAN, "宣讲×1，普法×2", "1场|2次"),
        (YUNNAN, "（1）宣讲1场（2）慰问3户", "1场|3户"),
        (YUNNAN, "驿站原有2个，今年新挂牌1个", "1个"),
        (YUNNAN, "昨天下午搞宣讲1场 人来了不少 大概七八十", "1场 70人"),
        (ANHUI, "会员1200人，新增80人", "80人"),
        (ANHUI, "新增会员80人，总会员1200人", "80人"),
        (ANHUI, "建会3家，会员150左右", "3家 150人"),
        (ANHUI, "建会3家，新增会员80人", "3家 80人"),
    ],
)
def test_each_number_stands_with_its_work(reporting: Reporting, plan: str, text: str, numbers: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    told = "|".join(" ".join(f"{one.value}{one.unit}" for one in part.quantities) for part in line.parts)
    assert told == numbers


@pytest.mark.parametrize("text", ["刚刚那个是60人不是16人", "昨天宣讲那场其实只有50人"])
def test_what_was_told_just_now_is_corrected(reporting: Reporting, text: str) -> None:
    amendment = reporting.parse(text, plan=YUNNAN, today=TODAY).amendment
    assert amendment is not None
    assert amendment.sure


@pytest.mark.parametrize("text", ["任务19", "附件1", "驿站在哪3", "宣讲要求第1"])
def test_a_bare_number_makes_no_report_of_a_name(reporting: Reporting, text: str) -> None:
    line = reporting.parse(text, plan=YUNNAN, today=TODAY)
    assert not any(one.target for one in line.quantities)
