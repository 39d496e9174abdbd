"""Numbers said by a word, told respectively, for two names of one work, and parts that are more than all."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.reporting import Reporting, ReportLine

TODAY = date(2023, 6, 14)
PLANS = ("yunnan-2022", "anhui-2022")
BY_WORD = [
    ("宣讲1场百十来人", 100, None, True),
    ("百十号人听了宣讲", 100, None, True),
    ("宣讲1场百余人", 100, None, True),
    ("宣讲1场百八十人", 80, 100, True),
    ("宣讲1场千余人", 1000, None, True),
    ("宣讲1场二十好几人", 20, None, True),
    ("宣讲1场小两百人", 200, None, True),
    ("宣讲1场四五十号人", 40, 50, True),
    ("宣讲1场五百多", 500, None, True),
    ("宣讲一场五百多号人", 500, None, True),
    ("宣讲1场三百二", 320, None, False),
    ("宣讲1场，来了三百二", 320, None, False),
    ("宣讲1场 60", 60, None, False),
]
RESPECTIVELY = [
    ("宣讲和慰问分别是1场和3户", "1场|3户"),
    ("宣讲、普法分别1场、2场", "1场|2场"),
    ("宣讲普法分别是一场两场", "1场|2场"),
    ("宣讲和普法分别来了60人和80人", "60人|80人"),
    ("宣讲和普法分别办了1场60人、2场80人", "1场 60人|2场 80人"),
    ("今天宣讲和慰问分别1场3户，建会2家", "1场|3户|2家"),
    ("宣讲2场，分别是60人 80人", "2场 60人 80人"),
    ("宣讲2场，分别在东街和西街", "2场"),
]
EACH = [
    ("宣讲和巡讲各1场", "1场|1场"),
    ("宣讲和巡讲各1场，慰问3户", "1场|1场|3户"),
    ("宣讲和普法各1场", "1场|1场"),
    ("文艺演出三个镇一镇一场", "3场"),
    ("文艺演出每个乡镇演1场（3个乡镇）", "3场"),
    ("东街驿站和西街驿站各1个", "2个"),
]


def told(line: ReportLine) -> str:
    return "|".join(" ".join(f"{one.value}{one.unit}" for one in part.quantities) for part in line.parts)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("text", "least", "most", "about"), BY_WORD, ids=[one[0] for one in BY_WORD])
def test_people_are_counted_by_word(
    reporting: Reporting, plan: str, text: str, least: int, most: int | None, about: bool
) -> None:
    people = [one for one in reporting.parse(text, plan=plan, today=TODAY).quantities if one.unit == "人"]
    assert [(one.value, one.upto, one.approx) for one in people] == [(least, most, about)]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(
    ("text", "numbers"), RESPECTIVELY + EACH, ids=[one for one, _ in RESPECTIVELY + EACH]
)
def test_each_work_gets_its_number(reporting: Reporting, plan: str, text: str, numbers: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert told(line) == numbers
    assert not line.each


@pytest.mark.parametrize("text", ["宣讲1场2023", "宣讲1场 5", "百家企业建会", "宣讲百姓故事1场"])
def test_what_tells_no_people_is_not_read_as_people(reporting: Reporting, text: str) -> None:
    line = reporting.parse(text, plan="yunnan-2022", today=TODAY)
    assert "人" not in {one.unit for one in line.quantities}


@pytest.mark.parametrize("plan", PLANS)
def test_a_part_that_is_more_than_all_counts_nothing(reporting: Reporting, plan: str) -> None:
    line = reporting.parse("建会1家，其中25人以上的3家", plan=plan, today=TODAY)
    assert [(one.value, one.share, one.target is None) for one in line.quantities] == [
        (1, "", False),
        (3, "part", True),
    ]


def test_how_many_where_nobody_says_of_how_many_is_asked(reporting: Reporting) -> None:
    line = reporting.parse("骑手和司机各入会20人", plan="yunnan-2022", today=TODAY)
    assert line.each == "各入会20人"


def test_what_was_shown_in_villages_may_be_a_show(reporting: Reporting) -> None:
    line = reporting.parse("每个乡镇演1场（3个乡镇）", plan="yunnan-2022", today=TODAY)
    assert "2" in line.tasks
    assert told(line) == "3场"
