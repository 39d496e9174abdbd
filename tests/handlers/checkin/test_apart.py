"""A line that reports one thing and corrects another: the report is saved, then the correction is taken up."""

from __future__ import annotations

from decimal import Decimal

from tests.handlers.checkin.conftest import Talk

LINE = "今天疗休养走了12名，昨天那个驿站是1个不是3个"


def _reported(talk: Talk, text: str) -> None:
    talk.say(text)
    talk.press("保存")


def test_the_correction_follows_when_the_report_is_saved(talk: Talk) -> None:
    _reported(talk, "昨天新建驿站3个")
    said = talk.say(LINE)
    assert "“昨天那个驿站是1个不是3个”像是要改另一条" in said
    assert "数量｜12名" in said
    said = talk.press("保存")
    assert "已保存" in said
    assert "找到您2023年4月9日（昨天）的" in said
    assert "数量｜1个" in said
    talk.press("保存")
    stations, leave = talk.entries()
    assert [one.value for one in stations.quantities] == [Decimal(1)]
    assert [one.value for one in leave.quantities] == [Decimal(12)]


def test_a_correction_that_names_no_work_means_the_same_work(talk: Talk) -> None:
    _reported(talk, "昨天二十大宣讲2场")
    talk.say("今天二十大宣讲1场，昨天是3场不是2场")
    talk.press("保存")
    talk.press("保存")
    assert [one.quantities[0].value for one in talk.entries()] == [Decimal(3), Decimal(1)]


def test_a_correction_that_fits_nothing_is_named_and_not_lost(talk: Talk) -> None:
    talk.say(LINE)
    said = talk.press("保存")
    assert "已保存" in said
    assert "昨天那个驿站是1个不是3个" in said
    assert len(talk.entries()) == 1


def test_dropping_the_report_names_the_correction(talk: Talk) -> None:
    talk.say(LINE)
    assert "“昨天那个驿站是1个不是3个”这次还没有办" in talk.press("取消")


def test_with_another_line_waiting_the_correction_is_named(talk: Talk) -> None:
    talk.say(LINE)
    talk.say("今天二十大宣讲1场")
    said = talk.press("保存上一条")
    assert "这次还没有办" in said
    assert "二十大" in said


def test_taking_another_line_instead_names_the_correction(talk: Talk) -> None:
    talk.say(LINE)
    talk.say("今天二十大宣讲1场")
    said = talk.press("放弃上一条")
    assert "“昨天那个驿站是1个不是3个”这次还没有办" in said
    assert "二十大" in said
