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
SECOND = MovedPlan("yunnan-2022", 50, "第二轮")
SECOND_AH = MovedPlan("anhui-2022", 51, "再加强")


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
    ("这个月要做什么", "2026-11-21", MENGHAI, SECOND, ["这一轮还没有开始（从2026年12月1日开始）"]),
    ("现在是哪个阶段", "2027-06-10", MENGHAI, SECOND, ["“中期调度”阶段（推算2027年6月1日至2027年6月30日，原文：2023年4月底前）"]),
    ("哪些期限已经过了", "2027-02-01", MENGHAI, SECOND, ["推算2027年1月31日，原文：2022年11月底前（已过1天）"]),
    ("离结束还有多少天", "2027-12-30", MENGHAI, SECOND, ["推算2027年12月31日，原文：2023年10月底，还有1天"]),
    ("县级方案什么时候交", "2027-01-08", MENGHAI, SECOND, ["2022年11月30日", "本轮“第二轮”：推算2027年1月31日，还有23天"]),
    ("什么时候结束", "2027-01-08", MENGHAI, SECOND, ["2023年10月底", "按本轮“第二轮”推算，各晚50个月"]),
    ("这个月要做什么", "2028-03-01", MENGHAI, SECOND, ["这一轮（到2027年12月31日为止，推算）已经过去"]),
    ("这个月要做什么", "2027-12-05", GUANGDE, SECOND_AH, ["推算2027年12月10日，原文：2023年9月10日前"]),
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
