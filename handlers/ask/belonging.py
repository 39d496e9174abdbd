"""Which prefecture a county belongs to: 我们县归合肥还是安庆."""

from __future__ import annotations

from dataclasses import replace

from ..phrases import say
from ..reply import Outcome, Reply, Text
from . import liaison
from .question import Question


def prefecture_of_county(question: Question) -> Reply | None:
    """Return the prefecture of the named county, else of the asker's, and who links the county.

    None when several counties or none are meant.
    """
    named = [mention for mention in question.reading.places.mentions if mention.kind == "county"]
    own = question.catalogue.places.county(question.unit.code) if question.unit and not named else None
    places = named[0].candidates if len(named) == 1 else (own,) if own else ()
    if len(places) != 1:
        return None
    county = places[0]
    told = say("liaison.belongs", county=county.name, prefecture=county.prefecture_name)
    linked = liaison.of_counties(question, [(county, "")])
    return replace(
        linked,
        blocks=(Text(told, strong=True), *linked.blocks),
        outcome=Outcome.ANSWERED,
        intent="prefecture_of_county",
        silence=None,
    )
