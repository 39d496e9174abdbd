"""What belongs where: 我们县归合肥还是安庆, 研究室是全总的还是省总的."""

from __future__ import annotations

from dataclasses import replace

from knowledge import Cite

from ...phrases import say
from ...reply import Outcome, Reply, Text
from ..answer import Answer
from ..places import liaison
from ..question import Question


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


def unit_level(question: Question) -> Reply | None:
    """Return of which level the units of that name are, with their counties; None when none is listed."""
    answer = Answer("unit_level")
    for book in question.books:
        said = {
            bearer.id: mention.text
            for mention in question.reading.names
            for bearer in mention.of("unit")
            if bearer.plan == book.id
        }
        units = [unit for unit in book.liaisons.units if unit.slug in said]
        if len(units) > 1:
            typed = said[units[0].slug]
            answer.fact(say("liaison.levels", plan=book.plan.name, unit=typed, count=len(units)))
        for unit in units:
            counties = "、".join(linked.printed for linked in unit.counties)
            level = say("liaison.level_national" if unit.kind == "national" else "liaison.level_provincial")
            answer.fact(
                say("liaison.level", unit=unit.unit.removeprefix(level), level=level, counties=counties)
            )
            answer.cite(book, *(Cite(clause=unit.clause, quote=linked.quote) for linked in unit.counties))
    reply = answer.dated().reply()
    return reply if reply.quotes else None
