"""Words that mean several things in a plan are asked back when nothing in the question settles them."""

from __future__ import annotations

from knowledge import Facet

from ..phrases import say
from ..reply import Outcome, Reply
from .answer import Answer
from .question import Question, residue

_AS_CLOSE = 0.8  # of the best score: a point that tells the side asked for is preferred
_LITTLE_MORE = 2  # so many characters beside the word settle nothing


def ask_which(question: Question) -> Reply | None:
    """Ask which reading is meant, telling what the plan says on each; None when the question settles it."""
    for confusable in question.understanding.confusables:
        if (
            question.book is None
            or confusable.plan != question.book.id
            or confusable.word not in question.text
        ):
            continue
        text = question.text.replace(confusable.word, " ")
        if any(word in text for reading in confusable.readings for word in reading.settles):
            continue
        if len(residue(question.reading, without=confusable.word)) > _LITTLE_MORE:
            continue
        answer = Answer("confusable").fact(say("points.which", word=confusable.word))
        for reading in confusable.readings:
            _tell(answer, question, reading.label, reading.ask)
        return answer.reply(Outcome.ASK_BACK)
    return None


def _tell(answer: Answer, question: Question, label: str, ask: str) -> None:
    book = question.books[0]
    wanted = question.reading.facets - {Facet.WHAT}
    hits = question.understanding.find_text(ask, [book.id], limit=6)
    close = [hit for hit in hits if hit.score >= _AS_CLOSE * hits[0].score]
    point = next((hit.point for hit in close if wanted & hit.point.facets), hits[0].point)
    answer.text(f"· {label}：{point.say}").cite(book, *point.cites[:1])
    answer.step(label, f"{book.plan.name}{ask}")
