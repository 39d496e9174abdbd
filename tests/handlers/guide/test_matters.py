"""Questions about the assistant itself: which are taken, and that nothing else ever is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers import Services
from handlers.guide.asked import matter_of

SAID: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "matters.yaml").read_text(encoding="utf-8")
)
LANGUAGE = Path(__file__).parents[2] / "language"


@pytest.mark.parametrize(("name", "said"), [(name, one) for name, all_ in SAID.items() for one in all_])
def test_what_is_asked_about_the_assistant(name: str, said: str) -> None:
    found = matter_of(said)
    assert (found.name if found is not None else "none") == name


def test_no_question_about_the_plans_is_taken(known: Services) -> None:
    asks = [ask for book in known.catalogue.plans.values() for point in book.points for ask in point.asks]
    assert len(asks) > 10_000
    assert [ask for ask in asks if matter_of(ask) is not None] == []


def test_no_known_sentence_about_plans_or_progress_is_taken() -> None:
    said = [
        one
        for path in LANGUAGE.rglob("*.yaml")
        for one in _sentences(yaml.safe_load(path.read_text("utf-8")))
    ]
    assert len(said) > 1000
    assert [one for one in said if matter_of(one) is not None] == []


def _sentences(content: Any) -> Iterator[str]:
    """Every `say`, `text` and `before` of a file of sentences."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in ("say", "text") and isinstance(value, str):
                yield value
            yield from _sentences(value)
    if isinstance(content, list):
        for one in content:
            yield from _sentences(one)
