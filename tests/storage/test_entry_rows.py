"""Entries: stored once, amended by version, every version kept, read by unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from storage import (
    AttachmentReference,
    EntryFilter,
    EntryKind,
    EntryStatus,
    Quantity,
    Storage,
)
from tests.storage.samples import COUNTY, DAY, MINUTE, NOW, PLAN, a_person, an_entry, at_once, fill

LATER = NOW + timedelta(hours=2)
OTHER = "county:340111"


def test_an_entry_comes_back_as_it_went_in(storage: Storage) -> None:
    files = (AttachmentReference("photo", "telegram:Ag"), AttachmentReference("document", "telegram:Bq"))
    with storage.write() as unit:
        person = a_person(unit)
        given = an_entry(author_id=person.id, attachments=files, on_behalf=True, typed_by_role="prefecture")
        added = unit.entries.add(given, by=person.id)
    with storage.read() as unit:
        assert unit.entries.get(added.id) == added
        assert unit.entries.get(added.id + 1) is None
    assert added.version == 1
    assert added.withdrawn_at is None
    assert replace(added, id=0) == replace(added, id=0, quantities=given.quantities, attachments=files)
    assert (added.on_behalf, added.typed_by_role, added.changed_at) == (True, "prefecture", NOW)


def test_the_same_message_makes_one_entry(storage: Storage) -> None:
    with storage.write() as unit:
        first = unit.entries.add(an_entry("77", 0), by=None)
        second_part = unit.entries.add(an_entry("77", 1, task="28"), by=None)
    with storage.write() as unit:
        again = unit.entries.add(an_entry("77", 0, note="别的"), by=None)
        assert again == first
        assert unit.entries.by_source("telegram", "5001", "77") == [first, second_part]
        assert unit.entries.by_source("web", "5001", "77") == []
        assert len(unit.entries.versions(first.id)) == 1


def test_entries_without_a_message_never_meet(storage: Storage) -> None:
    with storage.write() as unit:
        ids = {unit.entries.add(an_entry(source=None), by=None).id for _ in range(3)}
    assert len(ids) == 3


def test_threads_delivering_one_message_make_one_entry(storage: Storage) -> None:
    ids: list[int] = []

    def deliver(_: int) -> None:
        with storage.write() as unit:
            ids.append(unit.entries.add(an_entry(), by=None).id)

    at_once(6, deliver)
    assert len(set(ids)) == 1
    assert storage.health().counts["quantities"] == 2


def test_amending_keeps_every_version(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        entry = unit.entries.add(an_entry(author_id=person.id), by=person.id, why="保存")
        more = replace(
            entry,
            task="28",
            on=date(2023, 3, 7),
            status=EntryStatus.DOING,
            quantities=(Quantity(Decimal(120), "人次", "28a", so_far=True, approx=True),),
            note="改成120人",
        )
        amended = unit.entries.amend(more, by=person.id, at=LATER, why="改数量")
    assert amended == replace(more, version=2, changed_at=LATER)
    with storage.read() as unit:
        assert unit.entries.get(entry.id) == amended
        assert [row.approx for row in unit.entries.for_progress([COUNTY], PLAN)] == [True]
        first, second = unit.entries.versions(entry.id)
    assert (first.version, first.at, first.why, first.by_id) == (1, NOW, "保存", person.id)
    assert (second.version, second.at, second.why, second.by_id) == (2, LATER, "改数量", person.id)
    assert first.content["quantities"][1] == {
        "value": "86.50",
        "unit": "人次",
        "target": None,
        "so_far": False,
        "approx": False,
    }
    assert second.content["quantities"] == [
        {"value": "120", "unit": "人次", "target": "28a", "so_far": True, "approx": True}
    ]
    assert (first.content["on"], second.content["on"]) == ("2023-03-08", "2023-03-07")
    assert (first.content["withdrawn"], second.content["withdrawn"]) == (False, False)


def test_a_stale_amendment_changes_nothing(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(), by=None)
        assert unit.entries.amend(replace(entry, note="一"), by=None, at=LATER, why="") is not None
        assert unit.entries.amend(replace(entry, note="二"), by=None, at=LATER, why="") is None
        assert unit.entries.withdraw(entry.id, 1, by=None, at=LATER, why="") is None
        stored = unit.entries.get(entry.id)
        assert stored is not None
        assert (stored.note, stored.version) == ("一", 2)
        assert len(stored.quantities) == 2
        assert len(unit.entries.versions(entry.id)) == 2


def test_a_withdrawn_entry_does_not_count_and_stays(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(), by=None)
        gone = unit.entries.withdraw(entry.id, 1, by=None, at=LATER, why="报错了")
        assert gone == replace(entry, version=2, withdrawn_at=LATER, changed_at=LATER)
        assert unit.entries.withdraw(entry.id, 2, by=None, at=LATER, why="") is None
        assert unit.entries.amend(gone, by=None, at=LATER, why="") is None
        assert unit.entries.for_progress([COUNTY], PLAN) == []
        assert unit.entries.same_task_same_day(COUNTY, PLAN, "19", DAY) == []
        assert unit.entries.list(EntryFilter((COUNTY,))) == []
        assert unit.entries.list(EntryFilter((COUNTY,), withdrawn=True)) == [gone]
        last = unit.entries.versions(entry.id)[-1]
    assert (last.content["withdrawn"], last.why) == (True, "报错了")


def test_a_colleagues_entry_of_the_same_task_and_day_is_found(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry("1"), by=None)
        unit.entries.add(an_entry("2", task="28"), by=None)
        unit.entries.add(an_entry("3", on=DAY - timedelta(days=1)), by=None)
        unit.entries.add(an_entry("4", unit=OTHER), by=None)
        unit.entries.add(an_entry("5", plan="yunnan-2022"), by=None)
        assert unit.entries.same_task_same_day(COUNTY, PLAN, "19", DAY) == [entry]


def test_a_list_holds_what_was_asked_for_latest_day_first(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        march = unit.entries.add(an_entry("1", author_id=person.id), by=None)
        april = unit.entries.add(an_entry("2", on=date(2023, 4, 1), task="28"), by=None)
        problem = unit.entries.add(
            an_entry("3", kind=EntryKind.PROBLEM, task=None, on=date(2023, 2, 1), quantities=()), by=None
        )
        unit.entries.add(an_entry("4", unit=OTHER), by=None)

        def ids(**wanted: object) -> list[int]:
            found = unit.entries.list(EntryFilter((COUNTY,), **wanted))  # type: ignore[arg-type]
            return [entry.id for entry in found]

        assert ids() == [april.id, march.id, problem.id]
        assert ids(task="28") == [april.id]
        assert ids(kind=EntryKind.PROBLEM) == [problem.id]
        assert ids(since=date(2023, 3, 8), until=date(2023, 3, 31)) == [march.id]
        assert ids(author_id=person.id) == [march.id]
        assert ids(plan="yunnan-2022") == []
        assert ids(limit=1) == [april.id]
        assert unit.entries.list(EntryFilter(())) == []
        assert len(unit.entries.list(EntryFilter((COUNTY, OTHER)))) == 4


def test_progress_has_a_row_for_each_quantity_and_one_for_none(storage: Storage) -> None:
    with storage.write() as unit:
        with_numbers = unit.entries.add(an_entry("1"), by=None)
        without = unit.entries.add(
            an_entry("2", on=DAY + timedelta(days=1), status=EntryStatus.BLOCKED, quantities=()), by=None
        )
        unit.entries.add(an_entry("3", unit=OTHER, on=DAY - timedelta(days=9)), by=None)
        rows = unit.entries.for_progress([COUNTY], PLAN)
        assert [(row.entry_id, row.value, row.quantity_unit, row.target, row.so_far) for row in rows] == [
            (with_numbers.id, Decimal(1), "场", "19a", False),
            (with_numbers.id, Decimal("86.50"), "人次", None, False),
            (without.id, None, None, None, False),
        ]
        assert rows[2].status is EntryStatus.BLOCKED
        assert {row.unit for row in unit.entries.for_progress([COUNTY, OTHER], PLAN)} == {COUNTY, OTHER}
        assert len(unit.entries.for_progress([COUNTY, OTHER], PLAN, since=DAY, until=DAY)) == 2
        assert unit.entries.for_progress([COUNTY], PLAN, until=DAY - timedelta(days=1)) == []
        assert unit.entries.for_progress([COUNTY], "yunnan-2022") == []
        assert unit.entries.for_progress([], PLAN) == []


def test_two_entries_of_a_day_keep_the_order_of_writing(storage: Storage) -> None:
    with storage.write() as unit:
        late = unit.entries.add(an_entry("1", created_at=LATER), by=None)
        early = unit.entries.add(an_entry("2", created_at=NOW + MINUTE), by=None)
        rows = unit.entries.for_progress([COUNTY], PLAN)
    assert [row.entry_id for row in rows] == [early.id, early.id, late.id, late.id]


def test_demo_entries_go_with_one_command_and_nothing_else_does(storage: Storage) -> None:
    fill(storage)
    with storage.write() as unit:
        for number in range(3):
            unit.entries.add(an_entry(f"demo{number}", demo=True), by=None)
        assert unit.entries.remove_demo() == 3
        assert unit.entries.remove_demo() == 0
    counts = storage.health().counts
    assert (counts["entries"], counts["quantities"], counts["entry_versions"]) == (1, 2, 1)


def test_a_round_and_the_end_of_the_plan_are_kept(storage: Storage) -> None:
    with storage.write() as unit:
        entry = unit.entries.add(an_entry(after_end=True, round_id=7), by=None)
        (row, _) = unit.entries.for_progress([COUNTY], PLAN)
    assert (entry.after_end, entry.round_id, row.after_end, row.round_id) == (True, 7, True, 7)
