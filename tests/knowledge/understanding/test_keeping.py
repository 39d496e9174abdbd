"""Sentences that were read before are not read again, and nobody can tell by the answer."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import Understanding, load_knowledge
from knowledge.understanding import engine
from knowledge.understanding.normalise import Normalised

DAY, NEXT = date(2023, 4, 20), date(2023, 5, 20)
SENTENCES = ("这个月要做什么", "我们县谁联系", "驿站建几个", "弥勒县归哪个部门联系", "补助多少钱")


@pytest.fixture(scope="module")
def two() -> tuple[Understanding, Understanding]:
    """Return an understanding that remembers two sentences and one that remembers none."""
    catalogue, understanding = load_knowledge()
    return (
        Understanding(catalogue, index=understanding.built, kept=2),
        Understanding(catalogue, index=understanding.built, kept=0),
    )


@pytest.mark.parametrize("day", [DAY, NEXT])
@pytest.mark.parametrize("plan", [None, "yunnan-2022", "anhui-2022"])
@pytest.mark.parametrize("profile", [False, True])
def test_a_remembered_reading_is_the_one_that_would_be_made(
    two: tuple[Understanding, Understanding], day: date, plan: str | None, profile: bool
) -> None:
    """Day, plan and profile belong to what is remembered, and what was forgotten is read again."""
    keeping, forgetting = two
    for sentence in SENTENCES * 2:
        kept = keeping.read(sentence, today=day, plan=plan, profile=profile)
        read = forgetting.read(sentence, today=day, plan=plan, profile=profile)
        assert kept == read
        for plans in (["yunnan-2022"], ["anhui-2022"], ["yunnan-2022", "anhui-2022"]):
            assert tuple(keeping.find(kept, plans)) == tuple(forgetting.find(read, plans))


def test_what_was_read_before_is_not_read_again(
    two: tuple[Understanding, Understanding], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked twice in a row a sentence is read once; after others have taken its place, once more."""
    read: list[str] = []
    real = engine.normalise

    def noting(text: str) -> Normalised:
        read.append(text)
        return real(text)

    monkeypatch.setattr(engine, "normalise", noting)
    for sentence in ("会议多久开一次", "会议多久开一次", "谁牵头", "台账怎么报", "会议多久开一次"):
        two[0].read(sentence, today=DAY)
    assert read == ["会议多久开一次", "谁牵头", "台账怎么报", "会议多久开一次"]
    two[0].forget()
    two[0].read("会议多久开一次", today=DAY)
    assert read[4:] == ["会议多久开一次"]
