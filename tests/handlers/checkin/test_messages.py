"""One message, one entry: delivered again under another key, edited, and in two parts."""

from __future__ import annotations

from decimal import Decimal

from tests.handlers.checkin.conftest import Talk

LINE = "今天办二十大宣讲1场，86人参加"


def test_the_same_message_under_another_key_opens_no_second_draft(talk: Talk) -> None:
    talk.say(LINE, message="7")
    assert "上一条" not in talk.say(LINE, message="7")
    talk.press("保存")
    assert "已经保存过了" in talk.say(LINE, message="7")
    assert len(talk.entries()) == 1


def test_an_edited_message_changes_the_open_draft(talk: Talk) -> None:
    talk.say(LINE, message="7")
    assert "2场，86人" in talk.say("今天办二十大宣讲2场，86人参加", message="7", edited=True)
    talk.press("保存")
    assert [one.quantities[0].value for one in talk.entries()] == [Decimal(2)]


def test_an_edited_message_amends_the_entry(talk: Talk) -> None:
    talk.say(LINE, message="7")
    talk.press("保存")
    assert "跟着修改" in talk.say("今天办二十大宣讲4场，90人参加", message="7", edited=True)
    (entry,) = talk.entries()
    assert (entry.version, entry.quantities[0].value) == (2, Decimal(4))
    assert entry.note == "今天办二十大宣讲4场，90人参加"


def test_a_withdrawn_entry_is_not_amended_by_an_edited_message(talk: Talk) -> None:
    talk.say(LINE, message="7")
    talk.press("保存")
    talk.press("撤回")
    talk.say("今天办二十大宣讲4场", message="7", edited=True)
    (entry,) = talk.entries()
    assert entry.withdrawn_at is not None
    assert entry.quantities[0].value == 1


def test_two_tasks_are_two_parts_of_one_message(talk: Talk) -> None:
    talk.say("今天新建职工驿站1个，另外组织农民工技能培训120人次", message="7")
    talk.press("保存")
    entries = talk.entries()
    assert [(one.task, one.source and (one.source.message, one.source.part)) for one in entries] == [
        ("23", ("7", 0)),
        ("19", ("7", 1)),
    ]


def test_a_message_of_another_person_is_not_mine(talk: Talk) -> None:
    talk.join("李强")
    talk.say(LINE, message="7")
    talk.press("保存")
    talk.say(LINE, message="7", by="李强")
    assert "保存" in talk.labels


def test_a_line_of_four_thousand_characters_is_kept_whole(talk: Talk) -> None:
    line = LINE + "，大家都说好" * 660
    assert len(line) > 3900
    said = talk.say(line)
    assert "滇 附1-1" in said
    assert len(said) < 1000
    talk.press("保存")
    assert talk.entries()[0].note == line


def test_the_row_says_who_typed_for_whom(talk: Talk) -> None:
    talk.join("张伟", "prefecture:532800")
    talk.say(LINE, by="张伟")
    talk.press("勐海县", by="张伟")
    talk.press("保存", by="张伟")
    (entry,) = talk.entries()
    assert (entry.unit, entry.on_behalf, entry.typed_by_role) == ("county:532822", True, "prefecture")


def test_the_right_that_ended_meanwhile_saves_nothing(talk: Talk) -> None:
    talk.say(LINE)
    talk.leave("王芳")
    assert "加入单位" in talk.press("保存")
    assert talk.entries() == []


def test_a_number_with_two_ends_is_shown_as_one_and_kept_as_about_the_lower(talk: Talk) -> None:
    said = talk.say("今天办二十大宣讲1场，来了四五十号人")
    assert "1场，40至50人" in said
    assert "按少的记为约40人" in said
    saved = talk.press("保存")
    assert "约40人" in saved
    (entry,) = talk.entries()
    (_, people) = entry.quantities
    assert (people.value, people.approx) == (Decimal(40), True)
    assert "四五十号人" in entry.note


def test_a_number_set_afterwards_has_one_end(talk: Talk) -> None:
    talk.say("今天技能培训两三百人次")
    talk.press("改数量")
    said = talk.say("260")
    assert "260人次" in said
    assert "至" not in said
    talk.press("保存")
    (entry,) = talk.entries()
    assert (entry.quantities[0].value, entry.quantities[0].approx) == (Decimal(260), False)


def test_two_children_are_two_people(talk: Talk) -> None:
    assert "数量｜2人" in talk.say("今天金秋助学资助了俩娃")
