"""What administrators are told about reminders, each thing once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.render.plain import to_text
from handlers import decode, read_calendar
from handlers.reminders.agenda import LOCAL_SCOPE
from handlers.reminders.alarms import plan_alarms
from handlers.reminders.calendar import last_published
from handlers.reminders.local import LocalSettings
from storage import Role
from tests.handlers.reminders.stage import JOINED, KUNMING, Stage, at

DAY = date(2023, 4, 10)


def administrator(stage: Stage) -> None:
    with stage.storage.write() as store:
        person = store.people.get_or_create("test", "管理员", "管理员", JOINED)
        store.memberships.grant(person.id, Role.ADMINISTRATOR, "system", at=JOINED)


def told(stage: Stage) -> list[str]:
    with stage.storage.read() as store:
        found = store.outbox.list(key_prefix="alarm:")
    return sorted(to_text(decode(one.reply)) for one in found)


def test_open_settings_of_plans_in_use_are_asked_for_once(both: Stage) -> None:
    administrator(both)
    assert plan_alarms(both.services, at(DAY)) == 0, "nobody works under a plan yet"
    both.join("王芳", KUNMING)
    assert plan_alarms(both.services, at(DAY)) == 1
    assert plan_alarms(both.services, at(DAY, "15:00")) == 0
    (said,) = told(both)
    assert "云南方案有些日子没有定" in said
    assert "双月从哪个月起" in said
    assert "安徽" not in said


def test_what_is_settled_is_not_asked_for(stage: Stage) -> None:
    administrator(stage)
    stage.join("王芳", KUNMING)
    local = LocalSettings(two_months=date(2022, 11, 1), day=25)
    with stage.storage.write() as store:
        store.settings.set(LOCAL_SCOPE, "yunnan-2022", local.to_json(), JOINED)
    assert plan_alarms(stage.services, at(DAY)) == 0


def test_a_year_without_published_days_is_told_thirty_days_before(stage: Stage) -> None:
    administrator(stage)
    year = last_published()
    assert plan_alarms(stage.services, at(date(year, 11, 30))) == 0
    assert plan_alarms(stage.services, at(date(year, 12, 5))) == 1
    assert plan_alarms(stage.services, at(date(year + 1, 1, 5))) == 0, "the same year was told"
    assert f"没有{year + 1}年的放假安排" in told(stage)[0]


def test_faults_of_the_file_are_told_with_their_line(stage: Stage) -> None:
    administrator(stage)
    calendar = read_calendar("holidays: [2023-02-30]\nfestival: []\n", stage.known.catalogue)
    stage.services = replace(stage.services, calendar=calendar)
    assert plan_alarms(stage.services, at(DAY)) == 2
    assert [said.partition("：")[0] for said in told(stage)] == ["calendar.yaml 第1行", "calendar.yaml 第2行"]


def test_without_an_administrator_nothing_is_planned(stage: Stage) -> None:
    stage.join("王芳", KUNMING)
    assert plan_alarms(stage.services, at(DAY)) == 0
