"""A typed question about the assistant is answered by a word and the buttons that do it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..access import may_anywhere
from ..area import Area, Handle, command_choice, in_menu_order
from ..examples import example_county, in_force
from ..people.me import me
from ..people.mydata import data
from ..phrases import phrase_names, say
from ..reply import Choice, Choices, Outcome, Reply, Text, question_choice
from ..turn import Turn
from ..units import unit_of

_FILE = Path(__file__).parent / "matters.yaml"
_BETWEEN = re.compile(r"[\s，。、？！；：,.?!;:~～…“”\"'（）()]+")
_LONGEST = 40
"""A longer text is more than a question about the assistant."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that people ask about the assistant: its name, the patterns, the ways that it offers."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    ways: tuple[str, ...]


def matter_of(text: str) -> Matter | None:
    """Return what about the assistant the text asks; None when it asks or tells something else."""
    said = _BETWEEN.sub("", text)
    if not 0 < len(said) <= _LONGEST:
        return None
    return next((one for one in _matters() if any(way.fullmatch(said) for way in one.patterns)), None)


def claim(turn: Turn) -> Handle | None:
    """Return who answers a question about the assistant, in private; None for other texts."""
    found = matter_of(turn.text) if turn.request.private else None
    return (lambda writing: _answer(writing, found)) if found is not None else None


def _answer(turn: Turn, matter: Matter) -> Reply:
    if matter.name == "who":
        return _who(turn)
    if matter.name == "my_data":
        return data(turn)
    choices = [way for name in matter.ways for way in _way(turn, name)]
    refused = f"guide.{matter.name}_not"
    phrase = refused if not choices and refused in phrase_names() else f"guide.{matter.name}"
    blanks = {"place": _place(turn)} if matter.name == "use" else {}
    blocks = (Text(say(phrase, **blanks), strong=True), *((Choices(tuple(choices), 2),) if choices else ()))
    return Reply(blocks, Outcome.SMALL_TALK, f"guide_{matter.name}")


def _who(turn: Turn) -> Reply:
    """Who one is here; a visitor who names their county gets a question that names it."""
    meant = turn.services.understanding.read(turn.text, today=turn.today).places.mentions
    places = [place for mention in meant for place in mention.candidates if place.kind == "county"]
    if turn.membership is not None or len(places) != 1:
        return me(turn)
    ask = say("guide.ask_place", place=places[0].name)
    said = Text(say("guide.visitor_at", place=places[0].name), strong=True)
    return Reply((said, Choices((question_choice(ask, ask),))), Outcome.SMALL_TALK, "guide_who")


def _way(turn: Turn, name: str) -> list[Choice]:
    """The button of a way; none where the person may not go it."""
    if name == "data":
        return [Choice(say("guide.way_data"), "m:data")]
    if name in ("over", "leave"):
        number = turn.membership.id if turn.membership is not None else None
        return [Choice(say(f"guide.way_{name}"), f"m:{name}:{number}")] if number is not None else []
    # Only here: the table holds this area too.
    from ..commands import AREAS

    command = next(one for one in in_menu_order(AREAS) if one.name == name)
    if command.act is not None and not may_anywhere(command.act, turn.memberships):
        return []
    return [command_choice(command.words[0] if command.words else command.description, name)]


def _place(turn: Turn) -> str:
    unit = unit_of(turn.unit_id, turn.catalogue) if turn.unit_id is not None else None
    book = turn.catalogue.plans.get(unit.plan if unit is not None else turn.plan or "")
    return example_county(turn.catalogue, unit, book or in_force(turn.catalogue, turn.today))


@cache
def _matters() -> tuple[Matter, ...]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Matter(
            one["name"], tuple(_pattern(way, data["fragments"]) for way in one["says"]), tuple(one["ways"])
        )
        for one in data["matters"]
    )


def _pattern(way: str, fragments: dict[str, str]) -> re.Pattern[str]:
    for name, fragment in fragments.items():
        way = way.replace(f"{{{name}}}", fragment)
    return re.compile(way)


AREA = Area("guide", text=claim)
