"""A third province is a folder of YAML: nothing in the program knows how many plans there are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.web.directory import Directory
from handlers import Chat, Request, Sender, Services, dispatch
from handlers.reminders.local import LocalSettings
from handlers.reminders.obligations import obligations
from knowledge import Reporting, check_catalogue, load_catalogue, load_knowledge
from tests.knowledge import third_plan
from tests.language.knowing import words_of

TODAY = date(2023, 5, 10)
COUNTY, PREFECTURE = "county:990102", "prefecture:990100"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of three provinces."""
    return third_plan.write(tmp_path_factory.mktemp("three") / "data")


@pytest.fixture(scope="module")
def three(data: Path) -> Services:
    """Services over three provinces."""
    catalogue, understanding = load_knowledge(data, data.parent / "snapshots")
    return Services(catalogue, understanding, None, lambda: datetime(2023, 5, 10, tzinfo=UTC))


def told(three: Services, text: str, unit: str | None = None, *history: str) -> str:
    request = Request(
        sender=Sender("test", "somebody"),
        chat=Chat("test", "somebody"),
        key="",
        text=text,
        unit=unit,
        today=TODAY,
        moment=datetime(2023, 5, 10, tzinfo=UTC),
        history=history,
    )
    return words_of(dispatch(request, three))


def test_the_third_plan_is_sound(data: Path) -> None:
    assert check_catalogue(load_catalogue(data), date(2026, 11, 21), data) == []


@pytest.mark.parametrize(
    ("text", "unit", "has"),
    [
        ("青檀区谁联系", None, ["瀚州矿业集团工会", "以上为2023年文件所列", "多久来一次"]),
        ("瀚州的联系表一共多少个县", None, ["省属企业工会1个，联系1个"]),
        ("苏州谁联系", None, ["安徽、瀚州、云南三省", "这三个方案"]),
        ("你好", None, ["安徽、瀚州、云南三省"]),
        ("瀚州3个社工一年补多少钱", None, ["共54000元（3×1500元×12个月）"]),
        ("瀚州2个社工补多少钱", None, ["每月共3000元"]),
        ("瀚州2个社工2023年多少钱", None, ["不推算", "每月共3000元"]),
        ("瀚州第六条写了什么", None, ["瀚 第六条", "《进展月报》"]),
        ("瀚州第二个工程是什么", None, ["第2个工程：赋能工程"]),
        ("瀚州附表一是什么", None, ["重点任务"]),
        ("五个必有哪些", None, ["瀚州方案的“五个必”共5条"]),
        ("五个必的第三个是什么", None, ["五个必第3条：必听诉求"]),
        ("月报还有几天", COUNTY, ["每月25日前，即2023年5月25日，还有15天"]),
        ("这个月要做什么", COUNTY, ["进展月报：每月25日前，即2023年5月25日（还有15天）"]),
        ("这个季度要交什么", COUNTY, ["2023年4月25日（已过15天）、2023年5月25日（还有15天）、2023年6月25日（还有46天）"]),
        ("还有哪些没到期", COUNTY, ["2023年5月25日（还有15天）", "2023年7月15日（还有66天）"]),
        ("下个季度要交什么", PREFECTURE, ["季度分析：每季度首月5日前，即2023年7月5日（还有56天）"]),
        ("驿站要建几个", None, ["瀚州：每县建成职工驿站4个", "云南：每个县级工会2023年新建不少于2个职工驿站", "安徽："]),
        ("三省的驿站有什么不同", None, ["瀚州：", "安徽：", "云南："]),
        ("三个方案的补助有什么不同", None, ["瀚州方案写明补助标准的有1项", "云南方案写明"]),
    ],
)  # fmt: skip
def test_the_third_plan_is_answered(three: Services, text: str, unit: str | None, has: list[str]) -> None:
    said = told(three, text, unit)
    assert [words for words in has if words not in said] == [], said


@pytest.mark.parametrize("text", ["瀚州和云南的驿站有什么不同", "和云南比驿站有什么不同"])
def test_only_the_named_plans_are_compared(three: Services, text: str) -> None:
    said = told(three, text, COUNTY)
    assert "瀚州：" in said
    assert "云南：" in said
    assert "安徽" not in said


def test_other_provinces_are_all_but_the_own(three: Services) -> None:
    said = told(three, "别的省驿站建几个", COUNTY)
    assert "云南：" in said
    assert "4个" not in said


def test_the_next_line_of_a_list_follows(three: Services) -> None:
    assert "五个必第3条" in told(three, "第三个呢", None, "五个必的第二个是什么")


def test_a_report_is_read_by_the_words_of_the_plan(three: Services, data: Path) -> None:
    reporting = Reporting(three.catalogue, data)
    hours = reporting.parse("干部轮训16学时", plan=third_plan.PLAN, today=TODAY)
    station = reporting.parse("建成驿站2个", plan=third_plan.PLAN, today=TODAY)
    assert (hours.tasks, [(one.value, one.unit, one.target) for one in hours.quantities]) == (
        ("2",), [(16, "学时", "2")])  # fmt: skip
    assert (station.tasks, [(one.value, one.target) for one in station.quantities]) == (("1",), [(2, "1")])


def test_a_printed_day_is_owed_in_each_cycle(three: Services) -> None:
    first, last = date(2023, 2, 1), date(2024, 7, 31)
    local = LocalSettings(day=10)
    county = obligations(three.catalogue, COUNTY, first, last, local=local)
    monthly = [one.due for one in county if one.duty.id == "monthly"]
    assert monthly == [
        date(2023 + month // 12, month % 12 + 1, 25) for month in range(1, 18)
    ]  # 2023-02 to 2024-06, whatever day is settled locally
    prefecture = obligations(three.catalogue, PREFECTURE, first, last, local=local)
    quarterly = [(f"{one.due}", one.name) for one in prefecture if one.duty.id == "quarterly"]
    assert quarterly[0] == ("2023-04-05", "2023年第一季度")
    assert quarterly[-1] == ("2024-07-05", "2024年第二季度")


def test_the_trial_page_offers_questions_to_everybody(three: Services) -> None:
    data = Directory(three.catalogue).as_data()
    for role, units in data["units"].items():
        for unit in units:
            assert data["examples"][role][unit["province"]], (role, unit)
    hints = [unit["hint"] for unit in data["units"]["liaison"] if unit["province"] == "99"]
    assert hints == ["省属企业工会，联系 1 个县"]
