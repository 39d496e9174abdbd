"""The administrator's lists: what was handed on, and how answers were liked."""

from __future__ import annotations

from collections.abc import Sequence

from storage import SYSTEM_UNIT, UnansweredQuestion

from ..access import Act
from ..errors import PersonError
from ..people.naming import unit_name
from ..people.trial import real_times
from ..phrases import say
from ..reminders.days import local_day
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn

_LISTED = 8
_LOOKED_AT = 200
_CUT = 300
_KINDS = {"feedback": "kind_feedback", "rating": "kind_rating"}


def unanswered(turn: Turn, _: str = "") -> Reply:
    """Show the newest open questions, each with a button to close it."""
    turn.require(Act.SEE_FEEDBACK, SYSTEM_UNIT)
    questions = turn.store.questions.list(limit=_LOOKED_AT)
    turn.audit("see_unanswered", "questions", detail={"rows": min(len(questions), _LISTED)})
    if not questions:
        return Reply((Text(say("feedback.list_empty"), strong=True),), Outcome.ANSWERED, "unanswered")
    blocks: list[Block] = [Text(say("feedback.list_title", count=len(questions)), strong=True)]
    blocks += [Text(_row(turn, question)) for question in questions[:_LISTED]]
    if len(questions) > _LISTED:
        blocks.append(Notice(say("feedback.list_more", count=len(questions) - _LISTED)))
    buttons = _buttons(questions[:_LISTED])
    return Reply((*blocks, *real_times(turn), buttons), Outcome.ANSWERED, "unanswered")


def close(turn: Turn, number: str) -> Reply:
    """Take a question off the list; pressed again, it says so."""
    turn.require(Act.SEE_FEEDBACK, SYSTEM_UNIT)
    if not number.isdigit():
        raise PersonError(number, sentence=say("membership.old_button"))
    if turn.store.questions.close(int(number), turn.moment) is None:
        return Reply(
            (Text(say("feedback.closed_before", number=number), strong=True),), Outcome.SMALL_TALK, "closed"
        )
    turn.audit("close_question", f"question:{number}")
    left = turn.store.questions.list(limit=_LISTED)
    said = Text(say("feedback.closed", number=number), strong=True)
    return Reply((said, *([_buttons(left)] if left else [])), Outcome.SMALL_TALK, "closed")


def ratings(turn: Turn, _: str = "") -> Reply:
    """Show how many answers helped, by kind of question, and what the newest useless ones were asked."""
    turn.require(Act.SEE_FEEDBACK, SYSTEM_UNIT)
    newest = turn.store.questions.ratings(limit=_LOOKED_AT)
    turn.audit("see_ratings", "ratings", detail={"rows": len(newest)})
    if not newest:
        return Reply((Text(say("feedback.no_ratings"), strong=True),), Outcome.ANSWERED, "ratings")
    good = sum(rating.value > 0 for rating in newest)
    counts = ((say("feedback.useful"), str(good)), (say("feedback.useless"), str(len(newest) - good)))
    blocks: list[Block] = [Facts(counts, say("feedback.ratings_title", count=len(newest)))]
    useless = [rating for rating in newest if rating.value < 0][:_LISTED]
    blocks += [Text(f"· {local_day(rating.at)} {rating.question[:_CUT]}") for rating in useless]
    return Reply((*blocks, *(real_times(turn) if useless else ())), Outcome.ANSWERED, "ratings")


def _row(turn: Turn, question: UnansweredQuestion) -> str:
    kind = say(f"feedback.{_KINDS.get(question.outcome, 'kind_question')}")
    unit = unit_name(question.unit, turn.catalogue) if question.unit else say("membership.visitor")
    cut = question.text if len(question.text) <= _CUT else f"{question.text[:_CUT]}…"
    return say(
        "feedback.list_row", number=question.id, day=local_day(question.at), kind=kind, unit=unit, text=cut
    )


def _buttons(questions: Sequence[UnansweredQuestion]) -> Choices:
    return Choices(tuple(Choice(say("feedback.close", number=one.id), f"f:{one.id}") for one in questions), 2)
