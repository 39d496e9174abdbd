"""Counties by prefecture, where they are too many to be listed one by one."""

from __future__ import annotations

from ..phrases import say
from ..rounds.current import prefecture_of
from ..turn import Turn

MANY = 20
"""More counties than that are shown by prefecture first."""


def by_prefecture(turn: Turn, units: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the counties by the unit of their prefecture, in the order of their codes."""
    groups: dict[str, list[str]] = {}
    for unit in units:
        prefecture = prefecture_of(unit, turn.catalogue)
        if prefecture is not None:
            groups.setdefault(prefecture, []).append(unit)
    return groups


def counted(turn: Turn, prefecture: str, told: int, of: int) -> str:
    """Return the label of a prefecture's button: 昆明 3/14."""
    place = turn.catalogue.places.by_unit(prefecture)
    name = place.short if place is not None else prefecture
    return say("progress.prefecture_button", name=name, told=told, all=of)
