"""What a plan tells is found by everyday words for it, and by these words no more than that."""

from __future__ import annotations

import pytest

from handlers import Outcome, SilenceKind
from tests.language.knowing import HERE, ask, load, words_of

FILE = load(HERE / "everyday_words.yaml")
FOUND = [(county, clause, say) for county, cases in FILE["found"].items() for clause, say in cases]


@pytest.mark.parametrize(("county", "clause", "say"), FOUND, ids=lambda part: part)
def test_everyday_words_find_the_clause(county: str, clause: str, say: str) -> None:
    reply = ask(say, county=county)
    assert clause in {quote.clause for quote in reply.quotes}, words_of(reply)
    assert reply.outcome is not Outcome.NOT_IN_PLAN or reply.silence is not SilenceKind.NOT_FOUND


@pytest.mark.parametrize("county", FILE["found"])
@pytest.mark.parametrize("say", FILE["apart"])
def test_daily_life_is_not_answered_from_a_plan(say: str, county: str) -> None:
    reply = ask(say, county=county)
    unknown = reply.outcome is Outcome.NOT_IN_PLAN and reply.silence is SilenceKind.NOT_FOUND
    assert unknown or reply.outcome is Outcome.OUT_OF_SCOPE, words_of(reply)
    assert not reply.quotes


def test_no_sentence_stands_twice() -> None:
    said = [*(say for _, _, say in FOUND), *FILE["apart"]]
    assert len(said) == len(set(said))
