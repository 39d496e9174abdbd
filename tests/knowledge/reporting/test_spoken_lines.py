"""Dictated, mistyped and mixed lines of both provinces: task, numbers, day, status and kind of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.reporting import Reporting, ReportLine

FILE = Path(__file__).parents[2] / "language" / "report" / "spoken.yaml"
KEYS = {"today", "plan", "say", "any", "ask", "count", "day", "status", "kind"}
LINES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["lines"]


def faults(case: dict[str, Any], line: ReportLine) -> list[str]:
    """What was read otherwise than the case says."""
    wanted_kind = case.get("kind", "progress")
    if line.kind != wanted_kind or line.kind == "none":
        return [] if line.kind == wanted_kind else [f"kind {line.kind}"]
    found = []
    if case.get("ask") and not line.ask:
        found.append("not asked")
    if case.get("any") and (not line.tasks or line.tasks[0] not in case["any"]):
        found.append(f"tasks {line.tasks}")
    numbers = {f"{one.value}{one.unit}" for one in line.quantities}
    found += [f"{number} is not in {numbers}" for number in case.get("count", []) if number not in numbers]
    if "day" in case and line.day != case["day"]:
        found.append(f"day {line.day}")
    if line.status not in case.get("status", ["done"]):
        found.append(f"status {line.status}")
    return found


@pytest.mark.parametrize("case", LINES, ids=[case["say"] for case in LINES])
def test_a_spoken_line_is_understood(reporting: Reporting, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    assert faults(case, reporting.parse(case["say"], plan=case["plan"], today=case["today"])) == []


def test_the_numbers_alone_are_those_of_the_whole_reading(reporting: Reporting) -> None:
    told = 0
    for case in LINES:
        line = reporting.parse(case["say"], plan=case["plan"], today=case["today"])
        if line.kind != "none":
            numbers = reporting.numbers(case["say"], case["today"])
            assert [(one.value, one.unit) for one in numbers] == [
                (one.value, one.unit) for one in line.quantities
            ]
            told += len(numbers)
    assert told > len(LINES) / 2


def test_a_wrong_expectation_is_noticed(reporting: Reporting) -> None:
    case = {**LINES[0], "any": ["32"], "count": ["9场"], "status": ["blocked"]}
    assert len(faults(case, reporting.parse(case["say"], plan=case["plan"], today=case["today"]))) == 3
