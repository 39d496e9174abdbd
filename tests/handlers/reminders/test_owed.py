"""Who owes what and when: each role only its own, days only where the plan or the administrator gives them."""

from __future__ import annotations

from datetime import date

import pytest

from handlers import Services
from handlers.reminders.digest import Telling
from handlers.reminders.local import LocalSettings, from_json, month_of
from handlers.reminders.obligation import Basis, Obligation
from handlers.reminders.obligations import Shift, obligations
from knowledge import Role

FIRST, LAST = date(2022, 9, 1), date(2023, 12, 31)
UNITS = {
    "皖县": "county:341882", "皖市": "prefecture:341800", "皖省": "province:34",
    "滇县": "county:532822", "滇州": "prefecture:530100", "滇省": "province:53",
}  # fmt: skip


def owed(
    known: Services, unit: str, first: date = FIRST, last: date = LAST, **more: object
) -> list[Obligation]:
    found = obligations(known.catalogue, UNITS.get(unit, unit), first, last, **more)  # type: ignore[arg-type]
    return [one for one in found if not one.duty.is_target]


@pytest.mark.parametrize(
    ("unit", "day", "duties"),
    [
        ("皖市", "2023-09-10", {"prefecture-final-report"}),
        ("皖县", "2023-09-10", set()),
        ("滇州", "2022-10-31", {"prefecture-plan", "prefecture-mobilise"}),
        ("滇县", "2022-10-31", set()),
        ("滇县", "2022-11-30", {"county-handshake", "county-plan"}),
        ("滇县", "2022-12-31", {"joint-measures", "joint-schedule", "problem-list", "annual-budget", "join-drive",
                              "innovation-yearly"}),
        ("滇州", "2023-04-30", {"midterm-review", "midterm-problems", "midterm-remind"}),
        ("滇省", "2023-04-30", {"midterm-province"}),
        ("滇县", "2023-04-30", set()),
        ("滇县", "2023-10-31", {"final-summary", "complete-all"}),
        ("皖县", "2022-12-31", {"joint-meeting", "openness-meeting", "tripartite-meeting", "half-year-report"}),
    ],
)  # fmt: skip
def test_each_role_owes_its_own_on_the_printed_day(
    known: Services, unit: str, day: str, duties: set[str]
) -> None:
    wanted = date.fromisoformat(day)
    assert {one.duty.id for one in owed(known, unit) if one.due == wanted} == duties


def test_liaison_units_owe_with_the_counties_departments_leaders_and_national_alike(known: Services) -> None:
    book = known.catalogue.plans["yunnan-2022"]
    assert {unit.kind for unit in book.units.values()} >= {"leader", "department", "national"}
    for unit in book.units:
        days = {one.duty.id: one.due for one in owed(known, unit)}
        assert days["joint-schedule"] == date(2022, 12, 31)
        assert days["visit"] is None


def test_every_obligation_is_owed_by_the_role_of_its_unit_and_has_its_clause(known: Services) -> None:
    roles = {"县": Role.COUNTY, "市": Role.PREFECTURE, "州": Role.PREFECTURE, "省": Role.PROVINCE}
    for name in UNITS:
        for one in owed(known, name):
            book = known.catalogue.plans[one.plan]
            duty = next(duty for duty in book.duties if duty.id == one.duty.id)
            assert roles[name[1]] in duty.owes
            assert one.duty.quote in book.source
            assert one.duty.clause in book.clauses
            assert (one.due is None) != (one.mention is None)


def test_keys_are_unique_and_do_not_depend_on_the_days_looked_at(known: Services) -> None:
    for unit in UNITS.values():
        whole = {one.key for one in obligations(known.catalogue, unit, FIRST, LAST)}
        assert len(whole) == len(obligations(known.catalogue, unit, FIRST, LAST))
        parts = [
            {one.key for one in obligations(known.catalogue, unit, first, last)}
            for first, last in ((FIRST, date(2023, 2, 14)), (date(2023, 2, 15), LAST))
        ]
        assert parts[0] | parts[1] == whole


def test_no_cycle_ends_outside_the_programme_where_no_clause_goes_on(known: Services) -> None:
    for name in ("皖县", "皖市", "皖省"):
        for one in owed(known, name, date(2021, 1, 1), date(2025, 12, 31)):
            assert date(2022, 9, 1) <= (one.due or one.mention or date.min) <= date(2023, 9, 30)


def test_recurring_duties_go_on_where_a_clause_says_so(known: Services) -> None:
    later = owed(known, "滇州", date(2024, 1, 1), date(2024, 12, 31))
    assert {one.duty.id for one in later} == {"quarterly-highlight", "two-month-report"}
    assert all(one.goes_on for one in later)
    line = Telling(known.catalogue, date(2024, 3, 1)).line(later[0])
    assert "滇 四（四）" in line


def test_two_month_cycles_have_no_day_until_the_administrator_sets_one(known: Services) -> None:
    months = [one for one in owed(known, "滇州") if one.duty.id == "two-month-report"]
    assert len(months) == 8
    assert all(one.due is None and one.basis is Basis.PERIOD for one in months)
    local = LocalSettings(two_months=date(2022, 11, 1), day=25)
    settled = [one for one in owed(known, "滇州", local=local) if one.duty.id == "two-month-report"]
    assert [one.due for one in settled[:3]] == [date(2022, 12, 25), date(2023, 2, 25), date(2023, 4, 25)]
    assert {one.basis for one in settled} == {Basis.LOCAL}
    assert "原文周期＋本地设定" in Telling(known.catalogue, LAST).line(settled[0])


