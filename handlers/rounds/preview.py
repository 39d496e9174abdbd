"""What a round means, said before it is opened: which counties, which duties on which moved days."""

from __future__ import annotations

from datetime import date

from knowledge import Basis, Catalogue, PlanBook
from storage import Round, UnitOfWork

from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Facts, Notice, Text
from .wish import Wish

_LISTED = 30
"""Up to so many counties are named one by one."""

_NAMED = 6
"""So many prefectures are named; of more the number is said."""


def preview(wish: Wish, catalogue: Catalogue) -> list[Block]:
    """Return the whole preview: the round, its area, its days beside the printed ones, its phases."""
    return [*head(wish, catalogue), *days(wish, catalogue)]


def head(wish: Wish, catalogue: Catalogue) -> list[Block]:
    """Return what is to be checked first: the plan, the months, the area, how many it concerns."""
    return [
        Text(say("rounds.preview", name=wish.called(catalogue)), strong=True),
        Facts(_facts(wish, wish.book(catalogue), catalogue)),
    ]


def days(wish: Wish, catalogue: Catalogue) -> list[Block]:
    """Return every moved day beside the printed one, the phases, what recurs, and how it is worked out."""
    book = wish.book(catalogue)
    return [
        Facts(dated_rows(book, catalogue.plans[wish.plan]), say("rounds.preview_days")),
        Facts(_phases(book), say("rounds.preview_phases")),
        *_recurring(book),
        Notice(say("rounds.preview_note")),
    ]


def days_in_short(wish: Wish, catalogue: Catalogue) -> Text:
    """Return one line about the days that `days` tells one by one: how many, the first and the last."""
    book = wish.book(catalogue)
    moved = sorted(duty.due.date for duty in book.duties if duty.due is not None)
    count = len(dated_rows(book, catalogue.plans[wish.plan]))
    blanks = {"phases": len(book.phases), "recurring": sum(one.basis is Basis.PERIOD for one in book.duties)}
    if not moved:
        return Text(say("rounds.days_none", **blanks))
    first, last = day_name(moved[0]), day_name(moved[-1])
    return Text(say("rounds.days_in_short", count=count, first=first, last=last, **blanks))


def stays_outside(store: UnitOfWork, wish: Wish, catalogue: Catalogue) -> list[Block]:
    """Warn of entries made already for days of the round: they stay in 原定周期. [] without any."""
    places = (unit.partition(":")[2] for unit in wish.prefectures(catalogue))
    counties = [county.unit for place in places for county in catalogue.places.counties_of(place)]
    rows = store.entries.for_progress(counties, wish.plan, since=wish.first_month)
    count = len({row.entry_id for row in rows if row.round_id is None})
    return (
        [Notice(say("rounds.stays_outside", count=count, first=day_name(wish.first_month)), "warning")]
        if count
        else []
    )


def dated_rows(book: PlanBook, printed: PlanBook) -> tuple[tuple[str, str], ...]:
    """Return a row for each printed day: the words of the plan, then the moved day and its duties."""
    rows: dict[tuple[str, date], list[str]] = {}
    for moved, own in zip(book.duties, printed.duties, strict=True):
        if moved.due is not None and own.due is not None:
            rows.setdefault((own.due.printed, moved.due.date), []).append(own.title)
    ordered = sorted(rows.items(), key=lambda item: item[0][1])
    return tuple(
        (words, say("rounds.moved_day", day=f"{day:%Y-%m-%d}", titles="、".join(titles)))
        for (words, day), titles in ordered
    )


def area_words(area: tuple[str, ...], prefectures: tuple[str, ...], catalogue: Catalogue) -> str:
    """Return 全省（16个市（州）） or the names of the prefectures."""
    if area and area[0].startswith("province:"):
        return say("rounds.whole_province", count=len(prefectures))
    names = [unit_name(unit, catalogue).removesuffix("总工会") for unit in prefectures]
    if len(names) <= _NAMED:
        return "、".join(names)
    return say("rounds.some_prefectures", names="、".join(names[:_NAMED]), count=len(names))


def counties_in(prefectures: tuple[str, ...], catalogue: Catalogue) -> int:
    """Return how many counties lie in the prefectures."""
    return sum(len(catalogue.places.counties_of(unit.partition(":")[2])) for unit in prefectures)


def opened_words(found: Round) -> str:
    """Say that a round was opened, and from which day it holds."""
    return say("rounds.opened", name=found.name, first=day_name(found.first_month))


def round_row(found: Round, catalogue: Catalogue) -> tuple[str, str]:
    """Return one line of the list of rounds: name and state, then month and area."""
    said = say(
        "rounds.row",
        month=f"{found.first_month:%Y-%m}",
        area=area_words(found.area, found.prefectures, catalogue),
        counties=counties_in(found.prefectures, catalogue),
    )
    return f"{found.id} {found.name}（{say(f'rounds.state_{found.state.value}')}）", said


def _facts(wish: Wish, book: PlanBook, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    places = wish.prefectures(catalogue)
    linked = {unit.slug for code, unit in book.linked.items() if _prefecture_of(code, catalogue) in places}
    end = book.plan.end.date
    month = say("rounds.month", year=wish.first_month.year, month=wish.first_month.month)
    return (
        (say("rounds.plan"), book.plan.title),
        (say("rounds.first_month"), say("rounds.moved_by", month=month, months=wish.months(catalogue))),
        (
            say("rounds.last_day"),
            say("rounds.moved_end", day=f"{end:%Y-%m-%d}", printed=book.plan.end.printed),
        ),
        (say("rounds.area"), area_words(wish.area, places, catalogue)),
        (say("rounds.counties"), _which_counties(places, catalogue)),
        (say("rounds.liaisons"), say("rounds.count", count=len(linked))),
    )


def _which_counties(prefectures: tuple[str, ...], catalogue: Catalogue) -> str:
    """The counties by name where they are few, else how many there are in each prefecture."""
    count = counties_in(prefectures, catalogue)
    places = [
        (catalogue.places.by_unit(unit), catalogue.places.counties_of(unit.partition(":")[2]))
        for unit in prefectures
    ]
    if count <= _LISTED:
        named = "、".join(county.name for _, counties in places for county in counties)
    else:
        named = "、".join(f"{place.short}{len(counties)}" for place, counties in places if place)
    return say("rounds.which_counties", count=count, names=named)


def _prefecture_of(code: str, catalogue: Catalogue) -> str:
    place = catalogue.places.county(code)
    return f"prefecture:{place.prefecture}" if place is not None else ""


def _phases(book: PlanBook) -> tuple[tuple[str, str], ...]:
    return tuple(
        (phase.title, say("rounds.phase", first=f"{phase.starts:%Y-%m-%d}", last=f"{phase.ends:%Y-%m-%d}"))
        for phase in book.phases
    )


def _recurring(book: PlanBook) -> list[Block]:
    count = sum(duty.basis is Basis.PERIOD for duty in book.duties)
    first, last = book.plan.issued_on, book.plan.end.date
    return [Text(say("rounds.recurring", count=count, first=f"{first:%Y-%m}", last=f"{last:%Y-%m}"))]
