"""Lines that report something and ask something besides."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.reporting import Reporting

TODAY = date(2023, 6, 14)
PLANS = ("yunnan-2022", "anhui-2022")
BOTH = [
    ("驿站建了1个，下个月还要交啥", "1个", "下个月还要交啥"),
    ("驿站建了1个 下个月还要交啥", "1个", "下个月还要交啥"),
    ("驿站建了1个下个月还要交啥", "1个", "下个月还要交啥"),
    ("慰问三户，下个月还要交啥", "3户", "下个月还要交啥"),
    ("下个月要交啥？驿站建了1个", "1个", "下个月要交啥?"),
    ("驿站建好了，下个月还要交啥", "", "下个月还要交啥"),
    ("今天宣讲1场86人，对口联系我们的是谁", "1场 86人", "对口联系我们的是谁"),
    ("宣讲办了1场 慰问3户 材料啥时候交", "1场 3户", "材料啥时候交"),
    ("今天建会2家，那个表，什么时候交", "2家", "那个表,什么时候交"),
    ("你好，建会2家，请问季度报告几号交？", "2家", "请问季度报告几号交?"),
    ("昨天宣讲1场，今天慰问3户，总结几号交", "1场 3户", "总结几号交"),
]
ONLY_ASKED = [
    "驿站建了1个，还差几个",
    "慰问了3户，能补多少钱",
    "要是驿站只建了1个，会怎么样",
    "听说每县要建2个驿站，是真的吗",
    "那个表，什么时候交",
    "培训60人要报哪些材料",
    "驿站建1个够吗",
    "疗休养走了42人对不对",
    "今天去慰问了吗",
    "新建一个驿站要给好多",
    "明天宣讲1场，要带什么",
]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("text", "told", "asked"), BOTH, ids=[text for text, _, _ in BOTH])
def test_the_report_is_kept_and_the_question_named(
    reporting: Reporting, plan: str, text: str, told: str, asked: str
) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert line.kind == "progress"
    assert " ".join(f"{one.value}{one.unit}" for one in line.quantities) == told
    assert line.asked == asked
    assert not line.asked_of_it
    assert asked not in line.text


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("text", ONLY_ASKED)
def test_a_question_about_a_case_is_no_report(reporting: Reporting, plan: str, text: str) -> None:
    assert reporting.parse(text, plan=plan, today=TODAY).kind == "none"


@pytest.mark.parametrize("plan", PLANS)
def test_what_was_done_on_a_named_day_is_kept_whatever_is_asked_of_it(
    reporting: Reporting, plan: str
) -> None:
    line = reporting.parse("今天驿站建了1个，还差几个", plan=plan, today=TODAY)
    assert (line.kind, line.asked, line.asked_of_it) == ("progress", "还差几个", True)
