"""The knowledge base of these tests, loaded once, and short ways to read and to ask."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handlers import Chat, Reply, Request, Sender, Services, Text, dispatch, find_unit
from knowledge import Catalogue, Reading, Understanding, load_catalogue

HERE = Path(__file__).parent
LANGUAGE = HERE.parents[1] / "knowledge" / "data" / "language"
TODAY = date(2023, 4, 10)
_MOMENT = datetime(2023, 4, 10, 1, 0, tzinfo=UTC)


@cache
def services() -> Services:
    catalogue = load_catalogue()
    return Services(catalogue, Understanding(catalogue), None, lambda: _MOMENT)


def catalogue() -> Catalogue:
    return services().catalogue


def understanding() -> Understanding:
    return services().understanding


@cache
def load(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def groups() -> dict[str, tuple[str, ...]]:
    """The words of each group."""
    return understanding().language.vocabulary.groups


def templates() -> dict[str, tuple[str, ...]]:
    """The templates of each intent."""
    return {name: file.templates for name, file in understanding().language.templates.intents.items()}


def unit_named(county: str | None) -> str | None:
    return find_unit(catalogue(), county=county)


def plan_of(county: str | None, plan: str | None = None) -> str | None:
    """The plan that a question is read under: the county's, else the chat's."""
    unit = unit_named(county)
    home = catalogue().of_province(unit.partition(":")[2][:2]) if unit else None
    return home.id if home else plan


def read(say: str, *, county: str | None = None, plan: str | None = None, today: date = TODAY) -> Reading:
    return understanding().read(say, today=today, plan=plan_of(county, plan), profile=county is not None)


def request(
    say: str | None,
    *,
    county: str | None = None,
    plan: str | None = None,
    today: date = TODAY,
    history: tuple[str, ...] = (),
) -> Request:
    return Request(
        sender=Sender("test", "someone"),
        chat=Chat("test", "here"),
        moment=_MOMENT,
        today=today,
        key="",
        text=say,
        unit=unit_named(county),
        plan=plan,
        history=history,
    )


def ask(say: str, **who: Any) -> Reply:
    """Ask as a channel does; `who`: county, plan, today, history."""
    return dispatch(request(say, **who), services())


def words_of(reply: Reply) -> str:
    """What the person reads of a reply: all of it, also quotes and buttons."""
    parts: list[str] = []
    for block in reply.blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        else:
            parts += _texts(block)
    return "\n".join(parts)


def _texts(block: Any) -> list[str]:
    found: list[str] = []
    for name in ("text", "title", "quote", "label"):
        found.append(getattr(block, name, ""))
    for row in getattr(block, "rows", ()):
        found += row
    found += getattr(block, "header", ())
    found += [option.label for option in getattr(block, "options", ())]
    return [text for text in found if text]
