"""What is done is not said any more, also when it becomes done between planning and sending."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.render.plain import to_text
from handlers import decode, plan_reminders
from handlers.reminders import keys
from storage import Message, MessageState
from tests.handlers.office import COUNTY, SISTER, Office, office

__all__ = ["office"]

STEP = datetime(2023, 12, 15, 1, 0, tzinfo=UTC)
"""Nine o'clock on the working day before 14 days to the year's end."""
STATIONS = "2023年新建职工驿站"


def waiting(office: Office, person: int, day: date = date(2023, 12, 15)) -> Message:
    with office.storage.read() as store:
        found = store.outbox.get(keys.unasked(person, day))
    assert found is not None
    return found


def at(office: Office, moment: datetime) -> None:
    """Let the office's clocks stand at a moment."""
    office.now, office.today = moment, moment.date()
    object.__setattr__(office.services, "clock", lambda: office.now)


def planned(office: Office) -> int:
    """王芳's digest of the day stands planned and is not sent yet; return her number."""
    person = office.member("王芳", COUNTY)
    at(office, STEP)
    plan_reminders(office.services, STEP)
    assert STATIONS in to_text(decode(waiting(office, person).reply))
    return person


def reported(office: Office, text: str) -> None:
    office.press("保存", "王芳", on=office.say(text, "王芳"))


def test_a_met_target_leaves_the_digest_that_waits(office: Office) -> None:
    person = planned(office)
    before = waiting(office, person)
    reported(office, "今年新建职工驿站2个")
    after = waiting(office, person)
    assert after.state is MessageState.WAITING
    assert STATIONS not in to_text(decode(after.reply))
    assert (after.due, after.expires) == (before.due, before.expires)
    with office.storage.read() as store:
        freed = store.outbox.list(MessageState.GIVEN_UP)
    assert [one.id for one in freed] == [before.id]
    plan_reminders(office.services, STEP + timedelta(hours=1))
    assert waiting(office, person).id == after.id


def test_what_is_reported_but_not_met_leaves_it_as_it_is(office: Office) -> None:
    person = planned(office)
    before = waiting(office, person)
    reported(office, "今年新建职工驿站1个")
    assert waiting(office, person) == before


def test_a_correction_that_meets_the_target_counts_too(office: Office) -> None:
    person = planned(office)
    reported(office, "今年新建职工驿站1个")
    office.say("改成2个", "王芳")
    assert STATIONS not in to_text(decode(waiting(office, person).reply))


def test_a_colleagues_button_takes_it_out_of_everybodys_digest(office: Office) -> None:
    other = office.member("李娜", COUNTY)
    planned(office)
    token = keys.token(keys.obligation("yunnan-2022", None, "new-stations", COUNTY, "once"))
    office.send("王芳", button=f"o:{token}:done")
    assert STATIONS not in to_text(decode(waiting(office, other).reply))


