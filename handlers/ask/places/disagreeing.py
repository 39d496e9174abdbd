"""Places that do not belong together (云南砀山县, 合肥市瑞丽): the narrower counts, its owner is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge import Place

from ...phrases import say
from ...reply import Reply, Text
from ..question import Question

_JOINTS = ("", "的", " ")
_WIDE = ("province", "prefecture")
_NARROW = ("prefecture", "county")


def corrected(question: Question) -> tuple[Question, list[str]]:
    """Return the question without the places that are wrong around others, and what is to be said of them."""
    wrong = list(_disagreements(question))
    if not wrong:
        return question, []
    inner = {place.province for _, place in wrong}
    books = tuple(book for book in question.catalogue.plans.values() if book.plan.province in inner)
    said = [
        say("liaison.elsewhere", place=place.name, owner=_owner(question, place), not_in=wide)
        for wide, place in wrong
    ]
    return replace(question, books=books, named=True, found={}), said


def with_corrections(reply: Reply, said: list[str]) -> Reply:
    """Return the reply with the corrections before it."""
    return replace(reply, blocks=(*(Text(line) for line in said), *reply.blocks)) if said else reply


def _disagreements(question: Question) -> Iterator[tuple[str, Place]]:
    """Each wider place with the place straight behind it that lies elsewhere."""
    for first, second in pairwise(question.reading.places.mentions):
        near = question.text[first.end : second.start] in _JOINTS
        sure = "offered" not in (first.certainty, second.certainty)
        if not near or not sure or first.kind not in _WIDE or second.kind not in _NARROW:
            continue
        if not any(_holds(wide, place) for wide in first.candidates for place in second.candidates):
            yield first.candidates[0].name, second.candidates[0]


def _holds(wide: Place, place: Place) -> bool:
    """True when `place` lies in `wide`, or the first is no province or prefecture after all."""
    if wide.kind == "county":
        return True
    return wide.province == place.province and (wide.kind == "province" or wide.code[:4] == place.code[:4])


def _owner(question: Question, place: Place) -> str:
    """Where a place lies: its province, for a county its prefecture too."""
    provinces = question.catalogue.places.provinces
    name = next((above.name for above in provinces if above.province == place.province), "")
    return name + (place.prefecture_name if place.kind == "county" else "")
