"""Small talk, what the assistant can do, and what it does not do."""

from __future__ import annotations

from ...examples import examples_for as questions_to_try
from ...phrases import say
from ...provinces import blanks
from ...reply import Outcome, Reply
from ..answer import Answer
from ..question import Question, is_off_topic, residue

_OUTCOMES = {
    "greeting": Outcome.SMALL_TALK,
    "thanks": Outcome.SMALL_TALK,
    "bye": Outcome.SMALL_TALK,
    "identity": Outcome.SMALL_TALK,
    "capability": Outcome.SMALL_TALK,
    "abuse": Outcome.OUT_OF_SCOPE,
    "injection": Outcome.OUT_OF_SCOPE,
    "off_topic": Outcome.OUT_OF_SCOPE,
}
_ABOUT_PLANS, _SURELY = 0.42, 0.5  # found so well, with a word of the field or without, it is no small talk
TALK = frozenset(_OUTCOMES) - {"off_topic"}
_OF_RECORDS = frozenset(
    "progress_word unreported county_noun county_measure who how other_one mine yes_no".split()
)
_AROUND = str.maketrans(
    "", "", "怎么样咋如何情况得好位单家个还到哪现今天目前有除0123456789一二两三四五六七八九十"
)


def off_topic(question: Question) -> Reply | None:
    """Say that a topic is none of the plans'; None when the question is about the plans all the same."""
    if not is_off_topic(question):
        return None
    hits = question.hits()
    floor = _ABOUT_PLANS if "field" in question.reading.groups else _SURELY
    if hits and hits[0].score >= floor:
        return None
    return talk(question, "off_topic")


def no_such_day(words: str) -> Reply:
    """Say that no calendar has the named day, and how to go on."""
    return Answer("no_such_day").fact(say("talk.no_such_day", day=words)).reply(Outcome.ASK_BACK)


def talk(question: Question, kind: str) -> Reply:
    """Answer one kind of talk; offers examples where they help."""
    answer = Answer(kind).fact(say(f"talk.{kind}", **blanks(question.catalogue)))
    if kind in ("capability", "greeting", "identity"):
        examples = examples_for(question)
        if kind == "capability":
            for example in examples:
                answer.text(f"· {example}")
        for example in examples[:3]:
            answer.step(example, example)
    return answer.reply(_OUTCOMES[kind])


def examples_for(question: Question) -> list[str]:
    """Questions to try, of the asker's own unit and of the plan in focus."""
    return questions_to_try(question.catalogue, question.unit, question.book, question.today)


def records(question: Question, kind: str) -> Reply | None:
    """Say where the recorded progress is read; None when a topic of the plans is asked about."""
    if residue(question.reading, groups=_OF_RECORDS).translate(_AROUND) or question.reading.names:
        return None
    return Answer(kind).fact(say(f"talk.{kind}")).reply(Outcome.SMALL_TALK)


def which_two(question: Question) -> Reply:
    """Ask what the plans are to be compared on, with a few topics that all write of."""
    every = blanks(question.catalogue)
    answer = Answer("compare_plans").fact(say("talk.which_two", **every))
    for name in ("money", "days", "liaison"):
        ask = say(f"talk.which_two_{name}", **every)
        answer.step(ask, ask)
    return answer.reply(Outcome.ASK_BACK)


def empty(kind: str = "empty") -> Reply:
    """Answer a message without a word in it."""
    return Answer("empty").fact(say(f"talk.{kind}")).reply(Outcome.SMALL_TALK)


def ask_topic(question: Question) -> Reply:
    """Ask what a question without a topic (谁牵头？) is about."""
    answer = Answer("ask_topic").fact(say("talk.ask_topic"))
    for example in examples_for(question)[:3]:
        answer.step(example, example)
    return answer.reply(Outcome.ASK_BACK if question.reading.facets else Outcome.SMALL_TALK)
