"""Walking through the YAML as it was written, so that a fault can name its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..catalogue import Catalogue, PlanBook
from ..loading import Document, Loc


def documents(catalogue: Catalogue) -> Iterator[tuple[PlanBook, Document]]:
    """Give every YAML document of every plan with its plan."""
    for document in catalogue.documents:
        folder = document.file.split("/")[-2]
        if folder == "points":
            folder = document.file.split("/")[-3]
        yield catalogue.plans[folder], document


def values(data: Any, key: str, at: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Give every value that stands under `key` anywhere in `data`, with its place."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key:
                yield (*at, name), value
            yield from values(value, key, (*at, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from values(value, key, (*at, number))
