"""plan.yaml and clauses.yaml: the document and its numbered text."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .base import Item, Model, Point, Precision, Slug, Text


class Annex(Model):
    """One annex of a plan, by its printed number."""

    no: int
    title: Text
    clause: Text


class End(Model):
    """The last day of the programme as printed."""

    date: date
    precision: Precision
    printed: Text


class RoleNames(Model):
    """What this province calls its roles."""

    county: Text
    prefecture: Text
    liaison: Text
    province: Text


class Plan(Model):
    """The document itself: identity, dates, what its roles are called."""

    id: Slug
    province: Literal["34", "53"] | str
    name: Text
    short: Text
    names: tuple[Text, ...]
    title: Text
    number: Text
    issued_on: date
    first_month: Text
    end: End
    roles: RoleNames
    counties: int
    checked_on: date
    source_sha256: Text
    annexes: tuple[Annex, ...]
    points: tuple[Point, ...] = ()


class Clause(Model):
    """One numbered place of the plan; `text` is verbatim, line ends folded."""

    id: Text
    title: Text
    text: Text
    within: Text | None = None


class Phase(Item):
    """One step of the programme; both days inclusive."""

    starts: date
    ends: date
    printed: Text