def test_where_nothing_is_left_on_a_step_nothing_comes(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    step = datetime(2022, 11, 16, 1, 0, tzinfo=UTC)
    at(office, step)
    plan_reminders(office.services, step)
    for choice in decode(waiting(office, person, step.date()).reply).choices:
        if choice.action.endswith(":show"):
            office.send("王芳", button=choice.action.replace(":show", ":done"))
    with office.storage.read() as store:
        assert store.outbox.get(keys.unasked(person, step.date())) is None


@pytest.mark.parametrize(("pieces", "state"), [(2, MessageState.GIVEN_UP), (1, MessageState.WAITING)])
def test_a_nudge_that_waits_is_taken_back_by_the_entry_that_meets_the_target(
    office: Office, pieces: int, state: MessageState
) -> None:
    person = planned(office)
    at(office, datetime(2023, 12, 17, 23, 0, tzinfo=UTC))
    office.today = date(2023, 12, 18)
    reply = office.say("/nudge")
    label = next(one.label for one in reply.choices if STATIONS in one.label)
    reply = office.press("勐海县", on=office.press(label, on=reply))
    office.press("发出提醒", on=office.press("写一句提醒", on=reply))
    nudge = waiting(office, person, date(2023, 12, 18))
    reported(office, f"今年新建职工驿站{pieces}个")
    with office.storage.read() as store:
        found = {one.id: one.state for one in store.outbox.list()}
    assert found[nudge.id] is state


def test_a_digest_that_is_being_sent_is_left_alone(office: Office) -> None:
    person = planned(office)
    lease = office.lease()
    with office.storage.write() as store:
        store.outbox.claim(50, now=office.now, lease=timedelta(minutes=1), under=lease)
    reported(office, "今年新建职工驿站2个")
    assert waiting(office, person).state is MessageState.SENDING
    assert STATIONS in to_text(decode(waiting(office, person).reply))


def test_of_a_digest_whose_beginning_has_arrived_the_rest_follows(office: Office) -> None:
    person = planned(office)
    lease = office.lease()
    with office.storage.write() as store:
        for one in store.outbox.claim(50, now=office.now, lease=timedelta(minutes=1), under=lease):
            later = office.now + timedelta(hours=1)
            store.outbox.postpone(one.id, later, "patience", now=office.now, under=lease, parts_sent=1)
    before = waiting(office, person)
    reported(office, "今年新建职工驿站2个")
    after = waiting(office, person)
    assert (after.id, after.state, after.parts_sent) == (before.id, MessageState.WAITING, 1)


def test_after_days_on_which_nothing_ran_the_summary_keeps_its_other_things(office: Office) -> None:
    """What stood on a step while nothing ran is still told when another thing leaves the summary."""
    person = office.member("王芳", COUNTY)
    plan_reminders(office.services, STEP - timedelta(days=3))
    late = STEP + timedelta(days=5)  # no step of its own
    at(office, late)
    plan_reminders(office.services, late)
    before = to_text(decode(waiting(office, person, late.date()).reply))
    assert STATIONS in before
    reported(office, "今年新建职工驿站2个")
    after = to_text(decode(waiting(office, person, late.date()).reply))
    assert STATIONS not in after
    assert len(after.splitlines()) > 3


def test_what_waits_for_who_leaves_is_taken_back_and_colleagues_still_get_theirs(office: Office) -> None:
    colleague = office.member("李强", COUNTY)
    person = planned(office)
    reply = office.say("我的", "王芳")
    for label in ("退出单位", "退出", "确认退出"):
        reply = office.press(label, "王芳", on=reply)
    with office.storage.read() as store:
        assert store.outbox.get(keys.unasked(person, date(2023, 12, 15))) is None
        assert [one.person_id for one in store.outbox.list(MessageState.GIVEN_UP)] == [person]
    assert waiting(office, colleague).state is MessageState.WAITING


def test_who_leaves_one_of_two_units_is_told_of_the_other_only(office: Office) -> None:
    office.member("王芳", SISTER)
    person = planned(office)
    assert "景洪市" in to_text(decode(waiting(office, person).reply))
    office.say("我的", "王芳")
    with office.storage.read() as store:
        sister = next(one for one in store.memberships.of_person(person) if one.unit == SISTER)
    office.send("王芳", button=f"m:leave:{sister.id}")
    office.send("王芳", button=f"m:leave-sure:{sister.id}")
    office.send("王芳", button=f"m:left:{sister.id}")
    told = to_text(decode(waiting(office, person).reply))
    assert "景洪市" not in told
    assert STATIONS in told


@pytest.mark.parametrize("button", ["o:until:2023-12-20", "k:rhythm:off"])
def test_who_wants_none_now_does_not_get_the_one_that_waits(office: Office, button: str) -> None:
    person = planned(office)
    office.send("王芳", button=button)
    with office.storage.read() as store:
        assert store.outbox.get(keys.unasked(person, date(2023, 12, 15))) is None


def test_who_deletes_their_data_gets_nothing_that_waits(office: Office) -> None:
    planned(office)
    page = office.say("我的数据", "王芳")
    for label in ("删除我的数据", "我明白，继续", "确定删除"):
        page = office.press(label, "王芳", on=page)
    with office.storage.read() as store:
        waits = store.outbox.list(MessageState.WAITING, key_prefix=keys.UNASKED)
    assert {one.place.chat for one in waits} == {"州里"}
    plan_reminders(office.services, STEP + timedelta(days=7))
    with office.storage.read() as store:
        later = store.outbox.list(MessageState.WAITING, key_prefix=keys.UNASKED)
    assert len(later) > len(waits)
    assert {one.place.chat for one in later} == {"州里"}
