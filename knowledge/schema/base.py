"""What every model of the knowledge base shares: strictness, citations and points."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Model(BaseModel):
    """A frozen record; a key that the model does not know is a fault."""

    # A start from the snapshot validates nothing, so validators are built when YAML is really read.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Facet(StrEnum):
    """Which side of a topic a point tells and a question asks for."""

    WHAT = "what"  # content, requirements, which ones, what it is called
    MEANING = "meaning"  # what a term means
    COUNT = "count"  # how many (not money), which share
    MONEY = "money"  # how much money, standards
    PAYER = "payer"  # who pays
    PAYMENT = "payment"  # instalments, matching, when and how it is paid
    WHEN = "when"  # a day, a month, a phase, from when to when
    OFTEN = "often"  # how often
    WHO = "who"  # who does it, leads it, owes it
    LEAD = "lead"  # the department that leads it (牵头部门); found in the words of a point
    TO = "to"  # to whom it is owed or reported
    HOW = "how"  # ways, steps, methods, standards
    WHERE = "where"  # place, clause, annex
    WHY = "why"  # purpose


class Silence(StrEnum):
    """Why a point has no answer; see the three sentences of honest silence."""

    STATED = "stated"  # a person read the clauses named in `read`: the plan says nothing
    UNEXPLAINED = "unexplained"  # the plan uses a term and does not explain it


class Cite(Model):
    """A verbatim quote and the clause in which it stands."""

    clause: Text
    quote: Text


class Point(Model):
    """One thing that can be said about a plan, with the ways people ask for it.

    `say` is the short Chinese answer; `cites` prove it (for a silence: the nearest clause).
    A point inside another item takes over that item's clause, quote and names where it has none.
    """

    id: Slug | None = None
    topic: Text | None = None
    names: tuple[Text, ...] = ()
    facet: tuple[Facet, ...] = (Facet.WHAT,)
    say: Text
    clause: Text | None = None
    quote: Text | None = None
    cites: tuple[Cite, ...] = ()
    asks: tuple[Text, ...] = ()
    silence: Silence | None = None
    read: tuple[Text, ...] = ()
    decides: Text | None = None


class Item(Model):
    """A thing with a name in a plan: its clause, its proof and what can be said about it."""

    id: Slug
    title: Text
    names: tuple[Text, ...] = ()
    clause: Text
    quote: Text
    points: tuple[Point, ...] = ()


class Precision(StrEnum):
    """How exactly a plan prints a date; decides how a round shifts it."""

    DAY = "day"
    MONTH_END = "month_end"
    MONTH = "month"
    YEAR = "year"


class Role(StrEnum):
    """Who can owe a duty or hold a membership."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    LIAISON = "liaison"
    PROVINCE = "province"
    OTHER = "other"  # government, courts, all-China federation: printed, but no user of this system
