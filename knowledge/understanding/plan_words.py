"""Words of the language that the plans themselves bring: their names, their lists, their counties."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalogue import PlanBook

_LIST = 3
"""Shorter names of a list are words of their own."""


def plan_words(books: Iterable[PlanBook]) -> dict[str, tuple[str, ...]]:
    """Return further words of the groups `compare`, `list_word` and `whole_province`."""
    compare, lists, whole = [], [], []
    for book in books:
        name = book.plan.name
        compare += [f"{joint}{name}比" for joint in "和跟与"]
        whole += [f"全{name}", f"{book.plan.counties}个县"]
        for checklist in book.checklists:
            lists += [word for word in (checklist.kind, *checklist.names) if len(word) >= _LIST]
    return {"compare": tuple(compare), "list_word": tuple(lists), "whole_province": tuple(whole)}


def province_names(books: Iterable[PlanBook]) -> tuple[str, ...]:
    """Return what provinces are called; the long form first, so that it goes as a whole."""
    return tuple(name for book in books for name in (f"{book.plan.name}省", book.plan.name))
