"""A nudge is the one unasked message of a person's day: after a digest, on free days, when all is full."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.render.plain import to_text
from handlers import Reply, decode, plan_reminders
from handlers.reminders import keys
from handlers.reminders.composing import undelivered
from handlers.reminders.giving_way import SETTING, nudged_days
from storage import Message, MessageKind, MessageState, NewMessage, ObligationState, Place
from tests.handlers.office import COUNTY, Office

MONDAY = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)


def nudged(office: Office) -> Reply:
    """A nudge to 勐海县, sent on the office's present day; the plan is read in November 2022."""
    office.today = date(2022, 11, 21)
    reply = office.say("/nudge")
    reply = office.press("11-30 县级工会制定具体工作方案（3个）", on=reply)
    reply = next(office.press(one.label, on=reply) for one in reply.choices if one.label.startswith("勐海县"))
    return office.press("发出提醒", on=office.press("写一句提醒", on=reply))


def digest(office: Office, person: int, day: date) -> None:
    """The digest that the person has on a day."""
    with office.storage.write() as store:
        planned = NewMessage(
            key=keys.unasked(person, day),
            kind=MessageKind.REMINDER,
            place=Place("test", "王芳"),
            reply={},
            created_at=office.now,
            due=office.now,
        )
        assert store.outbox.plan([planned]) == 1


def planned_days(office: Office, person: int) -> list[str]:
    with office.storage.read() as store:
        found = store.outbox.list(key_prefix=f"{keys.UNASKED}{person}:")
    return sorted(one.key.rpartition(":")[2] for one in found if one.reply)


def test_a_nudge_goes_out_today_where_the_day_is_free(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    assert "已发给勐海县总工会的1人" in to_text(nudged(office))
    assert planned_days(office, person) == ["2023-04-10"]
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2023, 4, 10)))
    assert message is not None
    assert message.expires is not None
    assert (message.kind, message.person_id) == (MessageKind.NUDGE, person)
    assert message.due == office.now
    assert message.expires == datetime(2023, 4, 10, 14, 0, tzinfo=UTC), "ten in the evening in Shanghai"


def test_after_a_digest_it_waits_for_the_next_working_day(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    digest(office, person, date(2023, 4, 10))
    assert "排在2023年4月11日" in to_text(nudged(office))
    assert planned_days(office, person) == ["2023-04-11"]
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2023, 4, 11)))
    assert message is not None
    assert message.due == datetime(2023, 4, 11, 1, 0, tzinfo=UTC), "nine in the morning"


def test_on_a_free_day_it_waits_for_the_next_working_day(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    office.now = datetime(2023, 4, 28, 17, 0, tzinfo=UTC)  # 29 April 2023 in Shanghai: a holiday
    nudged(office)
    assert planned_days(office, person) == ["2023-05-04"]


def test_who_has_a_message_on_every_coming_day_gets_none_and_the_sender_hears_it(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    for day in range(10, 15):
        digest(office, person, date(2023, 4, day))
    assert "有1人这几天的提醒都排满了" in to_text(nudged(office))
    assert planned_days(office, person) == []


def test_a_second_day_allows_a_second_nudge(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    nudged(office)
    assert "今天已经就这件事提醒过" in to_text(nudged(office))
    office.now += timedelta(days=1)
    nudged(office)
    assert planned_days(office, person) == ["2023-04-10", "2023-04-11"]


def test_what_is_done_meanwhile_is_not_nudged_about(office: Office) -> None:
    office.member("王芳", COUNTY)
    office.today = date(2022, 11, 21)
    reply = office.press("11-30 县级工会制定具体工作方案（3个）", on=office.say("/nudge"))
    reply = office.press("写一句提醒", on=office.press("勐海县", on=reply))
    with office.storage.write() as store:
        key = keys.obligation("yunnan-2022", None, "county-plan", COUNTY, "once")
        person = store.people.find("test", "王芳")
        assert person is not None
        store.obligations.mark(key, COUNTY, ObligationState.DONE, by=person.id, at=office.now)
    assert "已经完成，或不在近期了" in to_text(office.press("发出提醒", on=reply))
    with office.storage.read() as store:
        assert store.outbox.list() == []


def test_the_digest_that_gave_way_to_a_nudge_comes_the_next_day(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    step = date(2022, 11, 16)  # fourteen days before 30 November
    office.now = datetime(2022, 11, 16, 0, 30, tzinfo=UTC)
    nudged(office)
    assert planned_days(office, person) == [step.isoformat()]
    assert plan_reminders(office.services, office.now.replace(hour=2)).messages <= 1, "the prefecture's own"
    assert planned_days(office, person) == [step.isoformat()]
    next_day = office.now.replace(day=17, hour=2)
    plan_reminders(office.services, next_day)
    assert planned_days(office, person) == ["2022-11-16", "2022-11-17"]
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2022, 11, 17)))
    assert message is not None
    assert "县级工会制定具体工作方案" in to_text(decode(message.reply))
    plan_reminders(office.services, office.now.replace(day=18, hour=2))
    assert len(planned_days(office, person)) == 2, "it is made up for once"


def test_whoever_is_nudged_settles_it_with_a_button_of_the_nudge(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    nudged(office)
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2023, 4, 10)))
    assert message is not None
    got = decode(message.reply)
    assert "西双版纳傣族自治州总工会提醒" in to_text(got)
    office.press("已完成", "王芳", on=got)
    again = office.say("/nudge")
    left = [one.label for one in again.choices if "具体工作方案" in one.label]
    assert left == ["11-30 县级工会制定具体工作方案（2个）"]


