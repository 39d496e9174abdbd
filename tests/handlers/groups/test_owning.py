"""Whose a button in a group is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers import Chat, Choice, Choices, PlaceKind, Reply, Request, Sender, Text
from handlers.groups import owning

GROUP = Chat("telegram", "-100", PlaceKind.GROUP)
NOW = datetime(2023, 4, 10, tzinfo=UTC)


def press(action: str, by: str = "1", chat: Chat = GROUP, **extra: str) -> Request:
    return Request(
        Sender("telegram", by), chat, NOW, date(2023, 4, 10), "k", button=action, extra=dict(extra)
    )


def buttons(*choices: Choice) -> Reply:
    return Reply((Text("问"), Choices(choices)))


ASKED = replace(press(""), text="问", button=None)


def test_the_asker_presses_and_others_do_not() -> None:
    (choice,) = owning.marked(buttons(Choice("好", "q:驿站")), ASKED).choices
    assert choice.action != "q:驿站"
    assert not owning.is_anothers(press(choice.action))
    assert owning.unmarked(press(choice.action)).button == "q:驿站"
    assert owning.is_anothers(press(choice.action, by="2"))
    elsewhere = replace(GROUP, id="-200")
    assert owning.is_anothers(press(choice.action, chat=elsewhere))


def test_in_private_nothing_is_marked_or_taken_away() -> None:
    private = Chat("telegram", "1")
    reply = buttons(Choice("好", "q:驿站"))
    assert owning.marked(reply, replace(ASKED, chat=private)) == reply
    strange = press("q:什么~abcd", chat=private)
    assert owning.unmarked(strange) == strange
    assert not owning.is_anothers(strange)


def test_links_and_buttons_without_room_stay_as_they_are() -> None:
    long = Choice("长", "q:" + "字" * 20)
    link = Choice("去", "go-due", opens="private")
    assert owning.marked(buttons(long, link), ASKED).choices == (long, link)


@pytest.mark.parametrize("length", range(1, 21))
def test_a_marked_button_has_at_most_64_bytes(length: int) -> None:
    (choice,) = owning.marked(buttons(Choice("好", "q:" + "字" * length)), ASKED).choices
    assert len(choice.action.encode()) <= 64


def test_an_unmarked_button_belongs_to_whom_the_channel_names() -> None:
    assert owning.is_anothers(press("q:驿站", by="2", asked_by="1"))
    assert not owning.is_anothers(press("q:驿站", by="1", asked_by="1"))
    assert not owning.is_anothers(press("q:驿站", by="2"))


def test_what_an_anonymous_administrator_asked_serves_everybody() -> None:
    anonymous = replace(ASKED, sender=Sender("telegram", "-100"))
    (choice,) = owning.marked(buttons(Choice("好", "q:驿站")), anonymous).choices
    assert not owning.is_anothers(press(choice.action, by="5"))
