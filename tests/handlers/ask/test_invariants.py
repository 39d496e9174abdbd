"""What holds for every question: honest silence, nothing from outside, two provinces that never mix."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import Outcome, SilenceKind
from tests.language.knowing import ask, load, words_of

FILE = load(Path(__file__).parent / "invariants.yaml")
PLANS = ("anhui-2022", "yunnan-2022")
OUTSIDE: list[str] = FILE["outside"]
ONE: dict[str, str] = FILE["one_province"]
QUESTIONS: list[str] = FILE["one_province"]["questions"]


def called_silent(topic: str, frame: str, plan: str) -> bool:
    """True when the answer says that the plan was read for the topic and does not mention it."""
    return ask(frame.format(topic), plan=plan).silence is SilenceKind.STATED


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("topic", FILE["made_up"])
def test_of_a_made_up_topic_nobody_says_that_the_plan_is_silent(topic: str, plan: str) -> None:
    frames: list[str] = FILE["made_up_frames"]
    assert [frame for frame in frames if called_silent(topic, frame, plan)] == []


def test_hardly_a_made_up_topic_is_answered_with_another_one() -> None:
    """The specific word of a topic must be known, not only the kind of thing (月球 of 月球文化宫)."""
    frames: list[str] = FILE["made_up_frames"]
    asked = [(frame.format(topic), plan) for plan in PLANS for topic in FILE["made_up"] for frame in frames]
    replies = {case: ask(case[0], plan=case[1]) for case in asked}
    told = [case for case, reply in replies.items() if reply.outcome is Outcome.ANSWERED and reply.quotes]
    assert len(told) <= FILE["made_up_answered"], told
    assert len(asked) >= 400


def test_a_compound_of_known_words_is_not_answered_with_what_only_shares_some() -> None:
    frames: list[str] = [*FILE["made_up_frames"], "要不要搞{}", "{}怎么弄"]
    topics: list[str] = FILE["made_up_compounds"]
    asked = [(frame.format(topic), plan) for plan in PLANS for topic in topics for frame in frames]
    told = [case for case in asked if ask(case[0], plan=case[1]).outcome is Outcome.ANSWERED]
    assert len(told) <= FILE["made_up_compounds_answered"], told


@pytest.mark.parametrize(
    ("plan", "thing"), [(plan, thing) for plan, things in FILE["known_compounds"].items() for thing in things]
)
def test_a_compound_that_a_plan_knows_is_answered(plan: str, thing: str) -> None:
    for said in (thing, f"{thing}有什么规定"):
        reply = ask(said, plan=plan)
        assert reply.outcome is Outcome.ANSWERED and reply.quotes, (said, words_of(reply))


@pytest.mark.parametrize("context", [{}, {"plan": PLANS[0]}, {"county": ONE["yunnan_county"]}], ids=str)
@pytest.mark.parametrize(
    "say",
    [*OUTSIDE, "天气" * 5000, "a" * 10_000, "😀" * 10_000, " " * 10_000],
    ids=lambda say: repr(say[:24]),
)
def test_what_is_no_question_about_the_plans_gets_no_word_of_them(say: str, context: dict[str, str]) -> None:
    reply = ask(say, **context)
    assert reply.quotes == ()
    assert reply.outcome in {Outcome.OUT_OF_SCOPE, Outcome.SMALL_TALK, Outcome.ASK_BACK} or (
        reply.silence is SilenceKind.NOT_FOUND
    )
    assert words_of(reply).strip()


@pytest.mark.parametrize(
    "say", ["肥西县谁联系" * 1500, "社工补助多少？" * 1400, "驿" * 10_000, "1" * 10_000, "（" * 10_000]
)
def test_a_very_long_message_is_answered_in_words(say: str) -> None:
    assert words_of(ask(say)).strip()


@pytest.mark.parametrize("say", QUESTIONS)
@pytest.mark.parametrize(
    ("county", "plan"), [(ONE["anhui_county"], PLANS[0]), (ONE["yunnan_county"], PLANS[1])]
)
def test_the_two_provinces_never_mix(say: str, county: str, plan: str) -> None:
    reply = ask(say, county=county)
    assert {quote.plan for quote in reply.quotes} <= {plan}
    assert {quote.plan for quote in ask(say, plan=plan).quotes} <= {plan}


def test_there_are_inputs_enough() -> None:
    assert len(FILE["made_up"]) >= 40
    assert len(OUTSIDE) >= 30
    assert len(QUESTIONS) >= 20