def waiting_after_digests(office: Office, first: date, count: int) -> int:
    """A nudge about 30 November, postponed over the digests of some days; return the person."""
    person = office.member("王芳", COUNTY)
    office.now = datetime(first.year, first.month, first.day, 2, tzinfo=UTC)
    for number in range(count):
        digest(office, person, first + timedelta(days=number))
    office.today = first
    reply = office.press("11-30 县级工会制定具体工作方案（3个）", on=office.say("/nudge"))
    office.press("发出提醒", on=office.press("写一句提醒", on=office.press("勐海县", on=reply)))
    return person


def test_a_postponed_nudge_counts_the_days_from_the_day_it_is_read(office: Office) -> None:
    person = waiting_after_digests(office, date(2022, 11, 28), 3)
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2022, 12, 1)))
    assert message is not None
    told = to_text(decode(message.reply))
    assert "已过1天" in told
    assert "还有2天" not in told


def the_nudge(office: Office, person: int) -> Message | None:
    with office.storage.read() as store:
        found = [one for one in store.outbox.list() if one.reply and one.person_id == person]
    return found[0] if found else None


@pytest.mark.parametrize("button", ["已完成", "不归我"])
def test_a_waiting_nudge_is_taken_back_when_the_matter_is_settled(office: Office, button: str) -> None:
    person = waiting_after_digests(office, date(2022, 11, 21), 1)
    waiting = the_nudge(office, person)
    assert waiting is not None
    assert waiting.state is MessageState.WAITING
    office.press(button, "王芳", on=decode(waiting.reply))
    gone = the_nudge(office, person)
    assert gone is not None
    assert (gone.state, gone.reason) == (MessageState.GIVEN_UP, "nothing to nudge about")
    with office.storage.read() as store:
        assert nudged_days(store.settings.everybodys(SETTING)) == {person: []}
    digest(office, person, date(2022, 11, 22))  # the day is free for it again


def test_a_waiting_nudge_is_taken_back_when_a_reason_stops_it(office: Office) -> None:
    person = waiting_after_digests(office, date(2022, 11, 21), 1)
    reply = office.press("11-30 县级工会制定具体工作方案（3个）", on=office.say("/nudge"))
    reply = next(office.press(one.label, on=reply) for one in reply.choices if one.label.startswith("勐海县"))
    office.press("不用提醒，写原因", on=reply)
    office.say("已电话说明")
    gone = the_nudge(office, person)
    assert gone is not None
    assert gone.state is MessageState.GIVEN_UP


def test_a_waiting_nudge_is_taken_back_from_who_leaves_the_unit(office: Office) -> None:
    other = office.member("李娜", COUNTY)
    person = waiting_after_digests(office, date(2022, 11, 21), 1)
    reply = office.press("退出单位", "王芳", on=office.say("/me", "王芳"))
    office.press("确认退出", "王芳", on=office.press("退出", "王芳", on=reply))
    gone, kept = the_nudge(office, person), the_nudge(office, other)
    assert gone is not None
    assert kept is not None
    assert (gone.state, kept.state) == (MessageState.GIVEN_UP, MessageState.WAITING)


