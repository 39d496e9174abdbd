"""What may or may not have arrived stands in the administrator's /reminders: unit, kind, day, no words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.render.plain import to_text
from handlers import Chat, Reply, Request, Sender, Text, dispatch, encode
from handlers.reminders import keys
from storage import SYSTEM_UNIT, MessageKind, NewMessage, Place, Role
from tests.handlers.reminders.stage import MENGHAI, Stage, at

DAY = date(2022, 11, 21)
NOW = at(DAY, "10:00")


def asked(stage: Stage, key: str) -> str:
    pressed = Request(Sender("test", "管理"), Chat("test", "管理"), NOW, DAY, key, text="/reminders")
    return to_text(dispatch(pressed, stage.services))


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_that_can_be_uncertain_has_a_name(stage: Stage, kind: MessageKind) -> None:
    runs, person = stage.join("管理"), stage.join("王芳", MENGHAI)
    said = encode(Reply((Text("正文"),)))
    place = Place("test", "王芳")
    message = NewMessage(
        key="k", kind=kind, place=place, reply=said, created_at=NOW, due=NOW, person_id=person
    )
    with stage.storage.write() as store:
        store.memberships.grant(runs, Role.ADMINISTRATOR, SYSTEM_UNIT, at=NOW)
        store.outbox.plan([message])
        lease = store.lease.acquire("sender", "me", NOW, timedelta(hours=9))
        assert lease is not None
        (claimed,) = store.outbox.claim(9, now=NOW, lease=timedelta(minutes=1), under=lease)
        store.outbox.mark_uncertain(claimed.id, "no answer", now=NOW, under=lease)
    assert "勐海县总工会｜" in asked(stage, "k1")


def test_uncertain_messages_are_listed_without_their_words(stage: Stage) -> None:
    runs = stage.join("管理")
    person, gone = stage.join("王芳", MENGHAI), stage.join("李强")
    wanted = {
        keys.unasked(person, DAY): (MessageKind.REMINDER, Place("test", "王芳"), person),
        keys.unasked(gone, DAY): (MessageKind.REMINDER, Place("test", "李强"), gone),
        "card:1:1": (MessageKind.CARD, Place("test", "群"), None),
    }
    with stage.storage.write() as store:
        store.memberships.grant(runs, Role.ADMINISTRATOR, SYSTEM_UNIT, at=NOW)
        membership = store.memberships.of_person(person)[0]
        store.chats.see("test", "群", "group", "群", NOW)
        store.chats.bind("test", "群", unit="county:532823", by=membership.id)
        for key, (kind, place, whom) in wanted.items():
            said = encode(Reply((Text("正文"),)))
            message = NewMessage(
                key=key, kind=kind, place=place, reply=said, created_at=NOW, due=NOW, person_id=whom
            )
            assert store.outbox.plan([message]) == 1
    assert "不确定" not in asked(stage, "before")
    with stage.storage.write() as store:
        lease = store.lease.acquire("sender", "me", NOW, timedelta(hours=9))
        assert lease is not None
        claimed = store.outbox.claim(9, now=NOW, lease=timedelta(minutes=1), under=lease)
        for one in claimed:
            store.outbox.mark_uncertain(one.id, "no answer", now=NOW, under=lease)
    said = asked(stage, "after")
    assert "最近3条，不会再自动发" in said
    assert "勐海县总工会｜提醒，2022-11-21" in said
    assert "勐腊县总工会｜进展卡，2022-11-21" in said
    assert "已经没有单位｜提醒，2022-11-21" in said
    assert "正文" not in said
