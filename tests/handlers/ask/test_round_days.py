"""Answers about days for somebody whose unit is in a round: worked out, beside the printed words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.compose import build_services
from bot.render.plain import to_text
from handlers import Chat, Request, Sender, Services
from handlers.ask import answer
from handlers.request import MovedPlan

MENGHAI, GUANGDE, KUNMING = "county:532822", "county:341882", "prefecture:530100"
SECOND = MovedPlan("yunnan-2022", 50, "第二轮", date(2026, 12, 1))
SECOND_AH = MovedPlan("anhui-2022", 51, "再加强", date(2026, 12, 1))


@pytest.fixture(scope="module")
def services() -> Services:
    return build_services()


def said(
    services: Services, question: str, day: str, *, unit: str = MENGHAI, round: MovedPlan | None = SECOND
) -> str:
    request = Request(
        Sender("test", "1"),
        Chat("test", "1"),
        datetime(2027, 1, 8, tzinfo=UTC),
        date.fromisoformat(day),
        "",
        text=question,
        unit=unit,
        round=round,
    )
    return to_text(answer(request, services))


CASES = [
    ("这个月要做什么", "2027-01-08", MENGHAI, SECOND, ["推算2027年1月31日，原文：2022年11月底前（还有23天）", "按“第二轮”推算"]),
    ("下个月要做什么", "2027-01-08", MENGHAI, SECOND, ["推算2027年2月28日，原文：2022年12月底前"]),
    ("这个月要做什么", "2026-12-31", KUNMING, SECOND, ["推算2026年12月31日，原文：2022年10月底前（今天到期）"]),
    ("这个月要做什么", "2026-11-21", MENGHAI, SECOND, ["新一轮“第二轮”从2026年12月1日开始", "方案期（到2023年10月31日为止）已经过去"]),
    ("现在是哪个阶段", "2027-06-10", MENGHAI, SECOND, ["“中期调度”阶段（推算2027年6月1日至2027年6月30日，原文：2023年4月底前）"]),
    ("哪些期限已经过了", "2027-02-01", MENGHAI, SECOND, ["推算2027年1月31日，原文：2022年11月底前（已过1天）"]),
    ("离结束还有多少天", "2027-12-30", MENGHAI, SECOND, ["推算2027年12月31日，原文：2023年10月底，还有1天"]),
    ("县级方案什么时候交", "2027-01-08", MENGHAI, SECOND, ["2022年11月30日", "本轮“第二轮”：推算2027年1月31日，还有23天"]),
    ("什么时候结束", "2027-01-08", MENGHAI, SECOND, ["2023年10月底", "按本轮“第二轮”", "2023年10月底｜推算2027年12月31日"]),
    ("这个月要做什么", "2028-03-01", MENGHAI, SECOND, ["这一轮（到2027年12月31日为止，推算）已经过去"]),
    ("这个月要做什么", "2027-12-05", GUANGDE, SECOND_AH, ["推算2027年12月10日，原文：2023年9月10日前"]),
    ("驿站什么时候建成", "2027-01-08", MENGHAI, SECOND, ["2023年｜推算2027年\n"]),
    ("乡镇街道规范化什么时候完成", "2027-01-08", MENGHAI, SECOND, ["2023年｜推算2027年\n"]),
    ("方案从什么时候到什么时候", "2027-01-08", MENGHAI, SECOND, ["2022年10月｜推算2026年12月\n", "2023年10月底｜推算2027年12月31日"]),
    ("县级工会有哪些期限", "2027-01-08", MENGHAI, SECOND, ["2022年12月底前｜推算2027年2月28日"]),
    ("法律宣传什么时候完成", "2027-01-08", MENGHAI, SECOND, ["2023年10月底｜推算2027年12月31日"]),
    ("一共分几个阶段", "2027-12-05", GUANGDE, SECOND_AH, ["2022年10月-2023年7月｜推算2027年1月1日至2027年10月31日", "2023年8月-9月｜推算2027年11月1日至2027年12月31日"]),
    ("对接什么时候完成", "2026-11-21", MENGHAI, SECOND, ["新一轮“第二轮”（2026年12月1日开始）：推算2027年1月31日"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "day", "unit", "round", "parts"), CASES)
def test_days_of_a_round_stand_beside_the_printed_ones(
    services: Services, question: str, day: str, unit: str, round: MovedPlan, parts: list[str]
) -> None:
    text = said(services, question, day, unit=unit, round=round)
    for part in parts:
        assert part in text, text


@pytest.mark.parametrize(("question", "day", "unit", "round", "parts"), CASES)
def test_without_a_round_nothing_is_worked_out(
    services: Services, question: str, day: str, unit: str, round: MovedPlan, parts: list[str]
) -> None:
    text = said(services, question, day, unit=unit, round=None)
    assert "第二轮" not in text
    assert "推算2027" not in text


def test_years_in_titles_and_of_the_document_never_move(services: Services) -> None:
    for question in (
        "阵地建设行动计划是哪几年",
        "干部教育培训规划是哪几年的",
        "方案什么时候印发的",
        "诉调对接有多少钱",
    ):
        text = said(services, question, "2027-01-08")
        assert "年" in text
        assert "推算" not in text, text


def test_a_year_that_a_short_round_does_not_move_is_told_as_printed(services: Services) -> None:
    text = said(
        services, "驿站什么时候建成", "2023-10-08", round=MovedPlan("yunnan-2022", 11, "短", date(2023, 9, 1))
    )
    assert "2023年" in text
    assert "推算" not in text


COMING = MovedPlan("yunnan-2022", 53, "三月轮", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("question", "moved"),
    [
        ("这个月要做什么", False),
        ("2027年2月要做什么", False),
        ("2027年3月要做什么", True),
        ("3月要做什么", True),
        ("现在是哪个阶段", False),
        ("2027年4月是哪个阶段", True),
        ("哪些期限已经过了", False),
    ],
)
def test_a_round_holds_from_its_first_day_on_and_is_announced_before(
    services: Services, question: str, moved: bool
) -> None:
    text = said(services, question, "2026-12-21", round=COMING)
    assert ("：推算2027" in text or "（推算2027" in text) is moved, text
    assert "新一轮“三月轮”从2027年3月1日开始" in text


def test_the_plans_own_months_named_with_their_year_are_answered_as_printed(services: Services) -> None:
    text = said(services, "2022年11月要做什么", "2027-01-08")
    assert "2022年11月底前，即2022年11月30日" in text
    assert "推算" not in text


def test_the_other_province_is_not_moved(services: Services) -> None:
    text = said(services, "安徽的综合报告什么时候交", "2027-01-08")
    assert "2023年9月10日" in text
    assert "第二轮" not in text
    assert "第二轮" not in said(services, "安徽这个月要做什么", "2027-01-08")


def test_after_the_end_only_what_the_plan_wants_to_go_on_is_named(services: Services) -> None:
    mine = said(services, "这个月要做什么", "2026-11-21", round=None)
    assert "方案期（到2023年10月31日为止）已经过去" in mine
    assert "方案写明到期后继续的：巩固深化长效机制（滇 四（四））" in mine
    theirs = said(services, "这个月要做什么", "2026-11-21", unit=GUANGDE, round=None)
    assert "已经过去" in theirs
    assert "到期后继续" not in theirs
