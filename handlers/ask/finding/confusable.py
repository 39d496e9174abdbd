"""Words that mean several things in a plan are asked back when nothing in the question settles them."""

from __future__ import annotations

from knowledge import Confusable, Facet

from ...phrases import say
from ...reply import Outcome, Reply
from ..answer import Answer
from ..question import Question, residue

INTENT = "confusable"
_AS_CLOSE = 0.8  # of the best score: a point that tells the side asked for is preferred
_LITTLE_MORE = 2  # so many characters beside the word settle nothing


def ask_which(question: Question) -> Reply | None:
    """Ask which reading is meant, telling what the plan says on each; None when the question settles it."""
    for confusable in _said(question):
        text = question.text.replace(confusable.word, " ")
        if any(word in text for reading in confusable.readings for word in reading.settles):
            continue
        if len(residue(question.reading, without=confusable.word)) > _LITTLE_MORE:
            continue
        answer = Answer(INTENT).fact(say("points.which", word=confusable.word))
        for reading in confusable.readings:
            _tell(answer, question, reading.label, reading.ask)
        return answer.reply(Outcome.ASK_BACK)
    return None


def settled_before(question: Question, before: str) -> str | None:
    """Return the question with its word as `before` had it: 主要培训哪些人 after 业务培训班办几期.

    None where the sentence before does not hold the word, or settles none or several of its readings.
    """
    for confusable in _said(question):
        if confusable.word not in before:
            continue
        beside = before.replace(confusable.word, " ")
        told = [[word for word in reading.settles if word in beside] for reading in confusable.readings]
        settling = [words for words in told if words]
        if len(settling) == 1:
            most = max(settling[0], key=len)
            return question.text.replace(confusable.word, f"{most}{confusable.word}", 1)
    return None


def _said(question: Question) -> list[Confusable]:
    """The confusable words of the plan in focus that the question holds; none where several are in focus."""
    return [
        confusable
        for confusable in question.understanding.confusables
        if question.book is not None
        and confusable.plan == question.book.id
        and confusable.word in question.text
    ]


def _tell(answer: Answer, question: Question, label: str, ask: str) -> None:
    book = question.books[0]
    wanted = question.reading.facets - {Facet.WHAT}
    hits = question.understanding.find_text(ask, [book.id], limit=6)
    close = [hit for hit in hits if hit.score >= _AS_CLOSE * hits[0].score]
    point = next((hit.point for hit in close if wanted & hit.point.facets), hits[0].point)
    answer.text(f"· {label}：{point.say}").cite(book, *point.cites[:1])
    answer.step(label, f"{book.plan.name}{ask}")
