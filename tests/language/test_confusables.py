"""A word with several meanings in a plan is asked back alone, and settled by one more word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from handlers import Outcome
from tests.language.knowing import LANGUAGE, ask, load, words_of

WORDS: list[dict[str, Any]] = load(LANGUAGE / "confusables.yaml")["confusables"]


def name(word: dict[str, Any]) -> str:
    return f"{word['plan']}-{word['word']}"


def settling() -> Iterator[tuple[str, str, str]]:
    for word in WORDS:
        for reading in word["readings"]:
            for more in reading["settles"]:
                yield word["plan"], word["word"], more


def asked_back(plan: str, say: str) -> bool:
    reply = ask(say, plan=plan)
    return reply.outcome is Outcome.ASK_BACK and reply.intent == "confusable"


@pytest.mark.parametrize("word", WORDS, ids=name)
@pytest.mark.parametrize("frame", ["{}", "{}呢", "{}有什么要求", "{}是什么"])
def test_alone_it_is_asked_back(word: dict[str, Any], frame: str) -> None:
    reply = ask(frame.format(word["word"]), plan=word["plan"])
    assert reply.outcome is Outcome.ASK_BACK
    said = words_of(reply)
    assert [reading["label"] for reading in word["readings"] if reading["label"] not in said] == []
    assert [choice.label for choice in reply.choices] == [reading["label"] for reading in word["readings"]]


@pytest.mark.parametrize("word", WORDS, ids=name)
def test_each_of_its_buttons_is_answered(word: dict[str, Any]) -> None:
    for choice in ask(word["word"], plan=word["plan"]).choices:
        reply = ask(choice.action.removeprefix("q:"), plan=word["plan"])
        assert reply.outcome is Outcome.ANSWERED, choice


@pytest.mark.parametrize(("plan", "word", "more"), sorted(set(settling())))
def test_one_more_word_settles_it(plan: str, word: str, more: str) -> None:
    assert not asked_back(plan, f"{more}{word}")
    assert not asked_back(plan, f"{word}{more}")


@pytest.mark.parametrize("word", WORDS, ids=name)
def test_the_other_plan_does_not_ask_back_for_it(word: dict[str, Any]) -> None:
    both = [other["plan"] for other in WORDS if other["word"] == word["word"]]
    for plan in {"anhui-2022", "yunnan-2022"} - set(both):
        assert not asked_back(plan, word["word"])
