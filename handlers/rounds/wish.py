"""What a new round is to be: plan, first month, area, name; and whether it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from knowledge import Catalogue, PlanBook, first_day, months_between, shifted_book
from storage import NewRound, Round, RoundExists, UnitOfWork

from ..errors import PersonError
from ..people.naming import unit_name
from ..phrases import say
from .current import prefectures_of

LAST_YEAR = 2090
"""Later first months would move days out of the calendar that people may call today."""
NAME_LENGTH = 30
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(?:\s*[-./]?\s*0?1日?)?")


class BadRound(PersonError):
    """A plan, month, area or name that no round can have, or a round that is open there already."""

    code = "bad_round"


@dataclass(frozen=True, slots=True)
class Wish:
    """A round before it is opened. `area`: the province or prefectures as units; () not chosen yet."""

    plan: str
    first_month: date
    area: tuple[str, ...] = ()
    name: str = ""

    def months(self, catalogue: Catalogue) -> int:
        """Return by how many months the days move."""
        return months_between(first_day(catalogue.plans[self.plan]), self.first_month)

    def book(self, catalogue: Catalogue) -> PlanBook:
        """Return the plan as the round will read it."""
        return shifted_book(catalogue.plans[self.plan], self.months(catalogue))

    def prefectures(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return every prefecture of the area."""
        found: set[str] = set()
        for unit in self.area:
            found |= prefectures_of(unit, catalogue) if unit.startswith("province:") else {unit}
        return tuple(sorted(found))

    def called(self, catalogue: Catalogue) -> str:
        """Return the name, or the one made of plan, area and month."""
        if self.name:
            return self.name
        where = catalogue.plans[self.plan].plan.name
        if self.area and not self.area[0].startswith("province:"):
            places = [unit_name(unit, catalogue).removesuffix("总工会") for unit in self.area[:2]]
            where = "、".join(places) + (say("rounds.and_others") if len(self.area) > 2 else "")
        return say(
            "rounds.default_name", where=where, year=self.first_month.year, month=self.first_month.month
        )


def month_in(text: str) -> date:
    """Return the first day of a month as people write it: 2027-03, 2027年3月. Raises BadRound."""
    found = _MONTH.fullmatch(text.strip())
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= month <= 12 and 2000 <= year <= LAST_YEAR):
        raise BadRound(text, sentence=say("rounds.bad_month", text=text[:20]))
    return date(year, month, 1)


def checked(wish: Wish, catalogue: Catalogue) -> Wish:
    """Return the wish if a round can be like that. Raises BadRound."""
    book = catalogue.plans.get(wish.plan)
    if book is None:
        known = "、".join(catalogue.plans)
        raise BadRound(wish.plan, sentence=say("errors.unknown_plan", name=wish.plan[:40], known=known))
    own = first_day(book)
    if wish.first_month <= own:
        month = say("rounds.month", year=own.year, month=own.month)
        raise BadRound(
            str(wish.first_month), sentence=say("rounds.too_early", plan=book.plan.name, month=month)
        )
    province = f"province:{book.plan.province}"
    allowed = {province, *prefectures_of(province, catalogue)}
    if not set(wish.area) <= allowed:
        raise BadRound(str(wish.area), sentence=say("rounds.other_area", plan=book.plan.name))
    return wish


def taken(store: UnitOfWork, wish: Wish, catalogue: Catalogue) -> list[tuple[str, Round]]:
    """Return the prefectures of the area in which a round of the plan is open, each with that round."""
    found = [(unit, store.rounds.open_in(wish.plan, unit)) for unit in wish.prefectures(catalogue)]
    return [(unit, one) for unit, one in found if one is not None]


def open_wish(store: UnitOfWork, wish: Wish, catalogue: Catalogue, *, at: datetime, by: int | None) -> Round:
    """Open the round. Raises BadRound, which undoes the transaction, when one is open there already."""
    area = wish.prefectures(catalogue)
    if not area:
        raise BadRound("no area", sentence=say("rounds.no_area"))
    new = NewRound(
        plan=wish.plan,
        first_month=wish.first_month,
        name=wish.called(catalogue),
        area=wish.area,
        prefectures=area,
        created_at=at,
        created_by=by,
    )
    try:
        return store.rounds.open(new)
    except RoundExists as error:
        raise BadRound(str(error), sentence=error.sentence) from error
