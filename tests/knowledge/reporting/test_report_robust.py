"""Whatever is typed is read without failing, and in the same way each time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.reporting import Reporting, ReportLine
from knowledge.reporting.parse import LineReader

TODAY = date(2023, 6, 14)
_REPORTING = Reporting(load_catalogue())
_SIGNS = st.sampled_from(
    "今昨天上周五办了二十大宣讲场人次不对是改成累计共驿站培训0123456789.,。 %万元以上还没正在请省总😀〔〕"
)


@given(
    st.one_of(st.text(max_size=60), st.text(_SIGNS, max_size=60)),
    st.sampled_from(["yunnan-2022", "anhui-2022"]),
)
def test_any_text_is_read(text: str, plan: str) -> None:
    line = _REPORTING.parse(text, plan=plan, today=TODAY)
    assert (line.kind == "none") == (not line.parts)
    assert line.future == (line.day is not None and line.day > TODAY)
    assert all(part.status in ("done", "doing", "blocked", "none") for part in line.parts)
    assert line == _REPORTING.parse(text, plan=plan, today=TODAY)


@pytest.mark.parametrize(
    "text", ["", " ", "😀😀", "二十大宣讲" * 900, "1" * 4000, "不对是" * 500, "一" * 3000]
)
def test_long_and_empty_texts_are_read(text: str) -> None:
    line = _REPORTING.parse(text, plan="yunnan-2022", today=TODAY)
    assert (line.kind == "none") == (not line.parts)


@pytest.mark.parametrize(
    "correction", ["昨天是3场不是2场，", "驿站改成2个，", "今天宣讲1场，昨天培训不是2期是3期，"]
)
def test_many_corrections_in_a_line_are_not_read_over_and_over(
    correction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, readings = LineReader._read, list[str]()

    def counted(reader: LineReader, text: str, *about: Any, **more: Any) -> ReportLine:
        readings.append(text)
        assert len(readings) < 60
        return read(reader, text, *about, **more)

    monkeypatch.setattr(LineReader, "_read", counted)
    Reporting(load_catalogue()).parse(correction * 8, plan="yunnan-2022", today=TODAY)
    assert len(readings) > 1


def test_a_plan_without_language_is_refused() -> None:
    with pytest.raises(KeyError):
        _REPORTING.parse("宣讲1场", plan="hainan-2022", today=TODAY)
