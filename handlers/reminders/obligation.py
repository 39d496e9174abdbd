"""What one unit owes in one period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge import Precision, Role
from storage import ObligationState


class Basis(StrEnum):
    """Where the day of an obligation comes from."""

    DATE = "date"
    """原文日期: printed in the plan."""
    PERIOD = "period"
    """原文周期: the end of a printed cycle or of the programme, no day of its own."""
    DAY = "day"
    """原文周期和日子: both the cycle and its day are printed (每月25日前)."""
    LOCAL = "local"
    """原文周期＋本地设定: the cycle is printed, the day was settled by the administrator."""
    MOVED = "moved"
    """推算＋本地设定: the settled day belongs to an earlier run and was moved with the round."""
    OPEN = "open"
    """无固定时限: the plan gives neither day nor cycle."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed: a duty of the plan, or a target of a task that is open until it is met.

    Attributes:
        id: the duty's slug, or `target-` and the target's id.
        targets: the targets that fulfil it when all of them are met.
        begins: True when the day is a beginning (起), after which nothing is late.
        visit: True when a stored visit to each linked county fulfils it.
    """

    id: str
    title: str
    clause: str
    quote: str
    owes_printed: str
    to: str | None
    printed: str
    targets: tuple[str, ...] = ()
    task: str | None = None
    begins: bool = False
    visit: bool = False

    @property
    def is_target(self) -> bool:
        """True for an open target of a task."""
        return self.id.startswith("target-")


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a unit owes in a period; the same for every process that computes it.

    Attributes:
        key: names it in storage; see keys.obligation.
        plan, round: the plan and the round (None: 原定周期) to which it belongs.
        duty: what is owed, with clause and quote.
        unit: who owes it.
        period: the period's id; `name` is what people read.
        due: the day, None where the plan leaves it open.
        precision: how exactly the plan prints the day.
        basis: where the day comes from.
        concerns: roles beside the one that owes.
        state: what the unit's people said or entered.
        printed_day: the plan's own day where `due` was shifted by a round, else None.
        mention: first day of the month in which an obligation without a day is mentioned once.
        begins_on: nothing is said before this day (the plan's issue, the round's beginning).
        goes_on: True after the programme's end, where the plan says that its mechanisms go on.
    """

    key: str
    plan: str
    round: int | None
    duty: Owed
    unit: str
    period: str
    name: str
    due: date | None
    precision: Precision
    basis: Basis
    concerns: tuple[Role, ...]
    state: ObligationState = ObligationState.OPEN
    printed_day: date | None = None
    mention: date | None = None
    begins_on: date = date.min
    goes_on: bool = False
