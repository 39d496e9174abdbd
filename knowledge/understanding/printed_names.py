"""Names that tell something by themselves: of one plan alone, or with a numeral that counts nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import ahocorasick

from ..catalogue import PlanBook

_DISTINCT = 4
"""A name of fewer characters may be an ordinary word."""


_NUMERAL = re.compile("[0-9一二三四五六七八九十百两]")
_COUNTED = re.compile("[一二三四五六七八九十两]+[个张项大类条份][^0-9]{2,}")
"""What people call a list by its count: 三张清单."""
_SUM = re.compile("[0-9.]+(?:[万亿]?元?|[个家名项条场])")


def numeral_names(books: Sequence[PlanBook]) -> ahocorasick.Automaton:
    """Return the printed names that hold a numeral; a mere sum or count (500万, 104个) stays a number."""
    automaton = ahocorasick.Automaton()
    for book in books:
        for name in {name for point in book.points for name in point.names}:
            if (
                len(name) > 1
                and _NUMERAL.search(name)
                and not _SUM.fullmatch(name)
                and (name in book.source or _COUNTED.fullmatch(name))
            ):
                automaton.add_word(name.lower(), name.lower())
    automaton.make_automaton()
    return automaton


def all_names(books: Sequence[PlanBook]) -> ahocorasick.Automaton:
    """Return every name of a point: a sentence with one of them is about the plans' field."""
    automaton = ahocorasick.Automaton()
    for name in {name for book in books for point in book.points for name in point.names if len(name) > 1}:
        automaton.add_word(name.lower(), name)
    automaton.add_word("加强年", "加强年")
    automaton.make_automaton()
    return automaton


def distinct_names(books: Sequence[PlanBook]) -> ahocorasick.Automaton:
    """Return the longer names of points that one plan alone uses, in its names and in its text."""
    automaton = ahocorasick.Automaton()
    for book in books:
        others = [other for other in books if other is not book]
        text = "\n".join(other.source for other in others)
        known = {name for other in others for point in other.points for name in point.names}
        for point in book.points:
            for name in () if point.silence else point.names:
                printed = len(name) >= _DISTINCT and name in book.source
                if printed and name not in text and name not in known:
                    automaton.add_word(name.lower(), point)
    automaton.make_automaton()
    return automaton


def printed_words(books: Sequence[PlanBook]) -> str:
    """Return all that the plans print or call something, without the people that they name."""
    people = {person.name for book in books for person in book.organisation.people}
    people |= {unit.unit for book in books for unit in book.liaisons.units if unit.kind == "leader"}
    text = "\n".join([book.source for book in books] + [name for book in books for name in _called(book)])
    for name in people:
        text = text.replace(name, " ")
    return text


def _called(book: PlanBook) -> set[str]:
    return {name for point in book.points for name in point.names}
