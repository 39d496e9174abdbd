"""Counties by prefecture, where they are too many to be listed one by one."""

from __future__ import annotations

from ..people.finding import units_named
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


def named(turn: Turn, units: tuple[str, ...], name: str) -> str | None:
    """Return the prefecture of this very name, of those in which the counties lie; None when it is none."""
    exact, _ = units_named(name, list(by_prefecture(turn, units)), turn)
    return exact[0] if len(exact) == 1 else None


def counted(turn: Turn, prefecture: str, told: int, of: int) -> str:
    """Return the label of a prefecture's button: 昆明 3/14."""
    place = turn.catalogue.places.by_unit(prefecture)
    name = place.short if place is not None else prefecture
    return say("progress.prefecture_button", name=name, told=told, all=of)
