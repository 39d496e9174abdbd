"""A number told without a unit is asked for, never guessed and never lost."""

from __future__ import annotations

from decimal import Decimal

from tests.handlers.checkin.conftest import Talk

LINE = "今天普法宣传1次，资料发了八百"


def test_a_number_without_a_unit_is_asked_for(talk: Talk) -> None:
    said = talk.say(LINE)
    assert "“800”没有写单位" in said
    assert "保存" not in talk.labels
    assert "500场" not in talk.labels
    assert "1次，800份" in talk.press("800份")
    talk.press("保存")
    (entry,) = talk.entries()
    assert [(one.value, one.unit) for one in entry.quantities] == [(Decimal(1), "次"), (Decimal(800), "份")]


def test_the_unit_can_be_typed(talk: Talk) -> None:
    talk.say(LINE)
    assert "1次，800张" in talk.say("800张")


def test_a_number_that_is_not_wanted_stays_in_the_words(talk: Talk) -> None:
    talk.say(LINE)
    said = talk.press("不记这个数")
    assert "数量｜1次" in said
    talk.press("保存")
    (entry,) = talk.entries()
    assert [(one.value, one.unit) for one in entry.quantities] == [(Decimal(1), "次")]
    assert entry.note == LINE


def test_saving_by_an_old_button_asks_first(talk: Talk) -> None:
    talk.say(LINE)
    assert "没有写单位" in talk.button("d:1:1:save")
    assert talk.entries() == []
    assert "旧的" in talk.button("d:1:1:m.0.1.9")
    assert "旧的" in talk.button("d:1:1:m.0.7.0")


def test_the_task_is_asked_before_the_unit(talk: Talk) -> None:
    assert "属于哪项任务" in talk.say("今天培训会发了三百六，来了40人")
    task = next(label for label in talk.labels if label.startswith("19 "))
    assert "“360”没有写单位" in talk.press(task)
    assert "360份，40人" in talk.press("360份")


def test_people_are_people_without_being_asked(talk: Talk) -> None:
    assert "数量｜320人次" in talk.say("今天农民工技能培训了三百二")


def test_an_edited_message_keeps_no_number_without_a_unit(talk: Talk) -> None:
    talk.say("今天普法宣传1次", message="7")
    talk.press("保存")
    talk.say("今天普法宣传2次，资料发了八百", message="7", edited=True)
    (entry,) = talk.entries()
    assert [(one.value, one.unit) for one in entry.quantities] == [(Decimal(2), "次")]


def test_a_line_that_waits_behind_an_open_question_is_kept(talk: Talk) -> None:
    talk.say(LINE)
    talk.say("今天新建驿站1个")
    assert "先核对上一条" in talk.labels
