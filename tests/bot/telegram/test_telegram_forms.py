"""A form is read as it was given, by whoever keeps to the standard."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.forms import form

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.dictionaries(TEXTS, TEXTS))
def test_it_reads_back_as_it_was(parameters: dict[str, str]) -> None:
    body = form(parameters).decode("ascii")
    assert dict(parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body))) == parameters


@pytest.mark.parametrize(
    ("text", "written"),
    [("chat_id", "chat_id"), ("-100200", "%2D%31%30%30%32%30%30"), ("勐 &", "%E5%8B%90%20%26"), ("", "")],
)
def test_what_is_not_plain_is_written_byte_by_byte(text: str, written: str) -> None:
    assert form({"text": text}) == f"text={written}".encode()


def test_half_a_character_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError):
        form({"text": "\ud83d"})
