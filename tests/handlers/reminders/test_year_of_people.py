"""A year of people who pause, leave, are out of reach or chose their hour, on a machine that is often down.

The free days stand here as the State Council published them, so that the calendar is held against something else.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.render.plain import to_text
from handlers import Services, decode
from handlers.reminders.calendar import Overrides, WorkCalendar
from handlers.reminders.choices import ReminderChoice, Rhythm
from handlers.reminders.days import ZONE
from storage import Message, Storage
from tests.handlers.reminders.stage import GUANGDE, KUNMING, MENGHAI, PANLONG, Stage, at

FIRST, LAST = date(2022, 9, 1), date(2024, 2, 29)
END = date(2023, 10, 31)
"""The last day of the programme in Yunnan; Anhui's is earlier."""
LIAISON, PROVINCE = "liaison:yunnan-2022/legal-department", "province:53"

FREE = (
    ("2022-09-10", 3), ("2022-10-01", 7), ("2022-12-31", 3), ("2023-01-21", 7), ("2023-04-05", 1),
    ("2023-04-29", 5), ("2023-06-22", 3), ("2023-09-29", 8), ("2023-12-30", 3), ("2024-02-10", 8),
)  # fmt: skip
WORKED = {
    "2022-10-08", "2022-10-09", "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25",
    "2023-10-07", "2023-10-08", "2024-02-04", "2024-02-18",
}  # fmt: skip
WATER_FESTIVAL = frozenset(date(2023, 4, day) for day in (13, 14, 17))
HOLIDAYS = {date.fromisoformat(first) + timedelta(days=n) for first, count in FREE for n in range(count)}

PAUSE = date(2023, 4, 3), date(2023, 7, 31)
LEFT, LOST = date(2023, 5, 10), date(2023, 2, 1)
HOURS = {"晚上": "20:00", "清早": "07:00", "周一": "14:00"}
UNITS = {
    "县里": MENGHAI, "广德": GUANGDE, "州里": KUNMING, "省里": PROVINCE, "晚上": PANLONG, "清早": MENGHAI,
    "周一": PANLONG, "不要": PANLONG, "停了": PANLONG, "走了": PANLONG, "收不到": PANLONG,
}  # fmt: skip


def worked(day: date) -> bool:
    return day.isoformat() in WORKED or (day.weekday() < 5 and day not in HOLIDAYS)


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, known: Services
) -> Iterator[dict[str, list[Message]]]:
    """By name, everything unasked that was planned in the year."""
    file = tmp_path_factory.mktemp("people") / "year.db"
    shutil.copyfile(migrated_file, file)
    with Storage(f"sqlite:///{file}") as storage:
        stage = Stage(storage, known)
        calendar = WorkCalendar(Overrides(local={"532800": WATER_FESTIVAL}))
        object.__setattr__(stage.services, "calendar", calendar)
        _live(stage)
        yield {name: stage.messages(name) for name in UNITS}


def _live(stage: Stage) -> None:
    """Let the days pass; the machine is down for some hours and days, and comes up late in the evening."""
    for name, unit in UNITS.items():
        stage.join(name, unit)
        stage.choose(name, ReminderChoice(hour=HOURS.get(name, "09:00")))
    stage.choose("周一", ReminderChoice(Rhythm.MONDAY, HOURS["周一"]))
    stage.choose("不要", ReminderChoice(Rhythm.OFF))
    chance = random.Random(20230410)
    day = FIRST
    while day <= LAST:
        _events(stage, day)
        for hour in ("07:00", "09:03", "14:00", "20:10", "21:59", "22:00", "23:40"):
            if chance.random() < 0.7:
                stage.plan(day, hour)
        day += timedelta(days=chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 5)))


def _events(stage: Stage, day: date) -> None:
    if PAUSE[0] <= day <= PAUSE[1]:
        stage.choose("停了", ReminderChoice(pause=PAUSE[1]))
    with stage.storage.write() as store:
        if day >= LEFT:
            for one in store.memberships.of_person(stage.people["走了"]):
                store.memberships.end(one.id, at(day, "06:00"))
        if day >= LOST:
            store.people.mark_unreachable(stage.people["收不到"], at(day, "06:00"), "blocked")


def days_of(messages: list[Message]) -> list[date]:
    return [one.due.astimezone(ZONE).date() for one in messages]


def test_everything_comes_on_a_working_day_as_published(told: dict[str, list[Message]]) -> None:
    for name, messages in told.items():
        days = days_of(messages)
        assert [day for day in days if not worked(day)] == [], name
        assert len(days) == len(set(days)), f"{name} got two on a day"
    assert not WATER_FESTIVAL & set(days_of(told["县里"]) + days_of(told["清早"]))
    assert sum(map(len, told.values())) > 150
    shifted = {date.fromisoformat(one) for one in WORKED} & {
        day for found in told.values() for day in days_of(found)
    }
    assert shifted, "no message fell on a worked weekend, so that nothing was tried"


def test_nothing_is_planned_at_night_and_nothing_outlasts_the_evening(told: dict[str, list[Message]]) -> None:
    for name, messages in told.items():
        for one in messages:
            due, made = one.due.astimezone(ZONE), one.created_at.astimezone(ZONE)
            assert f"{due:%H:%M}" == HOURS.get(name, "09:00"), name
            assert made.date() == due.date()
            assert time(7) <= made.time() < time(22), f"{name} was written to at {made}"
            assert one.expires == datetime.combine(due.date(), time(22), ZONE)


def test_who_pauses_left_or_is_out_of_reach_hears_nothing(told: dict[str, list[Message]]) -> None:
    assert told["不要"] == []
    paused = days_of(told["停了"])
    assert [day for day in paused if PAUSE[0] <= day <= PAUSE[1]] == []
    assert min(paused) < PAUSE[0]
    assert max(paused) > PAUSE[1]
    for name, last in (("走了", LEFT), ("收不到", LOST)):
        days = days_of(told[name])
        assert days, name
        assert max(days) < last, name
    stayed = days_of(told["晚上"])
    assert [day for day in stayed if day > LEFT], "a colleague of the same unit went on hearing"


def test_a_weekly_page_begins_on_the_first_working_day_of_a_week_or_is_made_up_for(
    told: dict[str, list[Message]],
) -> None:
    weeks = [day.isocalendar()[:2] for day in days_of(told["周一"])]
    assert len(weeks) == len(set(weeks)), "two pages in a week"
    assert len(weeks) > 20


def test_after_the_end_only_what_is_late_or_goes_on_is_told(told: dict[str, list[Message]]) -> None:
    after = [one for found in told.values() for one in found if one.due.astimezone(ZONE).date() > END]
    assert after
    for one in after:
        for line in to_text(decode(one.reply)).splitlines():
            if "还有" in line or "今天到期" in line:
                assert any(word in line for word in ("继续", "原文日期", "任务指标")), line
