"""terms.yaml, checklists.yaml, references.yaml, oddities.yaml."""

from __future__ import annotations

from typing import Literal

from .base import Item, Model, Point, Text


class Term(Item):
    """A formula or name that the plan uses; its points say what it means, or that nobody explains it."""


class ListItem(Model):
    """One numbered line of a checklist.

    `tasks` and `records`: the tasks and the kinds of records that tell how far this line is. Which ones these
    are is the editors' reading of the plan, not the plan's own words.
    """

    no: int
    title: Text
    text: Text
    section: Text | None = None
    clause: Text
    quote: Text
    answers: Text | None = None
    tasks: tuple[Text, ...] = ()
    records: tuple[Literal["problem", "highlight", "visit"], ...] = ()
    names: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()


class Checklist(Item):
    """A numbered list such as the ten ones or the survey outline."""

    kind: Text
    items: tuple[ListItem, ...]

    @property
    def told_by_records(self) -> bool:
        """True when records tell something for one of its lines."""
        return any(item.tasks or item.records for item in self.items)


class Reference(Item):
    """A document that the plan names but does not contain."""


class Oddity(Model):
    """Something in the source that looks wrong; kept as printed."""

    clause: Text
    quote: Text
    reading: Text | None = None
    note: Text


class PointFile(Model):
    """points/*.yaml and silent.yaml."""

    points: tuple[Point, ...]
