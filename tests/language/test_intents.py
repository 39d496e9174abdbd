"""Every way to ask is proved: each sentence has one reading, each template is the best for some sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge import Reading
from tests.language.knowing import HERE, LANGUAGE, load, read, templates

INTENTS, TESTS = LANGUAGE / "intents", HERE / "intents"
FILES = sorted(path.relative_to(TESTS) for path in TESTS.rglob("*.yaml"))
GAPS: list[dict[str, str]] = load(HERE / "known_gaps.yaml")["gaps"]


def sentences(file: Path) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = load(TESTS / file)["sentences"]
    return cases


def reading_of(case: dict[str, str]) -> Reading:
    return read(case["say"], county=case.get("county"), plan=case.get("plan"))


def fault(case: dict[str, str], intent: str) -> str | None:
    """What is wrong with the reading of a sentence; None when `intent` alone fits best."""
    matches = reading_of(case).matches
    best = [(match.intent, match.template) for match in matches if match.score >= matches[0].score]
    if len(best) == 1 and best[0][0] == intent:
        return None
    return f"{case['say']}: 要 {intent}，读成 {best or '没有意图'}"


def test_every_intent_has_its_sentences_and_no_sentences_are_orphans() -> None:
    assert sorted(path.relative_to(INTENTS) for path in INTENTS.rglob("*.yaml")) == FILES


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_sentence_has_this_one_reading(file: Path) -> None:
    assert [wrong for case in sentences(file) if (wrong := fault(case, file.stem))] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_template_is_the_best_for_a_sentence(file: Path) -> None:
    used = {reading_of(case).matches[0].template for case in sentences(file) if not fault(case, file.stem)}
    templates = load(INTENTS / file)["templates"]
    assert [f"{file}: 没有句子用到 {template}" for template in templates if template not in used] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_example_of_an_intent_is_among_its_sentences(file: Path) -> None:
    assert load(INTENTS / file)["example"] in [case["say"] for case in [*sentences(file), *GAPS]]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_keys_of_a_sentence_are_known(file: Path) -> None:
    assert [case for case in sentences(file) if not case.keys() <= {"say", "county", "plan"}] == []


def test_no_sentence_stands_twice() -> None:
    counted = Counter((case["say"], case.get("county")) for file in FILES for case in sentences(file))
    assert [say for say, times in counted.items() if times > 1] == []


def test_every_known_gap_is_still_there() -> None:
    assert [gap for gap in GAPS if gap["intent"] not in templates() or not gap["why"]] == []
    mended = [gap["say"] for gap in GAPS if not fault(gap, gap["intent"])]
    assert mended == [], "已经读对了：请移到各自意图的文件里"
