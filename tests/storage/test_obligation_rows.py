"""Statements about obligations: the newest holds, nothing is overwritten, a withdrawn entry opens again."""

from __future__ import annotations

from storage import ObligationState, Storage
from tests.storage.samples import COUNTY, MINUTE, NOW, a_person, an_entry

KEY = "anhui-2022:-:half-year-report:2022H2:county:341822"
DONE, NOT_MINE, OPEN = ObligationState.DONE, ObligationState.NOT_MINE, ObligationState.OPEN


def test_the_newest_statement_holds_and_all_are_kept(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        assert unit.obligations.mark(KEY, COUNTY, DONE, by=person.id, at=NOW)
        assert not unit.obligations.mark(KEY, COUNTY, DONE, by=person.id, at=NOW + MINUTE)
        assert unit.obligations.mark(KEY, COUNTY, OPEN, by=person.id, at=NOW + MINUTE)
        assert unit.obligations.mark(KEY, COUNTY, NOT_MINE, by=person.id, at=NOW + 2 * MINUTE)
    with storage.read() as unit:
        held = unit.obligations.marks([COUNTY])
        assert {key: (mark.state, mark.by_id, mark.at) for key, mark in held.items()} == {
            KEY: (NOT_MINE, person.id, NOW + 2 * MINUTE)
        }
        assert [mark.state for mark in unit.obligations.history(KEY)] == [DONE, OPEN, NOT_MINE]
        assert unit.obligations.marks(["county:341823"]) == {}


def test_saying_open_about_what_nobody_spoke_about_stores_nothing(storage: Storage) -> None:
    with storage.write() as unit:
        assert not unit.obligations.mark(KEY, COUNTY, OPEN, by=None, at=NOW)
        assert unit.obligations.history(KEY) == []


def test_a_mark_falls_with_its_entry(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        entry = unit.entries.add(an_entry(author_id=person.id), by=person.id)
        assert unit.obligations.mark(KEY, COUNTY, DONE, by=person.id, at=NOW, entry_id=entry.id)
    with storage.write() as unit:
        assert KEY in unit.obligations.marks([COUNTY])
        assert unit.entries.withdraw(entry.id, entry.version, by=person.id, at=NOW, why="mistake")
        assert KEY not in unit.obligations.marks([COUNTY])
        assert unit.obligations.mark(KEY, COUNTY, DONE, by=person.id, at=NOW), "it can be done again"


def test_who_is_deleted_leaves_the_statement_without_a_name(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        unit.obligations.mark(KEY, COUNTY, DONE, by=person.id, at=NOW)
        unit.people.forget(person.id, NOW)
        assert unit.obligations.marks([COUNTY])[KEY].by_id is None
