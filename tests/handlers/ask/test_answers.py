"""Whole questions with their answers: what must be said, what must not, and every quote verbatim."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from handlers import Outcome, Reply, SilenceKind, Text
from handlers.reply import BUTTON_BYTES
from tests.language.knowing import LANGUAGE, TODAY, ask, catalogue, load, words_of

HERE = Path(__file__).parent
FILE = load(HERE / "answers.yaml")
CASES: list[dict[str, Any]] = [case for cases in FILE["groups"].values() for case in cases]
SILENCES: list[tuple[str, dict[str, Any]]] = [
    (kind, case) for kind, cases in FILE["silences"].items() for case in cases
]
ALL = CASES + [case for _, case in SILENCES]
GAPS: list[dict[str, Any]] = load(HERE / "known_gaps.yaml")["gaps"]
KEYS = {"say", "plan", "county", "today", "outcome", "silence", "has", "hasnt"}
NEXT_STEPS = 3


def who(case: dict[str, Any]) -> dict[str, Any]:
    return {key: case[key] for key in ("plan", "county", "today") if key in case}


def name(case: dict[str, Any]) -> str:
    return "-".join([case["say"], *(str(value) for value in who(case).values())])


@cache
def _asked(say: str, **context: Any) -> Reply:
    return ask(say, **context)


def answer(case: dict[str, Any]) -> Reply:
    return _asked(case["say"], **who(case))


def faults(case: dict[str, Any]) -> list[str]:
    """What is wrong with the answer to a case."""
    reply, wanted = answer(case), case.get("outcome", "answered")
    said = words_of(reply)
    found = [] if reply.outcome.value in wanted else [f"结果是 {reply.outcome.value}，要 {wanted}"]
    if "silence" in case and reply.silence != case["silence"]:
        found.append(f"沉默是 {reply.silence}，要 {case['silence']}")
    found += [f"没有说 {part}" for part in case.get("has", []) if part not in said]
    return found + [f"不该说 {part}" for part in case.get("hasnt", []) if part in said]


@cache
def source(plan: str) -> str:
    """The plan as printed, line ends folded."""
    path = LANGUAGE.parent / "plans" / plan / "source.txt"
    return "".join(path.read_text(encoding="utf-8").replace("\f", "").splitlines())


def unproved(reply: Reply) -> list[str]:
    """The quotes that do not stand in their plan's text, or whose clause does not exist."""
    return [
        f"{quote.plan} {quote.clause}: {quote.quote}"
        for quote in reply.quotes
        if quote.quote not in source(quote.plan)
        or not quote.quote.strip()
        or quote.clause not in catalogue().plans[quote.plan].clauses
    ]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_answer(case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    assert faults(case) == []


@pytest.mark.parametrize(
    ("kind", "case"), SILENCES, ids=lambda value: value if isinstance(value, str) else name(value)
)
def test_the_silence(kind: str, case: dict[str, Any]) -> None:
    reply = answer(case)
    assert (reply.outcome, reply.silence) == (Outcome.NOT_IN_PLAN, SilenceKind(kind))


def test_each_silence_has_cases_enough() -> None:
    assert {kind: len(cases) for kind, cases in FILE["silences"].items() if len(cases) < 5} == {}
    assert set(FILE["silences"]) == {kind.value for kind in SilenceKind}


def test_only_a_stated_silence_says_that_the_plan_is_silent() -> None:
    for kind, case in SILENCES:
        first = words_of(answer(case)).split("\n", 1)[0]
        if kind == "not_found":
            assert "方案没有" not in first and "没有规定" not in first, case["say"]
        else:
            assert answer(case).quotes, case["say"]


@pytest.mark.parametrize("gap", GAPS, ids=name)
def test_a_known_gap_is_still_there(gap: dict[str, Any]) -> None:
    assert gap["why"]
    assert faults(gap), f"{gap['say']} 已经答对了：请移到 answers.yaml"


@pytest.mark.parametrize("case", ALL, ids=name)
def test_every_quote_stands_in_the_plan(case: dict[str, Any]) -> None:
    assert unproved(answer(case)) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.get("outcome", "answered") == "answered"], ids=name
)
def test_what_is_answered_is_quoted(case: dict[str, Any]) -> None:
    """Every statement about a plan carries a quote; a day or a phase that holds none is no statement."""
    reply = answer(case)
    assert reply.quotes or reply.intent in {"due_in_period", "days_left", "past_due"}


@pytest.mark.parametrize("case", ALL, ids=name)
def test_no_sentence_stands_twice(case: dict[str, Any]) -> None:
    said = [block.text for block in answer(case).blocks if isinstance(block, Text)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("case", ALL, ids=name)
def test_next_steps_are_few_and_lead_on(case: dict[str, Any]) -> None:
    reply = answer(case)
    context = {key: value for key, value in who(case).items() if key != "today"}
    if reply.outcome is not Outcome.ASK_BACK:
        assert len(reply.choices) <= NEXT_STEPS
    for choice in reply.choices:
        assert len(choice.action.encode()) <= BUTTON_BYTES
        if choice.action.startswith("q:"):
            pressed = _asked(choice.action[2:], today=case.get("today", TODAY), **context)
            assert pressed.silence is not SilenceKind.NOT_FOUND, choice
            assert unproved(pressed) == []


def test_there_are_questions_enough_for_both_plans() -> None:
    told = {quote.plan for case in CASES for quote in answer(case).quotes}
    assert told == set(catalogue().plans)
    assert len(CASES) >= 120
    assert len({name(case) for case in ALL}) == len(ALL)
