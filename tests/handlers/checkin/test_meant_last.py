"""Which line a short correction means: the one said last, saved or not; what was saved or changed last."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.handlers.checkin.conftest import DAY, Talk

YESTERDAY = date(2023, 4, 9)


def _saved(talk: Talk, *lines: str) -> None:
    for line in lines:
        talk.say(line)
        talk.press("保存")


def _numbers(talk: Talk) -> list[Decimal]:
    return [entry.quantities[0].value for entry in talk.entries()]


def _waiting(talk: Talk) -> None:
    talk.say("昨天新建驿站2个")
    talk.say("今天慰问困难职工3户")


def test_a_question_is_no_second_line_and_the_open_line_is_corrected(talk: Talk) -> None:
    talk.say("昨天新建驿站2个")
    assert "上一条还没保存" not in talk.say("驿站几个来着")
    assert "数量｜3个" in talk.say("算了 是3个")
    talk.press("保存")
    assert _numbers(talk) == [Decimal(3)]


def test_a_line_that_waits_is_corrected_and_the_open_one_is_not(talk: Talk) -> None:
    _waiting(talk)
    assert "另一条已按您说的改了：“今天慰问困难职工2户”" in talk.say("不是3户，是2户")
    talk.press("保存上一条")
    talk.press("保存")
    assert _numbers(talk) == [Decimal(2), Decimal(2)]


def test_what_is_said_shortly_means_the_line_said_last(talk: Talk) -> None:
    _waiting(talk)
    talk.say("不对，是昨天的")
    talk.say("改成4户")
    talk.press("保存上一条")
    talk.press("保存")
    assert _numbers(talk) == [Decimal(2), Decimal(4)]
    assert [entry.on for entry in talk.entries()] == [YESTERDAY, YESTERDAY]


@pytest.mark.parametrize(
    ("text", "right"), [("哦不，5户", 5), ("慰问少写了1户", 4), ("算了 是4户", 4), ("改成6", 6)]
)
def test_however_it_is_said_the_line_that_waits_is_mended(talk: Talk, text: str, right: int) -> None:
    _waiting(talk)
    talk.say(text)
    talk.press("保存上一条")
    talk.press("保存")
    assert _numbers(talk) == [Decimal(2), Decimal(right)]


@pytest.mark.parametrize(
    ("text", "day"), [("应该是上周五", date(2023, 4, 7)), ("不对，是3月8日", date(2023, 3, 8))]
)
def test_a_day_that_is_corrected_corrects_no_number(talk: Talk, text: str, day: date) -> None:
    _waiting(talk)
    talk.say(text)
    talk.press("保存上一条")
    talk.press("保存")
    assert _numbers(talk) == [Decimal(2), Decimal(3)]
    assert [entry.on for entry in talk.entries()] == [YESTERDAY, day]


@pytest.mark.parametrize("text", ["不是3户", "纠正 6户18人", "人数60"])
def test_a_correction_of_the_line_said_last_adds_nothing_to_the_open_one(talk: Talk, text: str) -> None:
    _waiting(talk)
    talk.say(text)
    talk.press("保存上一条")
    assert [len(entry.quantities) for entry in talk.entries()] == [1]


def test_a_number_of_the_open_line_mends_the_open_line(talk: Talk) -> None:
    _waiting(talk)
    assert "新建职工驿站 1个" in talk.say("改成1个")


def test_words_that_would_be_read_otherwise_change_nothing(talk: Talk) -> None:
    talk.say("昨天新建驿站2个")
    talk.say("今天二十大宣讲1场，60人参加，不对，是80人")
    said = talk.say("改成5场")
    assert "还没有改" in said
    talk.press("保存上一条")
    talk.press("保存")
    numbers = [[one.value for one in entry.quantities] for entry in talk.entries()]
    assert numbers == [[Decimal(2)], [Decimal(1), Decimal(80)]]


def test_the_entry_changed_last_is_meant_not_the_one_made_last(talk: Talk) -> None:
    _saved(talk, "今天送文化1场", "今天慰问困难职工5户", "今天送文化不是1场，是2场")
    said = talk.say("不对，刚才的是昨天的")
    assert "已改：2023年4月10日（今天） → 2023年4月9日（昨天）" in said
    assert [entry.on for entry in talk.entries()] == [YESTERDAY, DAY]


def test_what_a_colleague_changed_is_not_what_the_person_did_last(talk: Talk) -> None:
    talk.join("李娜")
    _saved(talk, "今天送文化1场", "今天慰问困难职工5户")
    first = talk.entries()[0]
    talk.button(f"e:{first.id}:{first.version}:mend", by="李娜")
    talk.press("改日期", by="李娜")
    talk.press("昨天", by="李娜")
    talk.press("保存", by="李娜")
    assert talk.entries()[0].version == 2
    talk.say("改成6户")
    assert _numbers(talk) == [Decimal(1), Decimal(6)]


def test_of_a_bare_number_it_is_asked_for_which_it_stands(talk: Talk) -> None:
    _saved(talk, "昨天办了二十大宣讲1场，约60人")
    said = talk.say("改成65")
    assert "“65”是哪个数？这条现在是1场、约60人" in said
    assert "改成65人" in said
    assert "1场，约60人 → 1场，65人" in talk.say("改成65人")


def test_a_telephone_number_with_a_name_opens_no_draft(talk: Talk) -> None:
    talk.say("13812345678 李某 困难")
    assert "保存" not in talk.labels


@pytest.mark.parametrize("text", ["今天去了东川", "昨天去东川了", "去了东川两天", "今天去了东川区"])
def test_a_liaison_unit_was_in_a_county_of_its_own(talk: Talk, text: str) -> None:
    talk.join("老周", "liaison:yunnan-2022/exchange-centre")
    assert "东川区总工会：请核对这条调研走访" in talk.say(text, by="老周")


@pytest.mark.parametrize("text", ["今天去了大理", "去东川怎么走", "东川谁去了"])
def test_another_place_or_a_question_is_no_visit(talk: Talk, text: str) -> None:
    talk.join("老周", "liaison:yunnan-2022/exchange-centre")
    assert "请核对这条" not in talk.say(text, by="老周")


def test_to_write_one_down_counts_nothing(talk: Talk) -> None:
    talk.join("小陈", "prefecture:340100")
    assert "数量｜1场\n" in talk.say("帮肥西记一条 今天宣讲1场", by="小陈")
