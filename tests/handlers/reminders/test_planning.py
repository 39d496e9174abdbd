"""Planning digests: on steps only, once, at the chosen hour, with one summary after days on which nothing ran."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers import decode
from handlers.reminders import keys
from handlers.reminders.choices import ReminderChoice, Rhythm
from storage import EntryKind, Message, MessageKind, MessageState, NewMessage, ObligationState, Place
from tests.handlers.reminders.stage import (
    GUANGDE,
    KUNMING,
    MENGHAI,
    PANLONG,
    XUANCHENG,
    Stage,
    at,
    send_all,
    states,
)

MIDTERM = [date(2023, 4, day) for day in (14, 23, 27, 28)]
"""The steps of 2023-04-30, a free day, that lie in April."""


def test_a_digest_comes_on_steps_only_and_says_what_and_why(both: Stage) -> None:
    both.join("王芳", KUNMING)
    days = both.days(date(2023, 4, 11), date(2023, 4, 30))
    assert days == [date(2023, 4, 14), date(2023, 4, 17), *MIDTERM[1:2], date(2023, 4, 24), *MIDTERM[2:]]
    told = both.told("王芳", MIDTERM[0])
    assert "2023年4月14日提醒：昆明市总工会有3件事" in told
    assert "州市汇总困难和问题：2023年4月底前，即2023年4月30日，还有16天。〔滇 四（三）｜原文日期〕" in told
    assert "已过期限1件" in told, "the quarter's highlight was not sent"
    (message, *_) = both.messages("王芳")
    assert message.key == keys.unasked(both.people["王芳"], MIDTERM[0])
    assert (message.kind, message.place) == (MessageKind.REMINDER, Place("test", "王芳"))
    assert message.due == at(MIDTERM[0])
    assert message.expires == at(MIDTERM[0], "22:00")


def test_planning_again_plans_nothing(both: Stage) -> None:
    both.join("王芳", KUNMING)
    assert both.plan(MIDTERM[0]) == 1
    assert both.plan(MIDTERM[0]) == 0
    assert both.plan(MIDTERM[0], "17:30") == 0
    with both.storage.write() as store:
        store.settings.remove("system", "reminders.planned")
    assert both.plan(MIDTERM[0]) == 0, "the outbox takes a key once"


def test_each_unit_gets_only_its_own(stage: Stage) -> None:
    for name, unit in (("州", KUNMING), ("县", PANLONG), ("皖", GUANGDE), ("省", "province:53")):
        stage.join(name, unit)
    stage.join("路人")
    stage.plan(MIDTERM[0])
    told = {name: stage.told(name, MIDTERM[0]) for name in stage.people}
    assert "汇总困难和问题" in told["州"]
    assert "中期调度和阶段性总结" in told["省"]
    assert "中期调度" not in told["州"]
    assert told["县"] == told["皖"] == told["路人"] == ""


def test_nobody_is_reminded_at_another_hour_than_the_chosen(stage: Stage) -> None:
    stage.join("早", KUNMING)
    stage.join("晚", KUNMING)
    stage.choose("晚", ReminderChoice(hour="17:00"))
    assert stage.plan(MIDTERM[0], "08:59") == 0
    assert stage.plan(MIDTERM[0], "09:00") == 1
    assert stage.plan(MIDTERM[0], "16:59") == 0
    assert stage.plan(MIDTERM[0], "17:00") == 1
    assert [one.due for one in stage.messages("晚")] == [at(MIDTERM[0], "17:00")]


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        (ReminderChoice(Rhythm.OFF), []),
        (ReminderChoice(pause=date(2023, 4, 23)), [27, 28]),
        # The week of the 17th begins on Monday; that of the 24th on Monday, although the 23rd is worked.
        (ReminderChoice(Rhythm.MONDAY), [17, 24]),
    ],
)
def test_choices(stage: Stage, choice: ReminderChoice, days: list[int]) -> None:
    stage.join("王芳", KUNMING)
    with stage.storage.write() as store:
        key = keys.obligation("yunnan-2022", None, "quarterly-highlight", KUNMING, "2023Q1")
        store.obligations.mark(key, KUNMING, ObligationState.DONE, by=None, at=at(date(2023, 4, 1)))
    stage.choose("王芳", choice)
    assert stage.days(date(2023, 4, 11), date(2023, 4, 30)) == [date(2023, 4, day) for day in days]


def test_what_is_to_be_told_later_waits_and_the_rest_is_told(stage: Stage) -> None:
    stage.join("王芳", KUNMING)
    late = keys.obligation("yunnan-2022", None, "midterm-review", KUNMING, "once")
    stage.choose("王芳", ReminderChoice(later={keys.token(late): "2023-04-22"}))
    stage.plan(MIDTERM[0])
    assert "梳理" not in stage.told("王芳", MIDTERM[0])
    assert "汇总困难" in stage.told("王芳", MIDTERM[0])
    stage.plan(MIDTERM[1])
    assert "梳理" in stage.told("王芳", MIDTERM[1])


def test_it_stops_at_once_when_done_or_not_mine_and_begins_again_when_undone(both: Stage) -> None:
    both.join("王芳", KUNMING)
    names = ("midterm-review", "midterm-problems", "midterm-remind", "quarterly-highlight")
    found = [keys.obligation("yunnan-2022", None, name, KUNMING, "once") for name in names[:3]]
    found.append(keys.obligation("yunnan-2022", None, names[3], KUNMING, "2023Q1"))
    with both.storage.write() as store:
        for number, key in enumerate(found):
            state = ObligationState.DONE if number else ObligationState.NOT_MINE
            store.obligations.mark(key, KUNMING, state, by=both.people["王芳"], at=at(date(2023, 4, 12)))
    assert both.plan(MIDTERM[0]) == 0
    with both.storage.write() as store:
        store.obligations.mark(found[0], KUNMING, ObligationState.OPEN, by=None, at=at(MIDTERM[0]))
    assert both.plan(MIDTERM[1]) == 1
    assert "有1件事" in both.told("王芳", MIDTERM[1])


def test_entries_close_what_they_fulfil_and_open_it_again_when_withdrawn(both: Stage) -> None:
    both.join("王芳", MENGHAI)
    step = date(2023, 12, 22)
    both.enter(MENGHAI, "23", "23a", 1, "个", date(2023, 11, 2))
    second = both.enter(MENGHAI, "23", "23a", 1, "个", date(2023, 12, 2))
    both.plan(step)
    assert "新建职工驿站" not in both.told("王芳", step)
    assert "分类定级" in both.told("王芳", step)
    with both.storage.write() as store:
        store.entries.withdraw(second, 1, by=None, at=at(step), why="wrong")
    both.plan(step + timedelta(days=6))
    assert "新建职工驿站" in both.told("王芳", step + timedelta(days=6))


def test_open_targets_are_one_line_until_they_are_met(stage: Stage) -> None:
    stage.join("王芳", MENGHAI)
    stage.plan(date(2023, 10, 24))
    before = stage.told("王芳", date(2023, 10, 24))
    assert "还没达标的任务指标35项，方案期内到2023年10月31日为止" in before
    stage.enter(MENGHAI, "28", "28", 1, "期", date(2023, 10, 24))
    stage.plan(date(2023, 10, 27))
    assert "还没达标的任务指标34项" in stage.told("王芳", date(2023, 10, 27))


def test_a_visit_to_each_county_closes_the_visit_and_not_before(stage: Stage) -> None:
    book = stage.known.catalogue.plans["yunnan-2022"]
    unit = f"liaison:yunnan-2022/{book.linked['532822'].slug}"
    counties = [f"county:{county.place}" for county in book.units[unit].counties]
    assert len(counties) == 2
    day = date(2023, 10, 7)
    for number, county in enumerate(counties):
        name = f"人{number}"
        stage.join(name, unit)
        with stage.storage.write() as store:
            store.settings.remove("system", "reminders.planned")
        assert stage.plan(day) == 1
        told = stage.told(name, day)
        assert "到对口联系的县级工会实地调研指导" in told
        assert "方案没有定日子" in told
        stage.enter(county, "1", "1", 1, "次", day, kind=EntryKind.VISIT, typed_by_role="liaison")
    stage.join("后来", unit)
    with stage.storage.write() as store:
        store.settings.remove("system", "reminders.planned")
    stage.plan(day)
    told = stage.told("后来", day)
    assert "一县一品牌" in told
    assert "实地调研" not in told


def test_days_on_which_nothing_ran_end_in_one_summary(both: Stage) -> None:
    both.join("王芳", KUNMING)
    both.plan(date(2023, 4, 12))
    assert both.plan(date(2023, 4, 18)) == 1, "the step of the 14th was missed"
    assert "汇总困难和问题" in both.told("王芳", date(2023, 4, 18))
    assert both.plan(date(2023, 4, 19)) == 0
    assert len(both.messages("王芳")) == 1


def test_a_digest_that_ran_out_unsent_is_made_up_for(both: Stage) -> None:
    both.join("王芳", KUNMING)
    monday = date(2023, 4, 17)
    with both.storage.write() as store:
        key = keys.obligation("yunnan-2022", None, "quarterly-highlight", KUNMING, "2023Q1")
        store.obligations.mark(key, KUNMING, ObligationState.DONE, by=None, at=at(date(2023, 4, 1)))
    both.plan(MIDTERM[0])
    with both.storage.write() as store:
        assert store.outbox.expire(at(monday)) == 1
    assert states(both) == {MessageState.EXPIRED: 1}
    assert both.plan(monday) == 1, "nothing stands on a step that day, but the last digest never came"
    assert "汇总困难和问题" in both.told("王芳", monday)
    with both.storage.write() as store:
        lease = store.lease.acquire("sender", "me", at(monday), timedelta(minutes=5))
    assert lease is not None
    assert list(send_all(both.storage, at(monday), lease)) == [keys.unasked(both.people["王芳"], monday)]
    assert both.plan(date(2023, 4, 18)) == 0
    assert states(both) == {MessageState.EXPIRED: 1, MessageState.SENT: 1}


def test_a_clock_that_was_wrong_neither_doubles_nor_silences(both: Stage) -> None:
    both.join("王芳", KUNMING)
    assert both.plan(date(2030, 1, 7)) >= 0
    assert both.plan(MIDTERM[0]) == 1
    assert both.plan(MIDTERM[0] - timedelta(days=1)) == 0
    assert both.plan(MIDTERM[0]) == 0
    assert both.plan(MIDTERM[1]) == 1


def test_a_nudge_of_the_day_leaves_no_room_for_a_digest(both: Stage) -> None:
    person = both.join("王芳", KUNMING)
    first = both.messages()
    assert first == []
    both.plan(MIDTERM[0])
    (digest,) = both.messages("王芳")
    with both.storage.write() as store:
        assert store.outbox.plan([_nudge(digest, keys.unasked(person, MIDTERM[0]))]) == 0
        assert store.outbox.plan([_nudge(digest, keys.unasked(person, MIDTERM[1]))]) == 1
    assert both.plan(MIDTERM[1]) == 0


def _nudge(like: Message, key: str) -> NewMessage:
    fields = ("kind", "place", "reply", "created_at", "due", "expires", "person_id")
    return NewMessage(key=key, **{name: getattr(like, name) for name in fields})


def test_one_person_of_two_units_gets_one_message(stage: Stage) -> None:
    stage.join("王芳", KUNMING, "province:53")
    stage.plan(MIDTERM[0])
    told = stage.told("王芳", MIDTERM[0])
    assert "【昆明市总工会】" in told
    assert "【云南领导小组办公室】" in told


def test_who_cannot_be_reached_is_left_out(stage: Stage) -> None:
    person = stage.join("王芳", KUNMING)
    with stage.storage.write() as store:
        store.people.mark_unreachable(person, at(date(2023, 4, 1)), "blocked")
    assert stage.plan(MIDTERM[0]) == 0


def test_a_digest_has_the_buttons_that_settle_it(stage: Stage) -> None:
    stage.join("王芳", XUANCHENG)
    stage.plan(date(2023, 9, 1))
    reply = decode(stage.messages("王芳")[0].reply)
    labels = [choice.label for choice in reply.choices]
    assert any("市总工会综合报告" in label for label in labels)
    assert {"报一条", "暂停提醒"} <= set(labels)
    stage.plan(date(2023, 9, 7))
    reply = decode(stage.messages("王芳")[1].reply)
    assert {"已完成", "不归我", "晚点提醒", "暂停提醒"} <= {choice.label for choice in reply.choices}


def test_a_unit_that_the_plans_have_no_longer_keeps_nobody_from_being_reminded(stage: Stage) -> None:
    stage.join("旧", "county:999999")
    stage.join("王芳", KUNMING)
    assert stage.plan(MIDTERM[0]) == 1


def test_many_people_are_planned_in_batches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.reminders.planning.BATCH", 3)
    for number in range(10):
        stage.join(f"人{number}", KUNMING)
    assert stage.plan(MIDTERM[0]) == 10
    assert {one.person_id for one in stage.messages()} == set(stage.people.values())
