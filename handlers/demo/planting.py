"""Putting the demo's people and entries into a database that nobody has used, and taking them away again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from storage import EntryKind, EntrySource, EntryStatus, NewEntry, Quantity, Role, Storage, UnitOfWork

from ..phrases import say

CHANNEL = "demo"
"""The channel of the demo's people: nobody can write as one of them."""

_FILE = Path(__file__).parent / "demo.yaml"
_SCOPE, _PLANTED = "system", "demo_planted"


def plant(storage: Storage, at: datetime) -> int:
    """Store the demo once, where nobody was before; return how many entries were stored."""
    with storage.write() as store:
        if store.settings.get(_SCOPE, _PLANTED, False) or storage.health().counts["people"]:
            return 0
        store.settings.set(_SCOPE, _PLANTED, True, at)
        authors = {one["name"]: _join(store, one, at) for one in _demo()["people"]}
        for number, entry in enumerate(_demo()["entries"], 1):
            author, unit = authors[entry["by"]]
            store.entries.add(_entry(entry, number, author, unit, at), by=author)
        return len(_demo()["entries"])


def remove(storage: Storage, at: datetime) -> int:
    """Delete the demo's entries and people; return how many entries there were. It does not come back."""
    with storage.write() as store:
        for person in store.people.all_of(CHANNEL):
            store.people.forget(person.id, at)
        return store.entries.remove_demo()


@cache
def _demo() -> Any:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _join(store: UnitOfWork, person: dict[str, str], at: datetime) -> tuple[int, str]:
    name = say("checkin.demo_name", name=person["name"])
    known = store.people.get_or_create(CHANNEL, person["name"], name, at)
    unit = person["unit"]
    # They joined in the days of their records, not on the day on which the demonstration was put there.
    first = min(entry["day"] for entry in _demo()["entries"])
    store.memberships.grant(known.id, Role(unit.partition(":")[0]), unit, at=at, as_of=first)
    return known.id, unit


def _entry(entry: dict[str, Any], number: int, author: int, unit: str, at: datetime) -> NewEntry:
    on: date = entry["day"]
    return NewEntry(
        unit=unit,
        plan=entry["plan"],
        task=entry["task"],
        kind=EntryKind(entry.get("kind", "progress")),
        status=EntryStatus(entry.get("status", "done")),
        on=on,
        as_of=on,
        note=say("checkin.demo_note", note=entry["note"]),
        created_at=at,
        author_id=author,
        typed_by_role=unit.partition(":")[0],
        source=EntrySource(CHANNEL, CHANNEL, str(number)),
        quantities=tuple(_quantity(one) for one in entry.get("numbers", ())),
        demo=True,
    )


def _quantity(number: dict[str, Any]) -> Quantity:
    value = Decimal(str(number["value"]))
    return Quantity(
        value, number["unit"], number.get("target"), number.get("so_far", False), number.get("approx", False)
    )
