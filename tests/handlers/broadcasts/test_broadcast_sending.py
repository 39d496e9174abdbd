"""What becomes of a broadcast: stopped in the middle, refused and uncertain messages, groups, thousands."""

from __future__ import annotations

from datetime import timedelta

from bot.render.plain import to_text
from handlers import Reply
from storage import MessageKind, MessageState, Place, Role
from tests.handlers.office import COUNTY, NOW, PREFECTURE, SISTER, Office

EVERYBODY = "全部县（市、区）（3个）"


def previewed(office: Office, *picks: str) -> Reply:
    reply = office.say("/broadcast 请在周五前看材料")
    for pick in picks:
        reply = office.press(pick, on=reply)
    return office.press("预览", on=reply)


def sent_to(office: Office, count: int, *picks: str) -> Reply:
    return office.press(f"确认发给{count}个", on=previewed(office, *picks))


def test_a_stop_in_the_middle_takes_back_what_waits(office: Office) -> None:
    for number in range(6):
        office.member(f"县{number}", COUNTY)
    reply = sent_to(office, 6, EVERYBODY)
    lease = office.lease()
    with office.storage.write() as store:
        claimed = store.outbox.claim(3, now=office.now, lease=timedelta(minutes=1), under=lease)
        assert {one.kind for one in claimed} == {MessageKind.BROADCAST}
        store.outbox.mark_sent(claimed[0].id, message="1", now=office.now, under=lease)
        store.outbox.refuse(claimed[1].id, "blocked", now=office.now, under=lease)
    reply = office.press("停止发送", on=reply)
    text = to_text(reply)
    assert "已停止，3条没有发出" in text
    for line in ("总数｜6", "已发出｜1", "对方收不到｜1", "等待发送｜1", "没有发出｜3"):
        assert line in text
    with office.storage.write() as store:
        store.outbox.mark_uncertain(claimed[2].id, "no answer", now=office.now, under=lease)
        assert store.outbox.claim(9, now=office.now, lease=timedelta(minutes=1), under=lease) == []
    again = office.press("刷新", on=reply)
    assert "不确定是否发到｜1" in to_text(again)
    assert "停止发送" not in [one.label for one in again.choices]
    uncertain = office.press("不确定是否发到（1）", on=again)
    assert "勐海县总工会 县2" in to_text(uncertain)


def test_groups_get_it_in_their_topic_and_each_person_once(office: Office) -> None:
    both = office.member("王芳", COUNTY)
    with office.storage.write() as store:
        store.memberships.grant(both, Role.COUNTY, SISTER, at=NOW)
    office.group("-1", COUNTY, by="王芳")
    office.group("-2", PREFECTURE, by="州里")
    office.member("外州", "county:530102")
    office.group("-3", "county:530102", by="外州")
    reply = previewed(office, EVERYBODY, "绑定的群")
    assert "将发给1人、1个群" in to_text(reply)
    office.press("确认发给2个", on=reply)
    with office.storage.read() as store:
        planned = {one.key: one.place for one in store.outbox.list(key_prefix="broadcast:1:")}
        chat = store.chats.get("test", "-1")
        person = store.people.find("test", "王芳")
    assert chat is not None
    assert person is not None
    assert planned == {
        f"broadcast:1:c{chat.id}": Place("test", "-1", "4"),
        f"broadcast:1:p{person.id}": Place("test", "王芳"),
    }
    alone = previewed(office, "绑定的群")
    assert "将发给0人、2个群" in to_text(alone)


def test_who_leaves_between_preview_and_confirmation_gets_nothing(office: Office) -> None:
    gone = office.member("王芳", COUNTY)
    office.member("李娜", COUNTY)
    reply = previewed(office, EVERYBODY)
    with office.storage.write() as store:
        store.memberships.end(store.memberships.of_person(gone)[0].id, NOW)
    text = to_text(office.press("确认发给2个", on=reply))
    assert "共1条" in text


def test_who_lost_the_right_after_the_preview_sends_nothing(office: Office) -> None:
    office.member("王芳", COUNTY)
    reply = previewed(office, EVERYBODY)
    with office.storage.write() as store:
        person = store.people.find("test", "州里")
        assert person is not None
        store.memberships.end(store.memberships.of_person(person.id)[0].id, NOW)
    assert office.press("确认发给1个", on=reply).intent == "not_allowed"
    with office.storage.read() as store:
        assert store.outbox.list() == []


def test_three_thousand_are_planned_at_once_and_listed_by_pages(office: Office) -> None:
    with office.storage.write() as store:
        for number in range(3000):
            person = store.people.get_or_create("test", f"n{number}", f"县{number}", NOW)
            store.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOW)
    reply = sent_to(office, 3000, EVERYBODY)
    assert "共3000条" in to_text(reply)
    with office.storage.read() as store:
        assert store.outbox.counts("broadcast:1:") == {MessageState.WAITING: 3000}
        keys = {one.key for one in store.outbox.list(limit=5000)}
    assert len(keys) == 3000
    page = office.press("等待发送（3000）", on=reply)
    following = office.press("下一页", on=page)
    assert not set(to_text(page).splitlines()[1:]) & set(to_text(following).splitlines()[1:])
    stopped = office.press("停止发送", on=reply)
    assert "3000条没有发出" in to_text(stopped)


def test_broadcasts_count_nothing_toward_the_one_unasked_message_a_day(office: Office) -> None:
    office.member("王芳", COUNTY)
    sent_to(office, 1, EVERYBODY)
    sent_to(office, 1, EVERYBODY)
    with office.storage.read() as store:
        keys = [one.key for one in store.outbox.list()]
    assert len(keys) == 2
    assert not [key for key in keys if key.startswith("unasked:")]


def test_who_shut_the_assistant_out_is_named_before_and_after(office: Office) -> None:
    gone = office.member("王芳", COUNTY)
    office.member("赵敏", SISTER)
    with office.storage.write() as store:
        store.people.mark_unreachable(gone, NOW, "blocked")
    reply = previewed(office, EVERYBODY)
    assert "同事都停用了机器人（1个）｜勐海县" in to_text(reply)
    reply = office.press("确认发给2个", on=reply)
    lease = office.lease()
    with office.storage.write() as store:
        claimed = store.outbox.claim(3, now=office.now, lease=timedelta(minutes=1), under=lease)
        for one in claimed:
            store.outbox.refuse(one.id, "Forbidden", now=office.now, under=lease)
    reply = office.press("刷新", on=reply)
    lines = to_text(office.press("对方收不到（2）", on=reply)).splitlines()
    assert any("王芳" in line and "停用了机器人" in line for line in lines), lines
    assert any("赵敏" in line and "Telegram 没有收" in line for line in lines), lines


def test_a_list_says_who_got_nothing_because_the_sender_stopped_or_time_ran_out(office: Office) -> None:
    office.member("王芳", COUNTY)
    reply = sent_to(office, 1, EVERYBODY)
    reply = office.press("停止发送", on=reply)
    assert "您停止了" in to_text(office.press("没有发出（1）", on=reply))
    reply = sent_to(office, 1, EVERYBODY)
    with office.storage.write() as store:
        assert store.outbox.expire(office.now + timedelta(days=4)) == 1
    reply = office.press("刷新", on=reply)
    assert "一直没能发出去" in to_text(office.press("没有发出（1）", on=reply))
