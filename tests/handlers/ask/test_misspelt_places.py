"""A county's name with one character of the same sound: it is understood, offered or said to be unknown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers import Outcome
from knowledge import Place
from tests.language.knowing import LANGUAGE, ask, catalogue, words_of

FORMS = ("{}谁联系", "哪个单位联系{}", "请问{}由谁对口联系")


def alike() -> dict[str, str]:
    """For each character another one of the same sound."""
    found: dict[str, str] = {}
    for line in (LANGUAGE / "sounds.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            signs = line.split(" ", 1)[1].split("|")[0].strip()
            found |= dict(zip(signs, signs[1:] + signs[:1], strict=True))
    return found


OTHER = alike()


def linked() -> list[Place]:
    """Every county that a unit liaises with."""
    places, books = catalogue().places, catalogue().plans.values()
    return [place for book in books for code in book.linked if (place := places.county(code)) is not None]


def misspelt(name: str) -> Iterator[str]:
    for at, sign in enumerate(name):
        # 的 is heard as the particle, 县 by itself is the ending.
        if OTHER.get(sign, sign) not in (sign, "的") and sign not in "县市区":
            yield name[:at] + OTHER[sign] + name[at + 1 :]


@pytest.mark.parametrize("form", FORMS)
def test_nobody_is_told_of_another_county_or_of_another_matter(form: str) -> None:
    told = []
    for place in linked():
        for typed in [name for whole in {place.name, place.short} for name in misspelt(whole)]:
            reply = ask(form.format(typed))
            if reply.outcome is Outcome.ANSWERED and place.name not in words_of(reply):
                told.append((form.format(typed), words_of(reply)[:40]))
    assert told == []


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_written_right_is_always_answered(form: str) -> None:
    for place in linked():
        reply = ask(form.format(place.name))
        assert reply.outcome is Outcome.ANSWERED, place.name
        assert place.name in words_of(reply)
