"""Every line of tests/language/report is read in one way: its task, kind, status, numbers, day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.catalogue import load_catalogue
from knowledge.reporting import Reporting, ReportLine

FOLDER = Path(__file__).parents[2] / "language" / "report"
PLANS = ("yunnan-2022", "anhui-2022")
KINDS = ("progress", "problem", "highlight", "visit")
STATUSES = ("done", "doing", "blocked", "none")
ENOUGH = 6
CHECKED = ("status", "day", "count", "so_far", "doubt", "each", "upto", "people", "apart", "shares")


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def sentences() -> Iterator[Any]:
    for plan in PLANS:
        file = read(f"{plan}.yaml")
        for task, lines in file["tasks"].items():
            for line in lines:
                yield pytest.param(plan, file["today"], task, line, id=line)


def cases() -> Iterator[Any]:
    file = read("lines.yaml")
    for case in file["lines"]:
        yield pytest.param(case, file["today"], id=case["say"])


def counted(line: ReportLine) -> list[str]:
    return [f"{one.value}{one.unit}" for one in line.quantities]


@pytest.mark.parametrize(("plan", "today", "task", "line"), list(sentences()))
def test_a_line_has_its_one_reading(
    reporting: Reporting, plan: str, today: date, task: str, line: str
) -> None:
    text, told, wanted = line.partition("⇒")
    words = wanted.split()
    read = reporting.parse(text.strip(), plan=plan, today=today)
    assert read.tasks[:1] == (task,)
    assert not read.ask
    assert len(read.parts) == 1
    assert read.kind == next((word for word in words if word in KINDS), "progress")
    if told and read.kind != "visit":
        assert read.status == next((word for word in words if word in STATUSES), "done")
    for number in (word for word in words if word[0].isdigit()):
        assert number in counted(read)


@pytest.mark.parametrize("plan", PLANS)
def test_every_task_has_lines_enough(plan: str) -> None:
    lines = read(f"{plan}.yaml")["tasks"]
    tasks = load_catalogue().plans[plan].tasks
    assert {task: len(lines.get(task, [])) for task in tasks if len(lines.get(task, [])) < ENOUGH} == {}
    assert set(lines) == set(tasks)


@pytest.mark.parametrize(("case", "today"), list(cases()))
def test_a_line_is_read_whole(reporting: Reporting, case: dict[str, Any], today: date) -> None:
    line = reporting.parse(case["say"], plan=case.get("plan", "yunnan-2022"), today=today)
    assert line.kind == case.get("kind", "progress")
    assert line.future is case.get("future", False)
    assert (line.amendment is not None and line.amendment.sure) is case.get("correction", False)
    assert list(line.masked) == case.get("masked", [])
    if "tasks" in case:
        assert [part.task for part in line.parts if part.task] == case["tasks"]
        assert not line.ask
    if "ask" in case:
        assert line.ask
        assert set(case["ask"]) <= set(line.tasks)
    wanted = {key: case[key] for key in CHECKED if key in case}
    got = {
        "status": line.status,
        "day": line.day,
        "count": counted(line),
        "so_far": line.so_far,
        "each": line.each,
        "apart": line.apart,
        "doubt": any(one.doubt for one in line.quantities),
        "upto": [one.upto for one in line.quantities if one.approx],
        "people": [one.people for one in line.quantities],
        "shares": [one.share.value for one in line.quantities],
    }
    assert {key: got[key] for key in wanted} == wanted


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("text", read("talk.yaml")["lines"], ids=str)
def test_talk_is_no_report(reporting: Reporting, plan: str, text: object) -> None:
    line = reporting.parse(str(text), plan=plan, today=date(2023, 6, 14))
    assert line.kind == "none"
    assert line.parts == ()


@pytest.mark.parametrize("gap", read("gaps.yaml")["lines"], ids=lambda gap: gap["say"])
def test_a_known_gap_is_still_one(reporting: Reporting, gap: dict[str, str]) -> None:
    line = reporting.parse(gap["say"], plan=gap["plan"], today=date(2023, 6, 14))
    assert line.tasks[:1] != (gap["task"],) or line.ask, "it is understood now: move it to the plan's file"
