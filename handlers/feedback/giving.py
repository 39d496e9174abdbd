"""Handing on a question, saying 有用 or 没用, and writing to the administrator."""

from __future__ import annotations

from .. import frames
from ..area import cancel_choice
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn

LENGTH = 2000
"""The most characters of one message to the administrator."""

FEEDBACK, RATING_WORD = "feedback", "rating_word"


def hand_on(turn: Turn, reference: str) -> Reply:
    """Put a question that found no answer on the administrator's list, once."""
    frame = frames.find(turn, reference)
    if frame is None:
        return _not_here()
    if frame.handed_on:
        return _said("feedback.handed_on_before")
    question = turn.store.questions.add(
        frame.question[:LENGTH],
        outcome=frame.outcome,
        at=turn.moment,
        person_id=turn.person.id,
        unit=frame.unit,
        plan=frame.plan,
    )
    frames.mark(turn, frame, handed_on=True)
    turn.audit("hand_on", f"question:{question.id}")
    return _said("feedback.handed_on")


def useful(turn: Turn, reference: str) -> Reply:
    """Note that an answer helped, once."""
    return _rate(turn, reference, 1)


def useless(turn: Turn, reference: str) -> Reply:
    """Note that an answer did not help, once; a free word about it is welcome."""
    return _rate(turn, reference, -1)


def rating_word(turn: Turn, text: str) -> Reply:
    """Put the free word about an answer on the administrator's list."""
    question = str((turn.waiting or {}).get("question", ""))
    turn.stop_waiting()
    return _store(turn, say("feedback.about", word=text[:LENGTH], question=question), "rating")


def feedback(turn: Turn, words: str) -> Reply:
    """Take the words for the administrator, or ask for them."""
    if words:
        return words_given(turn, words)
    turn.wait_for(FEEDBACK)
    asked = Text(say("feedback.ask"), strong=True)
    return Reply((asked, Choices((_cancel(),))), Outcome.ASK_BACK, "feedback")


def words_given(turn: Turn, text: str) -> Reply:
    """Put what somebody wrote on the administrator's list."""
    if not text:
        return feedback(turn, "")
    turn.stop_waiting()
    return _store(turn, text[:LENGTH], "feedback")


def _store(turn: Turn, text: str, kind: str) -> Reply:
    question = turn.store.questions.add(
        text, outcome=kind, at=turn.moment, person_id=turn.person.id, unit=turn.unit_id, plan=turn.plan
    )
    turn.audit("feedback", f"question:{question.id}")
    return _said("feedback.thanks")


def _rate(turn: Turn, reference: str, value: int) -> Reply:
    frame = frames.find(turn, reference)
    if frame is None:
        return _not_here()
    if frame.rated:
        return _said("feedback.rated_before")
    turn.store.questions.rate(
        frame.question[:LENGTH],
        answered_as=frame.intent,
        value=value,
        at=turn.moment,
        person_id=turn.person.id,
    )
    frames.mark(turn, frame, rated=True)
    if value > 0 or not turn.request.private:
        return _said("feedback.rated")
    turn.wait_for(RATING_WORD, question=frame.question[:100])
    skip = Choices((cancel_choice(say("feedback.no_word")),))
    return Reply((Text(say("feedback.rated_useless"), strong=True), skip), Outcome.SMALL_TALK, "rated")


def _not_here() -> Reply:
    return Reply((Notice(say("feedback.not_here"), "warning"),), Outcome.SMALL_TALK, "old_button")


def _said(phrase: str) -> Reply:
    return Reply((Text(say(phrase), strong=True),), Outcome.SMALL_TALK, phrase.partition(".")[2])


def _cancel() -> Choice:
    return cancel_choice(say("invitation.cancel"))
