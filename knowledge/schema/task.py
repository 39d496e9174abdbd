"""tasks.yaml: actions or aspects, numbered tasks and their targets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from .base import Item, Model, Text


class Group(Item):
    """An action (滇) or aspect (皖) that holds tasks."""

    no: int


class Target(Model):
    """What a task asks in numbers or as done/not done.

    `uncounted` says, for work of the task that this target does not count, what it counts instead and why.
    """

    id: Text
    what: Text
    value: float | None = None
    unit: Text | None = None
    compare: Literal["at_least", "exactly", "all"] | None = None
    count: Literal["sum", "latest", "yes"]
    accepts: tuple[Text, ...] = ()
    scope: Literal["county", "province"] = "county"
    uncounted: Text | None = None
    period: Annotated[
        str, StringConstraints(pattern=r"^(programme|calendar year|half_year|quarter|month|20\d\d)$")
    ] = "programme"
    quote: Text


class Measure(Model):
    """One sentence of a task's text, with a short title."""

    say: Text
    quote: Text


class Task(Item):
    """A numbered task. `id` is the annex-1 number (滇) or the clause (皖)."""

    id: Text
    group: int
    leads: tuple[Text, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    words: tuple[Text, ...] = ()


class Tasks(Model):
    """The whole file."""

    groups: tuple[Group, ...]
    tasks: tuple[Task, ...]
