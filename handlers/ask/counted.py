"""How many counties a question means: all of the prefecture that it names, or of the asker's own."""

from __future__ import annotations

import re

from knowledge import Place, Role

from .question import Question

_OWN = re.compile("我们州|我州|全州|我们市|我市|全市|本州|本市|我们这")


def prefecture_meant(question: Question) -> Place | None:
    """Return the one prefecture that is meant, None where a county or several are named."""
    mentions = [one for one in question.reading.places.mentions if one.kind in ("prefecture", "county")]
    if mentions:
        alone = len(mentions) == 1 and mentions[0].kind == "prefecture" and mentions[0].candidates
        return mentions[0].candidates[0] if alone else None
    if question.unit is None or question.unit.role is not Role.PREFECTURE or not _OWN.search(question.text):
        return None
    return question.catalogue.places.prefecture(question.unit.code)


def counties_meant(question: Question) -> int | None:
    """Return how many counties that prefecture has; None where no prefecture is meant."""
    prefecture = prefecture_meant(question)
    return len(question.catalogue.places.counties_of(prefecture.code)) if prefecture else None
