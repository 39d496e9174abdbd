"""The override file of the calendar, read part by part: what is wrong is said with its line and left out.

years: [2027]                     # described in full below, so no warning
holidays: [2023-01-20, 2023-05-04..2023-05-05]
workdays: [2023-05-06]
local:
532800: [2023-04-13..2023-04-15]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import yaml

from ..errors import FIRST_DAY, LAST_DAY
from ..phrases import say
from .calendar import Overrides

_KEYS = ("years", "holidays", "workdays", "local")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?")
_LONGEST = 60

KnowsPrefecture = Callable[[str], str | None]
"""Gives the code of a prefecture for its code or name; None for anything else."""


def read_overrides(text: str, prefecture: KnowsPrefecture) -> Overrides:
    """Return what the file says; every fault becomes a warning with its line, never an error."""
    reader = _Reader(prefecture)
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        return Overrides(warnings=(say("reminders.calendar_broken", line=line),))
    if root is not None:
        reader.file(root)
    return Overrides(
        holidays=frozenset(reader.days["holidays"]),
        workdays=frozenset(reader.days["workdays"]),
        local={code: frozenset(days) for code, days in reader.local.items()},
        years=frozenset(reader.years),
        warnings=tuple(reader.warnings),
    )


@dataclass
class _Reader:
    """Walks the nodes, so that each fault has its line."""

    prefecture: KnowsPrefecture
    days: dict[str, set[date]] = field(default_factory=lambda: {"holidays": set(), "workdays": set()})
    local: dict[str, set[date]] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    def file(self, root: yaml.Node) -> None:
        """Read the whole file."""
        for key, value in self._pairs(root):
            if key.value == "years":
                self.years.update(self._years(value))
            elif key.value == "local":
                self._local(value)
            elif key.value in self.days:
                self.days[key.value].update(self._days(value))
            else:
                self._fault(key, "calendar_key", text=str(key.value)[:40], keys="、".join(_KEYS))

    def _local(self, node: yaml.Node) -> None:
        for key, value in self._pairs(node):
            code = self.prefecture(str(key.value))
            if code is None:
                self._fault(key, "calendar_place", text=str(key.value)[:40])
            else:
                self.local.setdefault(code, set()).update(self._days(value))

    def _years(self, node: yaml.Node) -> Iterator[int]:
        for item in self._items(node):
            if re.fullmatch(r"20\d\d", item.value):
                yield int(item.value)
            else:
                self._fault(item, "calendar_year", text=item.value[:40])

    def _days(self, node: yaml.Node) -> Iterator[date]:
        for item in self._items(node):
            days = _span(item.value)
            if days is None:
                self._fault(item, "calendar_day", text=item.value[:40])
            else:
                yield from days

    def _pairs(self, node: yaml.Node) -> list[tuple[Any, yaml.Node]]:
        if isinstance(node, yaml.MappingNode):
            return [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
        self._fault(node, "calendar_shape")
        return []

    def _items(self, node: yaml.Node) -> list[Any]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        plain = [item for item in items if isinstance(item, yaml.ScalarNode)]
        for item in items:
            if item not in plain:
                self._fault(item, "calendar_shape")
        return plain

    def _fault(self, node: yaml.Node, phrase: str, **blanks: str) -> None:
        self.warnings.append(say(f"reminders.{phrase}", line=node.start_mark.line + 1, **blanks))


def _span(text: str) -> list[date] | None:
    """The days from the first to the last written; None for what is no day, backwards or too long."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
    except ValueError:
        return None
    count = (last - first).days
    if not 0 <= count < _LONGEST or first < FIRST_DAY or last > LAST_DAY:
        return None
    return [first + timedelta(days=number) for number in range(count + 1)]
