"""The unit that somebody types: by exact name, else what it may be."""

from __future__ import annotations

from collections.abc import Sequence

from ..turn import Turn
from ..units import unit_of
from .naming import unit_name


def units_named(text: str, among: Sequence[str], turn: Turn) -> tuple[list[str], list[str]]:
    """Return the units of `among` that bear exactly this name, and those that it may mean (to be offered)."""
    typed = text.strip().removesuffix("总工会").replace(" ", "")
    if not typed:
        return [], []
    exact = [unit for unit in among if typed in _names(unit, turn)]
    meant = turn.services.understanding.read(text, today=turn.today).places.mentions
    read = [place.unit for mention in meant for place in mention.candidates]
    part = [unit for unit in among if typed in unit_name(unit, turn.catalogue)]
    allowed = set(among)
    near = [unit for unit in dict.fromkeys((*read, *part)) if unit in allowed and unit not in exact]
    return exact, near


def _names(unit: str, turn: Turn) -> set[str]:
    """The official, short and former names of a unit, and a liaison unit's own."""
    known = unit_of(unit, turn.catalogue) if ":" in unit else None
    place = turn.catalogue.places.by_unit(unit)
    names = {unit_name(unit, turn.catalogue)}
    if known is not None:
        names.add(known.name)
    if place is not None:
        # 禄劝彝族苗族自治县 is called 禄劝县, 西双版纳傣族自治州 西双版纳州.
        called = f"{place.short}{place.name[-1]}"
        names |= {place.short, called, *place.former, place.prefecture_name + place.name}
    liaison = turn.catalogue.plans[known.plan].units.get(unit) if known is not None else None
    return names | set(liaison.names) if liaison is not None else names
