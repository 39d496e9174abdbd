"""When a recurring duty falls due: at the end of its cycle, or on the day that the plan prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge import Role, due_between, load_catalogue
from tests.knowledge import mini_plan


def due_days(folder: Path, first: str, last: str, **every: Any) -> list[tuple[str, str]]:
    """The due days and cycles of one recurring duty of the small plan (issued 2022-09-13, to 2023-09-30)."""

    def change(content: mini_plan.Files) -> None:
        content["duties.yaml"]["duties"][1]["every"] = [{"printed": "每季度", **every}]

    book = load_catalogue(mini_plan.write(folder, change)).plans["mini-2022"]
    items = due_between(book, Role.PREFECTURE, date.fromisoformat(first), date.fromisoformat(last)).own
    return [(f"{item.day}", item.cycle) for item in items if item.duty.id == "news"]


@pytest.mark.parametrize(
    ("first", "last", "every", "expected"),
    [
        ("2023-02-01", "2023-03-31", {"cycle": "month"}, [("2023-02-28", "2023年2月"), ("2023-03-31", "2023年3月")]),
        ("2023-02-01", "2023-03-24", {"cycle": "month", "day": 25}, [("2023-02-25", "2023年2月")]),
        ("2023-02-01", "2023-02-28", {"cycle": "month", "day": 30}, [("2023-02-28", "2023年2月")]),
        ("2023-01-01", "2023-01-31", {"cycle": "quarter", "day": 5, "later": 1}, [("2023-01-05", "2022年第四季度")]),
        ("2023-09-01", "2023-12-31", {"cycle": "quarter", "day": 5, "later": 1}, [("2023-10-05", "2023年第三季度")]),
        ("2022-09-01", "2022-10-31", {"cycle": "month", "day": 5, "later": 1}, [("2022-10-05", "2022年9月")]),
        ("2023-07-01", "2023-09-30", {"cycle": "quarter"}, [("2023-09-30", "2023年第三季度")]),
    ],
)  # fmt: skip
def test_a_cycle_falls_due_on_its_printed_day(
    first: str, last: str, every: dict[str, Any], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert due_days(tmp_path, first, last, **every) == expected
