"""Whom one can play and what one can tap: every unit of the plans, examples for each role."""

from __future__ import annotations

from typing import Any

import httpx

from bot.web.directory import Directory
from bot.web.messages import Role, Who
from knowledge import load_catalogue


async def test_the_page_learns_units_examples_and_days(page: httpx.AsyncClient) -> None:
    data = (await page.get("/trial/units")).json()
    assert data["days"] == {"demo": "2023-04-10", "real": "2026-11-21"}
    assert data["mention"] == "@工会助手"
    assert {role: len(units) for role, units in data["units"].items()} == {
        "county": 233,
        "prefecture": 32,
        "liaison": 4,
        "province": 2,
    }
    menghai = next(unit for unit in data["units"]["county"] if unit["id"] == "county:532822")
    assert menghai["name"] == "勐海县总工会"
    assert (menghai["group"], menghai["province"]) == ("西双版纳傣族自治州", "53")
    assert "勐海" in menghai["words"]
    assert data["units"]["liaison"][0]["hint"] == "省总领导，联系 2 个县"


def test_the_real_plans_fill_every_picker() -> None:
    catalogue = load_catalogue()
    units = Directory(catalogue).as_data()["units"]
    assert len(units["county"]) == 104 + 129
    assert len(units["prefecture"]) == 16 + 16
    assert [unit["id"] for unit in units["province"]] == ["province:34", "province:53"]
    assert {unit["id"] for unit in units["liaison"]} == {
        unit for book in catalogue.plans.values() for unit in book.units
    }


def test_each_role_has_questions_in_each_province(catalogue: Any) -> None:
    data = Directory(catalogue).as_data()
    for role in Role:
        provinces = {unit["province"] for unit in data["units"].get(role, [])} or {""}
        assert set(data["examples"][role]) == provinces
        for questions in data["examples"][role].values():
            assert 2 <= len(questions) <= 4
            assert len(set(questions)) == len(questions)


def test_only_units_of_the_plans_are_known(catalogue: Any) -> None:
    directory = Directory(catalogue)
    assert directory.knows(Who(role=Role.VISITOR, unit=None))
    assert directory.knows(Who(role=Role.COUNTY, unit="county:340123"))
    assert not directory.knows(Who(role=Role.COUNTY, unit="county:110101"))
