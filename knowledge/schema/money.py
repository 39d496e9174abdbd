"""funding.yaml: every sum and every rule on money."""

from __future__ import annotations

from .base import Item, Model, Text


class Rate(Model):
    """A standard: `value` in `unit` per `per` (and per `period`)."""

    value: float
    unit: Text
    per: Text
    per_words: tuple[Text, ...] = ()
    period: Text | None = None


class Money(Item):
    """One sum or rule. `amount` is in 万元; None when the plan prints no sum."""

    amount: float | None = None
    rate: Rate | None = None
    instalments: int | None = None
    tasks: tuple[Text, ...] = ()
    group: int | None = None
