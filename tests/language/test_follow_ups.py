"""Follow-up questions: the whole question that is meant, and what is answered to it."""

from __future__ import annotations

from typing import Any

import pytest

from handlers import Reply
from handlers.ask.following import context
from tests.language.knowing import HERE, ask, load, words_of

FILE = load(HERE / "follow_ups.yaml")
CASES: list[dict[str, Any]] = FILE["cases"]
GAPS: list[dict[str, Any]] = FILE["known_gaps"]
KEYS = {"before", "say", "county", "plan", "whole", "has", "hasnt", "outcome", "intent", "why"}


def name(case: dict[str, Any]) -> str:
    return f"{'—'.join(case['before'])}—{case['say']}"


def asked(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[str, Reply]:
    """The whole question that was made of the case, and its answer."""
    made: list[str] = []
    complete = context.complete

    def recorded(question: str, history: Any, *args: Any) -> str:
        whole = complete(question, history, *args)
        if len(history) == len(case["before"]):
            made.append(whole)
        return whole

    monkeypatch.setattr(context, "complete", recorded)
    who = {key: case[key] for key in ("county", "plan") if key in case}
    reply = ask(case["say"], history=tuple(case["before"]), **who)
    # What names a neighbour (之后那一步) is put in its place without more.
    return (made or [case["say"]])[0], reply


def faults(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    whole, reply = asked(case, monkeypatch)
    wanted = case["say"] if case.get("whole") == "same" else case.get("whole", whole)
    found = [] if whole == wanted else [f"读成“{whole}”，要“{wanted}”"]
    if reply.outcome.value != case.get("outcome", "answered"):
        found.append(f"结果是 {reply.outcome.value}")
    if reply.intent != case.get("intent", reply.intent):
        found.append(f"意图是 {reply.intent}")
    found += [f"不该说 {part}" for part in case.get("hasnt", []) if part in words_of(reply)]
    return found + [f"没有说 {part}" for part in case.get("has", []) if part not in words_of(reply)]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_follow_up(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert case.keys() <= KEYS
    assert faults(case, monkeypatch) == []


def test_every_known_gap_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [gap for gap in GAPS if not gap["why"]] == []
    mended = [name(gap) for gap in GAPS if not faults(gap, monkeypatch)]
    assert mended == [], "已经答对了：请移到 cases"


@pytest.mark.parametrize("case", [case for case in CASES if case.get("whole", "same") != "same"], ids=name)
def test_the_whole_question_stands_on_its_own(case: dict[str, Any]) -> None:
    """Without the conversation it is answered in the same way."""
    who = {key: case[key] for key in ("county", "plan") if key in case}
    assert ask(case["whole"], **who) == ask(case["say"], history=tuple(case["before"]), **who)
