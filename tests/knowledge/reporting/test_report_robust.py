"""Whatever is typed is read without failing, in the same way each time, and quickly."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import load_catalogue
from knowledge.reporting import Reporting

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
    started = time.perf_counter()
    _REPORTING.parse(text, plan="yunnan-2022", today=TODAY)
    assert time.perf_counter() - started < 1


def test_a_plan_without_language_is_refused() -> None:
    with pytest.raises(KeyError):
        _REPORTING.parse("宣讲1场", plan="hainan-2022", today=TODAY)


def test_a_line_takes_no_longer_than_a_few_milliseconds() -> None:
    """The aim is one millisecond for 95 lines of 100; the bound leaves room for a busy machine."""
    folder = Path(__file__).parents[2] / "language" / "report"
    lines = [
        line
        for of in yaml.safe_load((folder / "yunnan-2022.yaml").read_text("utf-8"))["tasks"].values()
        for line in of
    ]
    took = []
    for line in lines[:200]:
        started = time.perf_counter()
        _REPORTING.parse(line.partition("⇒")[0], plan="yunnan-2022", today=TODAY)
        took.append(time.perf_counter() - started)
    assert sorted(took)[int(len(took) * 0.95)] < 0.01
