"""A line that was read before is not read again, and nobody can tell by what comes out."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import Reporting, load_catalogue
from knowledge.reporting.parse import LineReader

DAY = date(2023, 4, 20)
LINE = "昨天慰问了30人"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, date]]:
    """The lines that are really read."""
    done: list[tuple[str, str, date]] = []
    real = LineReader.parse

    def noting(self: LineReader, text: str, *, plan: str, today: date) -> object:
        done.append((text, plan, today))
        return real(self, text, plan=plan, today=today)

    monkeypatch.setattr(LineReader, "parse", noting)
    return done


def test_a_line_is_read_once_a_plan_and_day(read: list[tuple[str, str, date]]) -> None:
    reporting = Reporting(load_catalogue())
    asked = [(LINE, plan, day) for plan in ("yunnan-2022", "anhui-2022") for day in (DAY, date(2023, 5, 4))]
    lines = [reporting.parse(text, plan=plan, today=day) for text, plan, day in asked * 2]
    assert read == asked
    assert lines[:4] == lines[4:]
    assert [line.day for line in lines[:2]] == [date(2023, 4, 19), date(2023, 5, 3)]
    reporting.forget()
    assert reporting.parse(LINE, plan="yunnan-2022", today=DAY) == lines[0]
    assert len(read) == 5


def test_numbers_hang_on_text_and_day() -> None:
    reporting = Reporting(load_catalogue())
    once = [reporting.numbers(text, day) for text in (LINE, "没有数") for day in (DAY, date(2023, 5, 4))]
    assert [len(numbers) for numbers in once] == [1, 1, 0, 0]
    assert [reporting.numbers(text, DAY) for text in (LINE, "没有数")] == [once[0], once[2]]
