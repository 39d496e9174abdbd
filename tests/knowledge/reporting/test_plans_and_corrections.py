"""What is only meant is no result; a correction says of which task it is; what was found lacks, not the work."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.reporting import Reporting, ReportLine

TODAY = date(2023, 4, 10)


def read(reporting: Reporting, text: str) -> ReportLine:
    return reporting.parse(text, plan="yunnan-2022", today=TODAY)


@pytest.mark.parametrize(
    "text", ["明天去勐海镇开二十大宣讲", "明天到镇上办二十大宣讲，80人参加", "后天举办农民工技能培训班"]
)
def test_what_is_planned_is_no_result(reporting: Reporting, text: str) -> None:
    line = read(reporting, text)
    assert line.future
    assert line.status in ("none", "doing")
    assert not any(one.target for one in line.quantities)


@pytest.mark.parametrize("text", ["昨天去勐海镇开了二十大宣讲，明天去打洛镇", "驿站选址定了，明天挂牌"])
def test_what_was_done_before_the_plan_stands(reporting: Reporting, text: str) -> None:
    assert read(reporting, text).status != "none"


@pytest.mark.parametrize(
    ("text", "task", "number"),
    [
        ("昨天报的二十大宣讲人数填错了 不是45人 是54人", "1", (54, "人")),
        ("上次记的新建驿站数不对 4个改成1个", "23", (1, "个")),
        ("农民工技能培训上回报的210人次报错了应该是201人次", "19", (201, "人次")),
    ],
)
def test_a_correction_says_of_which_task_it_is(
    reporting: Reporting, text: str, task: str, number: tuple[float, str]
) -> None:
    line = read(reporting, text)
    assert line.amendment is not None
    assert line.tasks == (task,)
    assert line.amendment.tasks == (task,)
    assert [(one.value, one.unit) for one in line.quantities] == [number]


def test_a_correction_that_names_no_work_has_no_task(reporting: Reporting) -> None:
    assert read(reporting, "不是3场，是2场").tasks == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("联合摸排建会一次 摸出31家企业没建会", "done"),
        ("建会摸底查到12家公司还没有成立工会", "done"),
        ("建会还没开始", "none"),
        ("农民工技能培训班还没办", "none"),
    ],
)
def test_what_was_found_lacks_it_not_the_work(reporting: Reporting, text: str, status: str) -> None:
    assert read(reporting, text).status == status


@pytest.mark.parametrize("text", ["驿站几个来着", "宣讲办了几场来着"])
def test_a_number_that_is_sought_is_no_report(reporting: Reporting, text: str) -> None:
    assert read(reporting, text).kind == "none"


@pytest.mark.parametrize("plan", ["yunnan-2022", "anhui-2022"])
@pytest.mark.parametrize(
    "text", ["不是宣讲1场是2场", "不是宣讲1场，是2场", "宣讲不是1场是2场", "不是宣讲1场，而是宣讲2场"]
)
def test_what_is_denied_with_its_work_does_not_count(reporting: Reporting, plan: str, text: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert [(one.value, one.unit) for one in line.quantities] == [(2, "场")]
    assert line.amendment is not None
    assert [(one.value, one.unit) for one in line.amendment.old] == [(1, "场")]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("是2户不是3户", "2户", "3户"),
        ("是2户，不是3户", "2户", "3户"),
        ("2户不是3户", "2户", "3户"),
        ("应该是2户不是3户", "2户", "3户"),
        ("60人，不是50人", "60人", "50人"),
        ("是两场", "2场", ""),
    ],
)
def test_the_right_number_beside_the_wrong_one_is_a_correction(
    reporting: Reporting, text: str, right: str, wrong: str
) -> None:
    amendment = read(reporting, text).amendment
    assert amendment is not None
    assert amendment.sure
    assert [f"{one.value}{one.unit}" for one in amendment.numbers] == [right]
    assert [f"{one.value}{one.unit}" for one in amendment.old] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "day", "called"),
    [
        ("算了，还是昨天", 9, None),
        ("还是昨天吧", 9, None),
        ("是昨天的", 9, None),
        ("昨天的", 9, None),
        ("时间是昨天", 9, None),
        ("都是昨天的", 9, None),
        ("这两条都是昨天的", 9, None),
        ("不是昨天是前天", 8, 9),
        ("是前天不是昨天", 8, 9),
    ],
)
def test_a_day_alone_corrects_the_last_report(
    reporting: Reporting, text: str, day: int, called: int | None
) -> None:
    line = read(reporting, text)
    assert line.amendment is not None
    assert line.amendment.sure
    assert line.amendment.day == date(2023, 4, day)
    assert (line.amendment.end.day if line.amendment.end else None) == called
    assert line.quantities == ()


@pytest.mark.parametrize("plan", ["yunnan-2022", "anhui-2022"])
@pytest.mark.parametrize(
    "text",
    ["慰问是昨天的", "慰问的是昨天", "慰问是昨天去的", "慰问不是今天，是昨天", "慰问不是今天的是昨天的"],
)
def test_a_work_and_its_day_may_correct_a_report(reporting: Reporting, plan: str, text: str) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert line.amendment is not None
    assert not line.amendment.sure
    assert line.amendment.tasks == line.tasks
    assert line.amendment.day == line.day == date(2023, 4, 9)


@pytest.mark.parametrize(
    "text", ["昨天慰问了困难职工", "慰问是昨天的事，来了3户", "昨天", "宣讲1场是昨天办的"]
)
def test_a_report_with_a_day_is_no_correction_of_a_day(reporting: Reporting, text: str) -> None:
    assert read(reporting, text).amendment is None


@pytest.mark.parametrize("text", ["算了 是3场", "算了，还是3场吧", "其实是3场", "算了 3场"])
def test_what_is_taken_back_is_a_correction(reporting: Reporting, text: str) -> None:
    amendment = read(reporting, text).amendment
    assert amendment is not None
    assert amendment.sure
    assert [(one.value, one.unit) for one in amendment.numbers] == [(3, "场")]


@pytest.mark.parametrize("text", ["算了，明天再报", "算了，今天二十大宣讲1场", "其实今天办了二十大宣讲1场"])
def test_other_words_behind_it_are_none(reporting: Reporting, text: str) -> None:
    assert read(reporting, text).amendment is None


def test_a_telephone_number_and_a_word_are_no_report(reporting: Reporting) -> None:
    assert read(reporting, "〔手机号已遮住〕 李某 困难").kind == "none"
    assert read(reporting, "慰问困难职工5户 联系人〔手机号已遮住〕").kind == "progress"
    assert read(reporting, "录入困难职工 〔身份证号已遮住〕").kind == "progress"


@pytest.mark.parametrize("day", ["不对，是4月7日", "应该是上周五", "不对是上周五"])
def test_a_day_that_is_corrected_corrects_no_number(reporting: Reporting, day: str) -> None:
    line = read(reporting, f"今天慰问困难职工3户，{day}")
    assert [(one.value, one.unit) for one in line.quantities] == [(3, "户")]
    assert line.day == date(2023, 4, 7)


@pytest.mark.parametrize("plan", ["yunnan-2022", "anhui-2022"])
@pytest.mark.parametrize(
    ("text", "right"), [("慰问是5户", "5户"), ("宣讲应该是2场", "2场"), ("宣讲人数是60", "60人")]
)
def test_a_work_and_its_right_number_may_correct_a_report(
    reporting: Reporting, plan: str, text: str, right: str
) -> None:
    line = reporting.parse(text, plan=plan, today=TODAY)
    assert line.amendment is not None
    assert [f"{one.value}{one.unit}" for one in line.amendment.numbers] == [right]
    assert set(line.amendment.tasks) >= set(line.tasks)


@pytest.mark.parametrize("text", ["今天慰问是5户", "慰问就是5户人家", "宣讲都是1场一个村", "慰问5户"])
def test_a_report_that_says_is_corrects_nothing(reporting: Reporting, text: str) -> None:
    assert read(reporting, text).amendment is None


@pytest.mark.parametrize("text", ["建会不算", "慰问那条不要了", "宣讲去掉吧"])
def test_a_work_that_is_left_out(reporting: Reporting, text: str) -> None:
    amendment = read(reporting, text).amendment
    assert amendment is not None
    assert amendment.sure
    assert amendment.withdraw


@pytest.mark.parametrize("text", ["宣讲取消了", "宣讲不算难，办了1场"])
def test_what_was_called_off_is_not_left_out(reporting: Reporting, text: str) -> None:
    amendment = read(reporting, text).amendment
    assert amendment is None or not amendment.withdraw


def test_how_many_came_with_a_label_is_people(reporting: Reporting) -> None:
    assert [(one.value, one.people) for one in read(reporting, "宣讲人数大概八十来个").quantities] == [
        (80, True)
    ]
