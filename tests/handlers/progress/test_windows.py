"""The days that count for a target."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handlers.progress.windows import window
from knowledge import PlanBook, Target

BOOK = cast("PlanBook", SimpleNamespace(plan=SimpleNamespace(end=SimpleNamespace(date=date(2023, 9, 30)))))


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("programme", date(2023, 4, 10), date(2000, 1, 1), date(2023, 4, 10)),
        ("calendar year", date(2022, 12, 31), date(2022, 1, 1), date(2022, 12, 31)),
        ("calendar year", date(2023, 1, 1), date(2023, 1, 1), date(2023, 1, 1)),
        ("calendar year", date(2024, 5, 1), date(2023, 1, 1), date(2024, 5, 1)),
        ("quarter", date(2023, 6, 30), date(2023, 4, 1), date(2023, 6, 30)),
        ("quarter", date(2023, 7, 1), date(2023, 7, 1), date(2023, 7, 1)),
        ("half_year", date(2023, 6, 30), date(2023, 1, 1), date(2023, 6, 30)),
        ("half_year", date(2023, 7, 1), date(2023, 7, 1), date(2023, 7, 1)),
        ("2023", date(2022, 12, 1), date(2023, 1, 1), date(2022, 12, 1)),
        ("2023", date(2024, 2, 1), date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_window(period: str, today: date, first: date, last: date) -> None:
    values: dict[str, Any] = {"id": "1", "what": "x", "count": "sum", "period": period, "quote": "x"}
    assert window(Target(**values), BOOK, today) == (first, last)
