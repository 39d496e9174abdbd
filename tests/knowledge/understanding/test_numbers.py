from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.normalise import normalise
from knowledge.understanding.numbers import Number, find_numbers, parse_number

DATA = yaml.safe_load((Path(__file__).parent / "data" / "numbers.yaml").read_text(encoding="utf-8"))


def shown(number: Number) -> list[object]:
    marks = (
        ("~", number.approx), (">", number.at_least), ("<", number.at_most), ("/", number.each), ("#", number.ordinal),
    )  # fmt: skip
    said = "".join(mark for mark, holds in marks if holds)
    return [number.value, number.unit, *([said] if said else [])]


@pytest.mark.parametrize(("text", "numbers"), DATA["found"])
def test_numbers(text: str, numbers: list[list[object]]) -> None:
    assert [shown(number) for number in find_numbers(normalise(text).text)] == numbers


@pytest.mark.parametrize("text", DATA["none"])
def test_no_number(text: str) -> None:
    assert find_numbers(normalise(text).text) == []


@pytest.mark.parametrize("text", DATA["parsed"])
def test_parse(text: str) -> None:
    assert parse_number(text) == DATA["parsed"][text]


@pytest.mark.parametrize("text", DATA["unparsed"])
def test_parse_refuses(text: str) -> None:
    assert parse_number(text) is None


def test_a_range_has_two_ends() -> None:
    (number,) = find_numbers("联系1至2个县级工会")
    assert (number.value, number.upto, number.text) == (1, 2, "1至2个")


@pytest.mark.parametrize(
    ("name", "text"), [("三方四家", "三方四家会议开了1次"), ("八项提升行动", "八项提升行动1场")]
)
def test_names_can_be_left_out(name: str, text: str) -> None:
    start = text.index(name)
    found = find_numbers(text, skip=[(start, start + len(name))])
    assert [number.value for number in found] == [1]
    assert len(find_numbers(text)) == 2


def test_where_a_number_stands() -> None:
    text = "讲了一场,八十二人"
    assert [text[slice(*number.span)] for number in find_numbers(text)] == ["一场", "八十二人"]


@given(
    st.text(alphabet="零一二两三十百千万亿几多余来第附件半个次场人年月%.,1290-至成以上不少于每", max_size=14)
)
def test_no_text_makes_it_fail(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert text[slice(*number.span)] == number.text
        assert number.start >= last
        last = number.end