def test_a_nudge_of_today_that_is_taken_back_lets_the_digest_come_tomorrow(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    office.now = datetime(2022, 11, 16, 0, 30, tzinfo=UTC)  # a step day, before nine
    nudged(office)
    waiting = the_nudge(office, person)
    assert waiting is not None
    plan_reminders(office.services, datetime(2022, 11, 16, 0, 40, tzinfo=UTC))
    office.press("已完成", "王芳", on=decode(waiting.reply))
    with office.storage.read() as store:
        assert nudged_days(store.settings.everybodys(SETTING)) == {person: [date(2022, 11, 16)]}
        found = store.outbox.get(keys.unasked(person, date(2022, 11, 16)))
    assert found is not None
    assert found.state is MessageState.GIVEN_UP


def test_nudges_on_following_days_swallow_no_step(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    for day in (16, 17):  # the step of fourteen days before 30 November stands on the 16th
        office.now = datetime(2022, 11, day, 0, 30, tzinfo=UTC)
        nudged(office)
        plan_reminders(office.services, office.now.replace(hour=2))
    plan_reminders(office.services, datetime(2022, 11, 18, 2, tzinfo=UTC))
    assert planned_days(office, person) == ["2022-11-16", "2022-11-17", "2022-11-18"]
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(person, date(2022, 11, 18)))
    assert message is not None
    assert "县级工会制定具体工作方案" in to_text(decode(message.reply))
    plan_reminders(office.services, datetime(2022, 11, 21, 2, tzinfo=UTC))
    assert len(planned_days(office, person)) == 3, "it is made up for once"


def test_a_digest_that_ran_out_is_made_up_for_after_a_nudge(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    plan_reminders(office.services, datetime(2022, 11, 16, 2, tzinfo=UTC))
    office.now = datetime(2022, 11, 17, 0, 30, tzinfo=UTC)
    with office.storage.write() as store:
        store.outbox.expire(office.now)
    nudged(office)
    with office.storage.read() as store:
        assert undelivered(store, date(2022, 11, 18))[person] == date(2022, 11, 15)


def test_an_evening_nudge_waits_for_the_morning(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    office.now = datetime(2023, 4, 10, 9, 50, tzinfo=UTC)  # 17:50 in Shanghai
    nudged(office)
    later = office.member("李娜", COUNTY)
    office.now = datetime(2023, 4, 11, 15, 30, tzinfo=UTC)  # 23:30
    assert "排在2023年4月12日" in to_text(nudged(office))
    assert planned_days(office, person) == ["2023-04-10", "2023-04-12"]
    with office.storage.read() as store:
        message = store.outbox.get(keys.unasked(later, date(2023, 4, 12)))
    assert message is not None
    assert message.due == datetime(2023, 4, 12, 1, 0, tzinfo=UTC), "nine in the morning"


def test_a_nudge_that_reaches_nobody_can_be_written_again_the_same_day(office: Office) -> None:
    office.member("王芳", COUNTY)
    with office.storage.read() as store:
        person = store.people.find("test", "王芳")
    assert person is not None
    for day in range(10, 15):
        digest(office, person.id, date(2023, 4, day))
    assert "排满了" in to_text(nudged(office))
    office.member("李娜", COUNTY)
    assert "已发给勐海县总工会的1人" in to_text(nudged(office))


def test_the_day_of_a_reason_is_the_local_day(office: Office) -> None:
    office.member("王芳", COUNTY)
    office.today, office.now = date(2022, 11, 21), datetime(2022, 11, 20, 23, 30, tzinfo=UTC)
    reply = office.press("11-30 县级工会制定具体工作方案（3个）", on=office.say("/nudge"))
    office.press("不用提醒，写原因", on=office.press("勐海县", on=reply))
    assert "2022-11-21" in to_text(office.say("已电话说明"))


def test_the_day_of_a_mark_is_the_local_day(office: Office) -> None:
    office.member("王芳", COUNTY)
    office.today, office.now = date(2022, 11, 21), datetime(2022, 11, 20, 23, 30, tzinfo=UTC)
    token = keys.token(keys.obligation("yunnan-2022", None, "county-plan", COUNTY, "once"))
    office.send("王芳", button=f"o:{token}:done")
    told = to_text(office.send("王芳", button=f"o:{token}:show"))
    assert "2022-11-21" in told
    assert "2022-11-20" not in told
