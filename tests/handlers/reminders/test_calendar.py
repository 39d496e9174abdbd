"""Working days: published free days and 调休, local festivals, years that nobody published, faulty files."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.reminders.calendar import Overrides, WorkCalendar, last_published
from handlers.reminders.overrides import read_overrides

BANNA = "532800"
PLACES = {"532800": BANNA, "西双版纳傣族自治州": BANNA}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2023-04-10", True),
        ("2023-04-15", False),  # a Saturday
        ("2023-04-05", False),  # 清明
        ("2023-04-23", True),  # a Sunday worked for 劳动节
        ("2023-05-03", False),
        ("2022-10-07", False),
        ("2022-10-08", True),  # a Saturday worked for 国庆
        ("2023-01-27", False),  # 春节
    ],
)
def test_published_days(day: str, works: bool) -> None:
    assert WorkCalendar().is_working(date.fromisoformat(day)) is works


def test_the_day_before_and_after_a_long_holiday() -> None:
    calendar = WorkCalendar()
    assert calendar.on_or_before(date(2022, 10, 5)) == date(2022, 9, 30)
    assert calendar.on_or_after(date(2023, 1, 21)) == date(2023, 1, 28)
    assert calendar.on_or_before(date(2023, 4, 10)) == date(2023, 4, 10)


def test_local_festivals_are_free_in_their_prefecture_only() -> None:
    calendar = WorkCalendar(Overrides(local={BANNA: frozenset({date(2023, 4, 13)})}))
    assert not calendar.is_working(date(2023, 4, 13), BANNA)
    assert calendar.is_working(date(2023, 4, 13), "530100")
    assert calendar.is_working(date(2023, 4, 13))


def test_the_file_wins_over_what_is_published() -> None:
    calendar = WorkCalendar(
        Overrides(holidays=frozenset({date(2023, 4, 10)}), workdays=frozenset({date(2023, 4, 15)}))
    )
    assert not calendar.is_working(date(2023, 4, 10))
    assert calendar.is_working(date(2023, 4, 15))


def test_a_year_that_nobody_published_counts_monday_to_friday_and_is_said() -> None:
    unknown = last_published() + 1
    calendar = WorkCalendar()
    friday = next(date(unknown, 10, day) for day in range(1, 8) if date(unknown, 10, day).weekday() == 4)
    assert calendar.is_working(friday), "the free days of October are not known"
    assert not calendar.is_working(date(unknown, 1, 1).replace(day=_saturday(unknown)))
    assert calendar.ends_soon(date(unknown - 1, 11, 30)) is None
    assert calendar.ends_soon(date(unknown - 1, 12, 2)) == unknown
    assert calendar.ends_soon(date(unknown, 3, 1)) == unknown
    assert WorkCalendar(Overrides(years=frozenset({unknown}))).ends_soon(date(unknown, 3, 1)) is None


def _saturday(year: int) -> int:
    return next(day for day in range(1, 8) if date(year, 1, day).weekday() == 5)


def test_a_whole_file_is_read() -> None:
    text = """
years: [2027]
holidays: [2023-01-20, 2023-05-04..2023-05-05]
workdays:
  - 2023-05-06
local:
  532800: [2023-04-13..2023-04-15]
  西双版纳傣族自治州: 2023-04-16
"""
    read = read_overrides(text, PLACES.get)
    assert read.warnings == ()
    assert read.years == {2027}
    assert read.holidays == {date(2023, 1, 20), date(2023, 5, 4), date(2023, 5, 5)}
    assert read.workdays == {date(2023, 5, 6)}
    assert read.local == {BANNA: {date(2023, 4, day) for day in (13, 14, 15, 16)}}


def test_faults_are_said_with_their_line_and_the_rest_counts() -> None:
    text = """holidays: [2023-01-20, 2023-02-30, next week, 2023-05-05..2023-05-04]
holiday: [2023-01-21]
workdays: {2023-01-22: yes}
local:
  火星州: [2023-04-13]
  532800: [2023-04-13, [1]]
years: [27]
"""
    read = read_overrides(text, PLACES.get)
    assert read.holidays == {date(2023, 1, 20)}
    assert read.local == {BANNA: {date(2023, 4, 13)}}
    lines = [warning.partition("第")[2].partition("行")[0] for warning in read.warnings]
    assert lines == ["1", "1", "1", "2", "3", "5", "6", "7"]
    assert "2023-02-30" in read.warnings[0]
    assert "火星州" in read.warnings[5]


@pytest.mark.parametrize(
    "text", ["a: [", "\t- x", "- 2023-01-01", "2023-01-01", "a: b: c", "!!python/none x"]
)
def test_a_broken_file_is_said_and_never_raises(text: str) -> None:
    read = read_overrides(text, PLACES.get)
    assert len(read.warnings) == 1
    assert "第1行" in read.warnings[0]
    assert read.holidays == frozenset()


def test_an_empty_file_says_nothing() -> None:
    assert read_overrides("# nothing yet\n", PLACES.get) == Overrides()
