"""How many counties a question means: all of the prefecture that it names, or of the asker's own."""

from __future__ import annotations

import re

from knowledge import Place, Role

from ..question import Question

_OWN = re.compile("我们州|我州|全州|我们市|我市|全市|本州|本市|我们这")

_OWN_ABOVE = re.compile("(?:我们|我|咱们?|本|全)[市州](?!总|级)")
_OF_COUNTIES = frozenset({"county_count", "county_noun", "county_word", "in_list"})


def prefecture_meant(question: Question) -> Place | None:
    """Return the one prefecture that is meant, None where a county or several are named."""
    mentions = [one for one in question.reading.places.mentions if one.kind in ("prefecture", "county")]
    if mentions:
        alone = len(mentions) == 1 and mentions[0].kind == "prefecture" and mentions[0].candidates
        return mentions[0].candidates[0] if alone else None
    if question.unit is None or question.unit.role is not Role.PREFECTURE or not _OWN.search(question.text):
        return None
    return question.catalogue.places.prefecture(question.unit.code)


def own_prefecture_named(question: Question) -> str | None:
    """Return a county's question about the counties of its prefecture (我们市有几个县被联系) with its name.

    None for any other question.
    """
    said = _OWN_ABOVE.search(question.text)
    unit = question.unit
    if (
        said is None
        or unit is None
        or unit.role is not Role.COUNTY
        or not question.reading.groups & _OF_COUNTIES
    ):
        return None
    county = question.catalogue.places.county(unit.code)
    above = question.catalogue.places.prefecture(county.prefecture) if county else None
    if above is None or above.name.endswith("市") != said[0].endswith("市"):
        return None
    return question.text.replace(said[0], above.name, 1)


def counties_meant(question: Question) -> int | None:
    """Return how many counties that prefecture has; None where no prefecture is meant."""
    prefecture = prefecture_meant(question)
    return len(question.catalogue.places.counties_of(prefecture.code)) if prefecture else None
