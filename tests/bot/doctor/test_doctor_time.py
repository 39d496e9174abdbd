"""The examination looks at the zone, the clock and the calendar of working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.clock import ZONE
from bot.compose import CALENDAR
from bot.config import Settings
from bot.doctor import State, calendar, clock
from handlers import WorkCalendar
from tests.bot.doctor.examination import CONTENT, NOON, looked_at, one


def test_a_machine_without_zones(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ZoneInfoNotFoundError("none here")

    monkeypatch.setattr(clock, "ZoneInfo", missing)
    assert "tzdata" in one(looked_at(installed), State.FAULT).todo


@pytest.mark.parametrize(
    ("apart", "state"), [(-3, State.OK), (5, State.OK), (-20, State.WARNING), (90, State.FAULT)], ids=str
)
def test_a_clock_that_is_wrong(installed: Settings, apart: int, state: State) -> None:
    found = looked_at(installed, replace(CONTENT, at=NOON + timedelta(seconds=apart)))
    (time,) = [finding for finding in found if finding.name == "时间"]
    assert time.state is state
    assert ("set-ntp" in time.todo) is (state is not State.OK)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 12, 31), State.OK),
        (date(2026, 10, 31), State.OK),
        (date(2026, 11, 1), State.NOTE),
        (date(2026, 12, 1), State.WARNING),
        (date(2027, 1, 1), State.FAULT),
    ],
    ids=str,
)
def test_a_calendar_that_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, today: date, state: State
) -> None:
    known = {2025, 2026}
    monkeypatch.setattr(WorkCalendar, "is_known", lambda _, day: day.year in known)
    (found,) = calendar.look(settings, datetime(today.year, today.month, today.day, tzinfo=ZONE))
    assert found.state is state
    assert ("chinesecalendar" in found.todo) is (state is not State.OK)


def test_the_year_of_the_calendar_begins_in_beijing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkCalendar, "is_known", lambda _, day: day.year <= 2026)
    (found,) = calendar.look(settings, datetime.fromisoformat("2026-12-31T17:00:00+00:00"))
    assert found.state is State.FAULT


def test_a_year_described_in_the_file_is_known(settings: Settings) -> None:
    far = datetime(2098, 3, 1, tzinfo=ZONE)
    assert one(calendar.look(settings, far), State.FAULT)
    settings.data_dir.mkdir()
    (settings.data_dir / CALENDAR).write_text("years: [2098, 2099]\n", encoding="utf-8")
    (found,) = calendar.look(settings, far)
    assert found.state is State.OK


def test_a_fault_in_the_file_is_told(installed: Settings) -> None:
    (installed.data_dir / CALENDAR).write_text("holidays: [someday]\n", encoding="utf-8")
    assert CALENDAR in one(looked_at(installed), State.WARNING).said
