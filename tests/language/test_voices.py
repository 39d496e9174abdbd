"""Recall of colloquial questions: each finds the clause that its statement stands in."""

from __future__ import annotations

from datetime import date

import pytest

from handlers import Outcome, Reply, SilenceKind
from tests.language.knowing import HERE, ask, load

FILE = load(HERE / "voices.yaml")
CASES = [
    pytest.param(plan, kind, clause, say, id=say)
    for plan, kinds in FILE.items()
    for kind, cases in kinds.items()
    for clause, say in cases
]
_TOLD = {SilenceKind.STATED, SilenceKind.UNEXPLAINED}


def answer(say: str, plan: str) -> Reply:
    return ask(say, plan=plan, today=date(2023, 3, 15))


@pytest.mark.parametrize(("plan", "kind", "clause", "say"), CASES)
def test_a_question_in_any_voice_finds_its_clause(plan: str, kind: str, clause: str, say: str) -> None:
    reply = answer(say, plan)
    assert clause in {quote.clause for quote in reply.quotes if quote.plan == plan}
    if kind == "silent":
        assert reply.silence in _TOLD
    elif kind == "answered":
        assert reply.outcome in {Outcome.ANSWERED, Outcome.ASK_BACK}


def test_no_question_stands_twice() -> None:
    said = [case.values[3] for case in CASES]
    assert len(said) == len(set(said)) > 150