def test_the_day_of_the_month_moves_quarters_but_not_the_end_of_the_year(known: Services) -> None:
    local = LocalSettings(day=28)
    days = {(one.duty.id, one.due) for one in owed(known, "皖县", local=local)}
    assert ("tripartite-meeting", date(2023, 6, 28)) in days
    assert ("joint-meeting", date(2022, 12, 31)) in days


def test_within_a_year_counts_from_the_settled_day(known: Services) -> None:
    unit = next(iter(known.catalogue.plans["anhui-2022"].units))
    (visit,) = [one for one in owed(known, unit) if one.duty.id == "liaison-visit"]
    assert (visit.due, visit.mention) == (None, date(2023, 9, 1))
    local = LocalSettings(within_year=date(2022, 9, 13))
    (visit,) = [one for one in owed(known, unit, local=local) if one.duty.id == "liaison-visit"]
    assert (visit.due, visit.basis) == (date(2023, 9, 12), Basis.LOCAL)


@pytest.mark.parametrize(
    ("settled", "due", "label"),
    [
        (date(2022, 9, 13), date(2028, 3, 12), "推算＋本地设定"),
        (date(2027, 4, 1), date(2028, 3, 31), "原文周期＋本地设定"),
        (date(2024, 9, 13), None, "原文周期，没定日子"),
    ],
)
def test_in_a_round_the_year_of_visits_is_counted_within_the_round(
    known: Services, settled: date, due: date | None, label: str
) -> None:
    unit = next(iter(known.catalogue.plans["anhui-2022"].units))
    shift, local = Shift(months=54, round_id=7), LocalSettings(within_year=settled)
    found = owed(known, unit, date(2027, 3, 1), date(2031, 12, 31), shift=shift, local=local)
    (visit,) = [one for one in found if one.duty.id == "liaison-visit"]
    assert (visit.due, visit.mention) == (due, None if due else date(2028, 3, 1))
    line = Telling(known.catalogue, date(2027, 5, 1)).line(visit)
    assert label in line
    assert ("（推算）" in line) == (label == "推算＋本地设定")


def test_a_day_settled_for_a_later_round_is_none_of_the_first_run(known: Services) -> None:
    unit = next(iter(known.catalogue.plans["anhui-2022"].units))
    local = LocalSettings(within_year=date(2027, 4, 1))
    found = owed(known, unit, last=date(2029, 1, 1), local=local)
    assert [(one.due, one.mention) for one in found if one.duty.id == "liaison-visit"] == [
        (None, date(2023, 9, 1))
    ]


def test_parts_of_the_year(known: Services) -> None:
    (letter,) = [one for one in owed(known, "皖市") if one.duty.id == "responsibility-letter"]
    assert (letter.due, letter.mention) == (None, date(2023, 1, 1))
    local = LocalSettings(year_start=(2, 28))
    (letter,) = [one for one in owed(known, "皖市", local=local) if one.duty.id == "responsibility-letter"]
    assert letter.due == date(2023, 2, 28)
    assert any(
        one.duty.id == "mid-year-push" and one.mention == date(2023, 6, 1) for one in owed(known, "滇省")
    )


def test_open_targets_are_due_by_the_end_of_their_period(known: Services) -> None:
    found = obligations(known.catalogue, UNITS["滇县"], FIRST, LAST)
    targets = {one.duty.id: one.due for one in found if one.duty.is_target}
    assert targets["target-1"] == date(2023, 10, 31)
    assert "target-23a" not in targets, "the duty 新建职工驿站 stands for it"
    assert "target-10b" not in targets, "a sum of the whole province is no county's"
    yearly = sorted(one.due for one in found if one.duty.id == "target-19" and one.due)
    assert yearly == [date(2022, 12, 31), date(2023, 12, 31)], "the year goes on after the programme"
    last = next(one for one in found if one.duty.id == "target-19" and one.due == date(2023, 12, 31))
    assert last.goes_on
    stations = next(one for one in found if one.duty.id == "new-stations")
    assert stations.duty.targets == ("23a",)
    assert not [one for one in obligations(known.catalogue, UNITS["滇州"], FIRST, LAST) if one.duty.is_target]


def test_a_round_moves_days_and_keeps_the_printed_one(known: Services) -> None:
    shift = Shift(months=18, round_id=7)
    found = owed(known, "滇县", date(2024, 1, 1), date(2025, 12, 31), shift=shift)
    days = {one.duty.id: (one.due, one.printed_day) for one in found}
    assert days["county-plan"] == (date(2024, 5, 31), date(2022, 11, 30))
    assert days["final-summary"] == (date(2025, 4, 30), date(2023, 10, 31))
    assert all(one.round == 7 and ":7:" in one.key for one in found)
    line = Telling(known.catalogue, date(2024, 5, 1)).line(
        next(one for one in found if one.duty.id == "county-plan")
    )
    assert "推算2024年5月31日，原文：2022年11月底前" in line


def test_local_settings_survive_being_stored() -> None:
    settings = LocalSettings(date(2022, 11, 1), 25, date(2022, 9, 13), (2, 28))
    assert from_json(settings.to_json()) == settings
    assert from_json({}) == LocalSettings()
    assert month_of("2022-11") == date(2022, 11, 1)
    assert month_of("2022-13") is None
