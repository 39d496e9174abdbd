from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.normalise import normalise
from knowledge.understanding.periods import Period, find_periods

DATA = yaml.safe_load((Path(__file__).parent / "data" / "periods.yaml").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "periods-test.json"
TODAY: date = DATA["today"]


def find(text: str, today: date = TODAY, *, prefer_past: bool = False) -> list[Period]:
    return find_periods(normalise(text).text, today, prefer_past=prefer_past)


def days(periods: list[Period]) -> list[tuple[date | None, date]]:
    return [(period.start, period.end) for period in periods]


@pytest.mark.parametrize("text", DATA["found"])
@pytest.mark.parametrize("frame", ["{}", "{}要交什么", "我们{}做了两场"])
def test_period(text: str, frame: str) -> None:
    assert days(find(frame.format(text))) == [tuple(DATA["found"][text])]


@pytest.mark.parametrize("text", DATA["vague"])
def test_vague_period(text: str) -> None:
    (period,) = find(f"{text}有什么要交的")
    assert ((period.start, period.end), period.vague) == (tuple(DATA["vague"][text]), True)


@pytest.mark.parametrize(("today", "text", "first", "last"), DATA["past"])
def test_in_a_report_the_past_is_meant(today: date, text: str, first: date, last: date) -> None:
    assert days(find(f"{text}办了一场", today, prefer_past=True)) == [(first, last)]


@pytest.mark.parametrize(("today", "text", "first", "last"), DATA["coming"])
def test_in_a_question_the_year_is_the_nearest(today: date, text: str, first: date, last: date) -> None:
    assert days(find(f"{text}要做什么", today)) == [(first, last)]


@pytest.mark.parametrize(("text", "parts"), DATA["several"])
def test_several_periods_in_their_order(text: str, parts: list[str]) -> None:
    found = find(text)
    assert [period.text for period in found] == parts
    assert [text[slice(*period.span)] for period in found] == parts


@pytest.mark.parametrize("text", DATA["none"])
def test_no_period(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "before"),
    [
        ("今天", "day", False), ("本周", "week", False), ("4月", "month", False), ("本季度", "quarter", False),
        ("上半年", "half", False), ("今年", "year", False), ("4月至6月", "span", False), ("年底", "until", False),
        ("10月底前", "until", True), ("到10月", "until", True), ("国庆前", "until", True), ("三天内", "span", True),
    ],
)  # fmt: skip
def test_kind(text: str, kind: str, before: bool) -> None:
    (period,) = find(text)
    assert (period.kind, period.before) == (kind, before)


def test_a_lunar_festival_beyond_the_table_is_not_invented() -> None:
    assert find("春节前", date(2030, 3, 1)) == []
    assert find("国庆前", date(2030, 3, 1)) != []


@given(
    st.text(alphabet="今明去年月季度日号周天底前到上下半一二十三34.-至每个内后节五国庆", max_size=14),
    st.dates(date(2022, 1, 1), date(2027, 6, 1)),
    st.booleans(),
)
def test_no_text_makes_it_fail(text: str, today: date, past: bool) -> None:
    last = 0
    for period in find_periods(text, today, prefer_past=past):
        assert period.start is None or period.start <= period.end
        assert text[slice(*period.span)] == period.text
        assert period.begin >= last
        last = period.stop


@pytest.fixture(scope="module")
def shared() -> dict[str, dict[str, list[str]]]:
    if not SHARED.exists():
        pytest.skip(f"the common test data is not on this machine: {SHARED.name}")
    loaded: dict[str, dict[str, list[str]]] = json.loads(SHARED.read_text(encoding="utf-8"))
    return loaded


def test_common_test_data(shared: dict[str, dict[str, list[str]]]) -> None:
    wrong = {}
    for text, (first, last) in shared["expressions"].items():
        found = [(str(one.start) if one.start else "?", str(one.end)) for one in find(text)]
        if found != [(first, last)]:
            wrong[text] = found
    assert wrong == {}


def test_common_sentences(shared: dict[str, dict[str, list[str]]]) -> None:
    sentences = shared["sentences"]
    assert {text: bool(find(text)) for text in sentences} == {
        text: bool(sentences[text]) for text in sentences
    }
