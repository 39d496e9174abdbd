"""Days on which a person's one unasked message is a nudge: what it is about, and taking it back in time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from storage import UnitOfWork, person_scope

from . import keys
from .obligation import Obligation

SETTING = "nudged_about"
"""The person's setting: by day, the obligation and unit of its nudge; the day's digest is made up for."""

_KEPT = timedelta(days=30)

About = dict[str, str]
"""What a nudge is about: `key` of the obligation, and `unit`."""


def give_way(store: UnitOfWork, person_id: int, day: date, owed: Obligation, at: datetime) -> None:
    """Keep that the day's digest, if there is to be one, gives way to a nudge about the obligation."""
    oldest = (day - _KEPT).isoformat()

    def with_day(kept: dict[str, About]) -> dict[str, About]:
        recent = {one: about for one, about in kept.items() if one >= oldest}
        return {**recent, day.isoformat(): {"key": owed.key, "unit": owed.unit}}

    store.settings.change(person_scope(person_id), SETTING, with_day, {}, at)


def nudged_days(kept: Mapping[str, Mapping[str, About]]) -> dict[int, list[date]]:
    """Return, by person, the days whose one message is a nudge, in order; `kept` is the setting by scope."""
    return {
        int(scope.partition(":")[2]): sorted(map(date.fromisoformat, days)) for scope, days in kept.items()
    }


def call_off(store: UnitOfWork, unit: str, key: str, at: datetime, today: date) -> int:
    """Take back the nudges about an obligation that still wait, settled or stopped; return how many."""
    people = [one.person_id for one in store.memberships.of_unit(unit)]
    return _take_back(store, people, lambda about: about["key"] == key, "nothing to nudge about", at, today)


def call_off_all(
    store: UnitOfWork, people: Iterable[int], settled: Collection[str], at: datetime, today: date
) -> int:
    """Take back what waits for the people and is about any of these obligations; return how many."""
    return _take_back(
        store, people, lambda about: about["key"] in settled, "nothing to nudge about", at, today
    )


def call_off_member(store: UnitOfWork, person_id: int, unit: str, at: datetime, today: date) -> int:
    """Take back the nudges that wait for somebody who left the unit; return how many."""
    if any(one.unit == unit for one in store.memberships.of_person(person_id)):
        return 0
    return _take_back(store, [person_id], lambda about: about["unit"] == unit, "left the unit", at, today)


def _take_back(
    store: UnitOfWork,
    people: Iterable[int],
    meant: Callable[[About], bool],
    reason: str,
    at: datetime,
    today: date,
) -> int:
    count = 0
    for person_id in dict.fromkeys(people):
        days: dict[str, About] = store.settings.get(person_scope(person_id), SETTING, {})
        for day in [date.fromisoformat(one) for one, about in days.items() if meant(about)]:
            count += _take_back_one(store, person_id, day, reason, at, today)
    return count


def _take_back_one(
    store: UnitOfWork, person_id: int, day: date, reason: str, at: datetime, today: date
) -> int:
    """A coming day is free for its digest again; today's may have given way, it is made up for tomorrow."""
    key = keys.unasked(person_id, day)
    if day <= today:
        return store.outbox.cancel(key, reason, at)
    if not store.outbox.take_back(key, reason, at):
        return 0
    scope = person_scope(person_id)
    store.settings.change(scope, SETTING, lambda kept: _without(kept, day.isoformat()), {}, at)
    return 1


def _without(kept: dict[str, About], day: str) -> dict[str, About]:
    return {one: about for one, about in kept.items() if one != day}
