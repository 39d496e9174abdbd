from __future__ import annotations

import pytest

from knowledge.understanding.normalise import normalise
from knowledge.understanding.numbering import find_references


def found(text: str) -> list[tuple[str, int | str]]:
    references = find_references(normalise(text).text)
    return [(reference.kind.value, reference.clause or reference.number) for reference in references]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("任务三讲什么", "task_number", 3),
        ("任务一百二十三讲什么", "task_number", 123),
        ("任务1234是什么", "task_number", 1234),
        ("第一百零五项任务", "task_number", 105),
        ("第1234项归谁", "task_number", 1234),
        ("1234项归谁", "task_number", 1234),
        ("附1-19", "task_number", 19),
        ("附1-1234", "task_number", 1234),
        ("第零项任务", "task_number", 0),
        ("附件1234", "annex_number", 1234),
        ("第一百二十个附件", "annex_number", 120),
        ("提纲第一百零五题", "question_number", 105),
        ("1234题讲什么", "question_number", 1234),
        ("第四个一", "one_number", 4),
        ("第四百个一", "one_number", 400),
        ("第三个行动", "group_number", 3),
        ("行动一百二十三", "group_number", 123),
        ("提纲第一百二十部分", "section_number", 120),
        ("第一百二十三个", "line_number", 123),
    ],
)
def test_the_whole_numeral_is_read(text: str, kind: str, number: int) -> None:
    assert found(text) == [(kind, number)]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("三（四）2", "三(四)2"),
        ("三（四）第二项", "三(四)2"),
        ("三（四）12", "三(四)12"),
        ("三（四）第十二项", "三(四)12"),
        ("三（九）讲什么", "三(九)"),
        ("七（一）讲什么", "七(一)"),
        ("十二（十一）讲什么", "十二(十一)"),
        ("第七部分（一）", "七(一)"),
        ("第三部分", "三"),
        ("第九部分讲什么", "九"),
        ("第12章", "十二"),
        ("第20章", "二十"),
        ("第3部分第9条", "三(九)"),
        ("第三部分第九条", "三(九)"),
        ("三（四）2023年要做什么", "三(四)"),
        ("四（二）十个一", "四(二)"),
    ],
)
def test_a_clause_is_read_whether_it_exists_or_not(text: str, clause: str) -> None:
    assert found(text) == [("clause_number", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "任务百分之百完成了吗", "任务十二个", "行动12个", "任务2023年完成吗", "任务3万元", "任务一二", "第一二部分",
        "任务千万要完成", "一百二（三）",
    ],
)  # fmt: skip
def test_no_piece_of_a_numeral_is_a_reference(text: str) -> None:
    assert found(text) == []
