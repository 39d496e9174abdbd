"""Sentences for people, kept as data in `handlers/texts/*.yaml`.

A phrase is named `file.key`; its blanks are filled with `str.format`. A phrase that does not exist or
lacks a blank is a fault of the program, so it raises.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "texts"


@cache
def _phrases() -> dict[str, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for key, text in yaml.load(path.read_text(encoding="utf-8"), loader).items():
            found[f"{path.stem}.{key}"] = text
    return found


def say(phrase: str, /, **blanks: object) -> str:
    """Return the phrase `file.key` with its blanks filled. Raises KeyError for an unknown phrase or blank."""
    return _phrases()[phrase].format(**blanks)


def cut(text: str, length: int = 60) -> str:
    """Return the text, or its first `length` characters and … where it is longer."""
    return text if len(text) <= length else f"{text[:length]}…"


def phrase_names() -> frozenset[str]:
    """Return every phrase's name (for the test that each one is used)."""
    return frozenset(_phrases())
