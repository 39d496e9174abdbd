"""A form says what the standard library's own would say, only sooner."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import forms
from bot.telegram.forms import form

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.dictionaries(TEXTS, TEXTS))
def test_it_is_the_standard_librarys_form(parameters: dict[str, str]) -> None:
    assert form(parameters).decode() == urlencode(parameters)


def test_it_reads_back_as_it_was() -> None:
    parameters = {"text": "50%&=+ ~<b>勐海\n👩🏽‍🔧\x00 第１批", "reply_markup": '{"一":[true]}'}
    assert dict(parse_qsl(form(parameters).decode(), strict_parsing=True)) == parameters


def test_half_a_character_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError):
        form({"text": "\ud83d"})


def test_what_it_remembers_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_QUOTED", forms._Quoted())
    monkeypatch.setattr(forms, "_REMEMBERED", 3)
    assert form({"": "甲乙丙丁戊"}).decode() == urlencode({"": "甲乙丙丁戊"})
    assert len(forms._QUOTED) == 3
