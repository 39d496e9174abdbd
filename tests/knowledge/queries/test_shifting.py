"""Days of a round: a table of hard cases, and the whole plan moved without touching its words."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import (
    Catalogue,
    Precision,
    Role,
    due_between,
    first_day,
    load_catalogue,
    months_between,
    shifted,
    shifted_book,
)

D = date.fromisoformat


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("day", "precision", "months", "expected"),
    [
        ("2022-11-30", Precision.MONTH_END, 1, "2022-12-31"),
        ("2022-11-30", Precision.MONTH_END, 3, "2023-02-28"),
        ("2022-11-30", Precision.MONTH_END, 15, "2024-02-29"),
        ("2023-02-28", Precision.MONTH_END, 12, "2024-02-29"),
        ("2024-02-29", Precision.MONTH_END, 12, "2025-02-28"),
        ("2022-12-31", Precision.MONTH_END, -1, "2022-11-30"),
        ("2022-11-30", Precision.DAY, 1, "2022-12-30"),
        ("2023-01-31", Precision.DAY, 1, "2023-02-28"),
        ("2023-01-31", Precision.DAY, 13, "2024-02-29"),
        ("2024-02-29", Precision.DAY, 12, "2025-02-28"),
        ("2023-09-10", Precision.DAY, 50, "2027-11-10"),
        ("2023-09-10", Precision.DAY, -9, "2022-12-10"),
        ("2023-01-01", Precision.MONTH, 50, "2027-03-01"),
        ("2023-04-30", Precision.MONTH, 1, "2023-05-31"),
        ("2023-12-31", Precision.YEAR, 1, "2023-12-31"),
        ("2023-12-31", Precision.YEAR, 11, "2023-12-31"),
        ("2023-12-31", Precision.YEAR, 12, "2024-12-31"),
        ("2023-12-31", Precision.YEAR, 50, "2027-12-31"),
        ("2023-12-31", Precision.YEAR, -11, "2023-12-31"),
        ("2023-12-31", Precision.YEAR, -12, "2022-12-31"),
        ("2022-12-31", Precision.DAY, 0, "2022-12-31"),
    ],
)
def test_a_day_moves_as_exactly_as_it_was_printed(
    day: str, precision: Precision, months: int, expected: str
) -> None:
    assert shifted(D(day), precision, months) == D(expected)


def test_the_months_of_a_round_are_counted_from_the_plans_own_first_month(catalogue: Catalogue) -> None:
    own = {name: first_day(book) for name, book in catalogue.plans.items()}
    assert own == {"anhui-2022": D("2022-09-01"), "yunnan-2022": D("2022-10-01")}
    assert months_between(own["yunnan-2022"], D("2026-12-01")) == 50
    assert months_between(own["anhui-2022"], D("2022-08-15")) == -1


def test_a_plan_that_does_not_move_is_itself(catalogue: Catalogue) -> None:
    book = catalogue.plans["yunnan-2022"]
    assert shifted_book(book, 0) is book
    assert book.moved == 0


@pytest.mark.parametrize("months", [1, 12, 50])
def test_the_days_of_a_plan_move_and_its_words_stay(catalogue: Catalogue, months: int) -> None:
    for book in catalogue.plans.values():
        moved = shifted_book(book, months)
        assert moved.moved == months
        assert moved.points is book.points
        for printed, duty in zip(book.duties, moved.duties, strict=True):
            without = {"due"}
            assert duty.model_dump(exclude=without) == printed.model_dump(exclude=without)
            if printed.due is not None and duty.due is not None:
                assert duty.due.printed == printed.due.printed
                assert duty.due.date == shifted(printed.due.date, printed.due.precision, months)
        for before, after in zip(moved.phases, moved.phases[1:], strict=False):
            assert (after.starts - before.ends).days == 1, "the phases of a round leave no gap"


def test_what_a_county_owes_in_the_second_month_of_a_round(catalogue: Catalogue) -> None:
    moved = shifted_book(catalogue.plans["yunnan-2022"], 50)
    due = due_between(moved, Role.COUNTY, D("2027-01-01"), D("2027-01-31"))
    assert {item.duty.id for item in due.own if item.duty.due} == {"county-handshake", "county-plan"}
    assert {item.day for item in due.own if item.duty.due} == {D("2027-01-31")}
    assert moved.plan.end.date == D("2027-12-31")
    before = due_between(moved, Role.COUNTY, D("2022-11-01"), D("2022-12-31"))
    assert before.empty, "the printed days no longer fall due in a round"


def test_a_target_of_a_printed_year_moves_by_whole_years(catalogue: Catalogue) -> None:
    book = catalogue.plans["yunnan-2022"]
    years = {target.period for task in book.tasks.values() for target in task.targets} & {"2023"}
    assert years, "the plan has a target of a printed year"
    for months, year in ((11, "2023"), (12, "2024"), (50, "2027")):
        moved = shifted_book(book, months)
        now = {target.period for task in moved.tasks.values() for target in task.targets}
        assert {period for period in now if period.isdigit()} == {year}
