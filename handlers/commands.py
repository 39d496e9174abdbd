"""Everything that can be typed or pressed, put together from the areas. A new area is one line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from . import asking, broadcasts, checkin, feedback, guide, nudges, people, progress, rounds
from .area import Area, Button, Command, in_menu_order
from .basics import basics, cancelling
from .groups import registration as groups
from .reminders.registration import AREA as REMINDERS

T = TypeVar("T")

# The order of the menu, and the order in which areas are asked whether a typed text is theirs.
AREAS: tuple[Area, ...] = (
    basics(lambda: AREAS),
    asking.AREA,
    guide.AREA,
    people.AREA,
    progress.TOLD_WORDS,
    checkin.AREA,
    progress.AREA,
    groups.AREA,
    nudges.AREA,
    broadcasts.AREA,
    rounds.AREA,
    REMINDERS,
    feedback.AREA,
    cancelling(lambda: AREAS),
)


@dataclass(frozen=True)
class Tables:
    """The areas' registrations by what was typed or pressed. Building one raises ValueError for a double."""

    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        """Build every table, so that a double is found at start and not when somebody types it."""
        _ = self.by_name, self.by_word, self.buttons, self.waits

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menu."""
        return in_menu_order(self.areas)

    @cached_property
    def by_name(self) -> Mapping[str, Command]:
        """Commands by name, without slash."""
        return _once(((command.name, command) for command in self.commands), "command")

    @cached_property
    def by_word(self) -> Mapping[str, Command]:
        """Commands by the Chinese words that do the same."""
        return _once(((word, one) for one in self.commands for word in one.words), "word")

    @cached_property
    def buttons(self) -> Mapping[str, Button]:
        """Buttons by prefix."""
        return _once(((button.prefix, button) for area in self.areas for button in area.buttons), "button")

    @cached_property
    def waits(self) -> Mapping[str, Area]:
        """The area that takes an awaited text, by kind."""
        return _once(((kind, area) for area in self.areas for kind in area.waits), "awaited text")


def _once(pairs: Iterable[tuple[str, T]], what: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for key, value in pairs:
        if key in found or key in ("q", "c"):
            raise ValueError(f"{what} {key!r} is registered twice or reserved")
        found[key] = value
    return found


TABLES = Tables(AREAS)
