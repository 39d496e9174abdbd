"""Topics of daily life, labour law and unions that no plan knows are not answered from what shares their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handlers import Outcome, SilenceKind
from knowledge.understanding.tables import language_sections
from tests.language.knowing import ask, catalogue, load, understanding, words_of

FILE = load(Path(__file__).parent / "other_topics.yaml")
QUESTIONS: list[str] = [say for kind in FILE["questions"].values() for say in kind]
CONTEXTS: list[dict[str, str]] = [{"county": county} for county in FILE["counties"]] + [{}]
WORDS = [word for words in language_sections("other_topics.txt").values() for word in words]


@pytest.mark.parametrize("context", CONTEXTS, ids=str)
@pytest.mark.parametrize("say", QUESTIONS)
def test_a_topic_of_its_own_is_not_answered(say: str, context: dict[str, str]) -> None:
    reply = ask(say, **context)
    silent = reply.outcome is Outcome.NOT_IN_PLAN and reply.silence in set(SilenceKind)
    assert silent or reply.outcome is Outcome.OUT_OF_SCOPE, words_of(reply)


@pytest.mark.parametrize("case", FILE["told"], ids=lambda case: case["say"])
def test_what_a_plan_tells_with_such_a_word_is_told(case: dict[str, Any]) -> None:
    reply = ask(case["say"], plan=case["plan"])
    assert reply.quotes and [part for part in case["has"] if part not in words_of(reply)] == []


@pytest.mark.parametrize("case", FILE["happened"], ids=lambda case: case["say"])
def test_whether_it_was_done_no_plan_knows(case: dict[str, Any]) -> None:
    reply = ask(case["say"], plan=case["plan"])
    assert reply.outcome is Outcome.NOT_IN_PLAN and reply.quotes
    assert [part for part in case["has"] if part not in words_of(reply)] == [], words_of(reply)


@pytest.mark.parametrize("case", FILE["follows"], ids=lambda case: case["say"])
def test_what_follows_once_it_is_done_is_asked_of_the_plan(case: dict[str, Any]) -> None:
    assert "方案里查不到" not in words_of(ask(case["say"], plan=case["plan"]))


@pytest.mark.parametrize("context", CONTEXTS, ids=str)
@pytest.mark.parametrize("say", FILE["told_only"])
def test_what_only_tells_is_not_answered_from_a_plan(say: str, context: dict[str, str]) -> None:
    reply = ask(say, **context)
    assert reply.intent == "only_tells" and not reply.quotes
    assert ("邀请码" in words_of(reply)) == (not context), "who has a unit need not join one"


@pytest.mark.parametrize("case", FILE["asks_all_the_same"], ids=lambda case: case["say"])
def test_a_question_about_what_was_done_is_one(case: dict[str, Any]) -> None:
    assert ask(case["say"], plan=case["plan"]).intent != "only_tells"


def test_each_word_stays_as_it_is_compared() -> None:
    """A word that becomes another one by its synonyms would never be found in a question."""
    assert [word for word in WORDS if understanding().comparable(word).strip() != word] == []


def test_no_word_names_what_a_plan_has_a_point_for() -> None:
    names = {name for book in catalogue().plans.values() for point in book.points for name in point.names}
    own = {word for word in WORDS if word in names}
    silent = {
        name
        for book in catalogue().plans.values()
        for point in book.points
        if point.silence
        for name in point.names
    }
    assert own <= silent, own - silent


def test_there_are_questions_enough() -> None:
    assert len(QUESTIONS) >= 40
