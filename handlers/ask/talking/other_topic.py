"""Questions that name a topic of daily life, of labour law or of unions: what speaks of it answers them."""

from __future__ import annotations

import re

from knowledge import Facet

from ...reply import Reply
from ..finding.choosing import weigh
from ..finding.points import not_found, tell_found
from ..question import Question

_JUST_SO = 0.97
"""From here on a point is asked for in its own words."""

_OTHER_PAPER = re.compile("(?:全总|全国总工会|国家)(?:的|那份|那个|这份|下?发的|出的|自己的)*(?:方案|文件)")
"""The paper on which the plans rest: they name it and hold nothing of what stands in it."""
_OF_CONTENT = frozenset({Facet.COUNT, Facet.MONEY, Facet.WHEN, Facet.OFTEN, Facet.HOW, Facet.LEAD})
_FAIRLY = 0.45
"""A point that holds the word and is found less well is about something else."""


def of_other_topic(question: Question) -> Reply | None:
    """Answer from what holds the topics that the question names, or say that nothing was found.

    None where it names none (职工福利谁管), or where a point is asked for in these very words.
    """
    if _OTHER_PAPER.search(question.text) and question.reading.facets & _OF_CONTENT:
        return not_found(question, weigh(question, question.hits()))
    words = question.reading.others
    if not words:
        return None
    hits = question.hits()
    if hits and hits[0].score >= _JUST_SO:
        return None
    holds = question.understanding.holds
    held = [hit for hit in hits if all(holds(word, hit.point) for word in words)]
    near = weigh(question, held)
    told = tell_found(question, near) if near and near[0].score >= _FAIRLY else None
    return told or not_found(question, weigh(question, hits))
