"""每周一: a page a week, on the first working day of one's own prefecture, also after a day that was missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.reminders.calendar import Overrides, WorkCalendar
from handlers.reminders.choices import ReminderChoice, Rhythm
from handlers.reminders.weekly import page_since
from tests.handlers.reminders.stage import MENGHAI, Stage, at

FIRST, LAST = date(2022, 11, 14), date(2022, 12, 5)


def weekly(stage: Stage, *free: date) -> None:
    """Let somebody of 勐海县 read a page a week; the days are free in their prefecture."""
    calendar = WorkCalendar(Overrides(local={"532800": frozenset(free)}))
    stage.services = replace(stage.services, calendar=calendar)
    stage.join("王芳", MENGHAI)
    stage.choose("王芳", ReminderChoice(rhythm=Rhythm.MONDAY))


def november(*days: int) -> list[date]:
    return [date(2022, 11, day) for day in days]


def test_a_page_comes_on_mondays(stage: Stage) -> None:
    weekly(stage)
    assert stage.days(FIRST, LAST) == [*november(21, 28), LAST]


@pytest.mark.parametrize(("free", "day"), [(november(28), 29), (november(28, 29), 30)])
def test_after_a_local_holiday_it_comes_on_the_next_working_day(
    stage: Stage, free: list[date], day: int
) -> None:
    weekly(stage, *free)
    assert stage.days(FIRST, LAST) == [*november(21, day), LAST]


def test_after_a_monday_on_which_nothing_ran_it_comes_once(stage: Stage) -> None:
    weekly(stage)
    found = [
        day for day in (FIRST + timedelta(days=n) for n in range(22)) if day.day != 28 and stage.plan(day)
    ]
    assert found == [*november(21, 29), LAST]


def test_a_page_that_ran_out_unsent_comes_the_next_day_and_only_then(stage: Stage) -> None:
    weekly(stage)
    assert stage.days(FIRST, date(2022, 11, 28)) == november(21, 28)
    with stage.storage.write() as store:
        store.outbox.expire(at(date(2022, 11, 29), "00:00"))
    assert stage.days(date(2022, 11, 29), LAST) == [*november(29), LAST]


def test_a_monday_without_anything_to_say_is_not_made_up_for_in_the_week(stage: Stage) -> None:
    weekly(stage)
    assert stage.days(FIRST, date(2022, 11, 20)) == [], "from the 16th on there is something, for the 21st"


def test_after_a_free_week_the_page_reaches_back_to_the_one_before() -> None:
    free = frozenset(date(2023, 10, day) for day in range(1, 9))
    calendar = WorkCalendar(Overrides(holidays=free))
    assert page_since(calendar, date(2023, 10, 9), [""]) == date(2023, 9, 25)
