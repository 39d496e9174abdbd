"""Steps: 14, 7, 3, 0 days before, then four Mondays; never on a free day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reminders.calendar import Overrides, WorkCalendar
from handlers.reminders.steps import LATE, StepKind, mention, steps

CALENDAR = WorkCalendar()


def days(text: str) -> list[date]:
    return [date.fromisoformat(f"2023-{day}") for day in text.split()]


@pytest.mark.parametrize(
    ("due", "before", "after"),
    [
        # A month's end on a free day before a long holiday: the last step is the Friday before.
        ("2023-04-30", "04-14 04-23 04-27 04-28", "05-08 05-15 05-22"),
        ("2023-06-15", "06-01 06-08 06-12 06-15", "06-19 06-26 07-03 07-10"),
        ("2023-09-10", "08-25 09-01 09-07 09-08", "09-11 09-18 09-25"),
    ],
)
def test_steps_of_a_day(due: str, before: str, after: str) -> None:
    found = steps(date.fromisoformat(due), CALENDAR, "")
    assert [step.day for step in found if step.kind is not StepKind.LATE] == days(before)
    late = [step.day for step in found if step.kind is StepKind.LATE]
    assert late[: len(days(after))] == days(after)


def test_nothing_is_late_after_a_beginning() -> None:
    assert all(step.kind is not StepKind.LATE for step in steps(date(2023, 6, 15), CALENDAR, "", late=False))


def test_local_festivals_move_steps_in_their_prefecture_only() -> None:
    calendar = WorkCalendar(Overrides(local={"532800": frozenset({date(2023, 6, 12), date(2023, 6, 15)})}))
    assert [step.day for step in steps(date(2023, 6, 15), calendar, "532800")][:4] == days(
        "06-01 06-08 06-09 06-14"
    )
    assert [step.day for step in steps(date(2023, 6, 15), calendar, "530100")][:4] == days(
        "06-01 06-08 06-12 06-15"
    )


@given(st.dates(date(2022, 9, 1), date(2024, 12, 31)))
def test_steps_are_working_days_in_order_and_few(due: date) -> None:
    found = steps(due, CALENDAR, "")
    assert [step.day for step in found] == sorted({step.day for step in found})
    assert all(CALENDAR.is_working(step.day) for step in found)
    late = [step for step in found if step.kind is StepKind.LATE]
    assert len(late) <= LATE
    assert all(step.day > due for step in late)
    assert all(due - timedelta(days=30) < step.day <= due for step in found if step not in late)
    assert found[0].day <= due - timedelta(days=14)
    assert 1 <= len([step for step in found if step not in late]) <= 4


def test_what_has_no_day_is_mentioned_on_the_first_working_day_of_the_month() -> None:
    assert mention(date(2023, 10, 1), date(2022, 9, 13), CALENDAR, "").day == date(2023, 10, 7)
    assert mention(date(2022, 9, 1), date(2022, 9, 13), CALENDAR, "").day == date(2022, 9, 13)
