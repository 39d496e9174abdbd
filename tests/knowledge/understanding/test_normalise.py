from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.normalise import normalise, plain
from knowledge.understanding.tables import language_lines

DATA = yaml.safe_load((Path(__file__).parent / "data" / "normalised.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "text"), DATA["texts"])
def test_text(typed: str, text: str) -> None:
    assert normalise(typed).text == text
    assert normalise(typed).original == typed


@pytest.mark.parametrize(("typed", "mentions", "text"), DATA["mentions"])
def test_mentions_are_split_off(typed: str, mentions: list[str], text: str) -> None:
    found = normalise(typed)
    assert (list(found.mentions), found.text, found.command) == (mentions, text, None)


@pytest.mark.parametrize(("typed", "command", "text"), DATA["commands"])
def test_commands_are_split_off(typed: str, command: str, text: str) -> None:
    found = normalise(typed)
    assert (found.command, found.text) == (command, text)


def test_a_normalised_text_stays_as_it_is() -> None:
    for typed, *_ in DATA["texts"]:
        once = normalise(typed).text
        assert normalise(once).text == once


@given(st.text(st.characters(), max_size=60))
def test_no_text_makes_it_fail(typed: str) -> None:
    text = normalise(typed).text
    assert text == text.lower()
    assert not any(sign in text for sign in "\r\n\x00\u200b")


def test_half_of_an_emoji_does_no_harm() -> None:
    assert normalise("坏\ud83d了縣").text == "坏了县"


def test_every_radical_becomes_its_character() -> None:
    pairs = [pair for line in language_lines("radicals.txt") for pair in line.split()]
    assert len(pairs) > 300
    for pair in pairs:
        assert plain(pair[0]) in (pair[1], plain(pair[1])), pair


def test_the_converter_is_not_loaded_for_simplified_text() -> None:
    code = (
        "import sys; from knowledge.understanding.normalise import normalise;"
        "normalise('肥西县谁联系');assert 'opencc' not in sys.modules;"
        "assert normalise('肥西縣').text == '肥西县'; assert 'opencc' in sys.modules"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_a_very_long_text_is_read_to_its_end() -> None:
    assert normalise("肥西 县谁联系？\n" * 2000).text.endswith("肥西县谁联系?")
