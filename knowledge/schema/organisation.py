"""organisation.yaml and liaisons.yaml: groups, people, departments, who links which county."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from .base import Cite, Item, Model, Point, Slug, Text


class Body(Item):
    """A leading group, work team, office or office group."""


class Person(Model):
    """Somebody whom a plan names, with the post as printed."""

    name: Text
    post: Text | None = None
    role: Text | None = None
    body: Slug
    clause: Text
    quote: Text


class Department(Model):
    """A department or institution and every name under which it goes."""

    name: Text
    names: tuple[Text, ...] = ()
    kind: Text
    head: Text | None = None


class Organisation(Model):
    """The whole file."""

    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    departments: tuple[Department, ...]


class LinkedCounty(Model):
    """A county in the liaison table: `place` is its GB/T 2260 code."""

    place: Text
    printed: Text
    row: int
    quote: Text


KIND = r"^(leader|department|industry|institution|national|[\u4e00-\u9fff（）]+)$"
"""A kind of liaison unit: one of the known ones, else the plan's own word for it (省属企业工会)."""


class Liaison(Model):
    """Who links which counties; one row of 皖 附2, one or two rows of 滇 附3."""

    slug: Slug
    unit: Text
    names: tuple[Text, ...] = ()
    kind: Annotated[str, StringConstraints(pattern=KIND)]
    clause: Text
    counties: tuple[LinkedCounty, ...]


class Coverage(Model):
    """How many counties are linked by whom, and the rule for those not listed.

    `each`: how many counties one of a kind links by the plan's rule; a kind without rule is left out.
    """

    total: int
    listed: int
    rest: int
    total_cite: Cite
    rule_cite: Cite
    rest_rule: Text
    rest_cite: Cite
    each: dict[str, int] = {}


class Liaisons(Model):
    """The whole file."""

    coverage: Coverage
    units: tuple[Liaison, ...]
    points: tuple[Point, ...] = ()
