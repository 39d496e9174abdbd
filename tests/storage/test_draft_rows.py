"""Drafts: one open for a person and place, changed only from the version that was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import Draft, DraftState, OpenDraftExists, Place, Storage, UnitOfWork
from tests.storage.samples import MINUTE, NOW, PLACE, a_person, at_once

WEEK = timedelta(days=7)


def a_draft(unit: UnitOfWork, person_id: int, place: Place = PLACE, **changes: object) -> Draft:
    values = {"kind": "entry", "payload": {"task": "19"}, "at": NOW, "expires_at": NOW + WEEK, **changes}
    return unit.drafts.create(person_id, place, **values)  # type: ignore[arg-type]


def test_a_draft_survives_and_is_found_at_its_place(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        draft = a_draft(unit, person.id)
    with storage.read() as unit:
        assert unit.drafts.open_for(person.id, PLACE, NOW) == draft
        assert unit.drafts.get(draft.id) == draft
        assert unit.drafts.open_for(person.id, Place("telegram", "5001", "4"), NOW) is None
        assert unit.drafts.open_for(person.id, Place("web", "5001"), NOW) is None
    assert (draft.version, draft.state, draft.payload) == (1, DraftState.OPEN, {"task": "19"})


def test_one_open_draft_for_a_person_and_place(storage: Storage) -> None:
    with storage.write() as unit:
        person, other = a_person(unit), a_person(unit, "9", "李")
        first = a_draft(unit, person.id)
        with pytest.raises(OpenDraftExists) as caught:
            a_draft(unit, person.id)
        assert "先保存或放弃" in caught.value.sentence
        # The refusal left the unit usable, and neither another person nor another place is concerned.
        a_draft(unit, other.id)
        in_topic = a_draft(unit, person.id, Place("telegram", "5001", "4"))
        assert unit.drafts.close(first.id, 1, DraftState.SAVED, NOW) is not None
        second = a_draft(unit, person.id)
    assert len({first.id, in_topic.id, second.id}) == 3


def test_threads_opening_a_draft_at_one_place_one_wins(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
    won: list[int] = []

    def open_one(_: int) -> None:
        try:
            with storage.write() as unit:
                won.append(a_draft(unit, person.id).id)
        except OpenDraftExists:
            return

    at_once(6, open_one)
    assert len(won) == 1


def test_a_stale_version_changes_nothing(storage: Storage) -> None:
    with storage.write() as unit:
        draft = a_draft(unit, a_person(unit).id)
        changed = unit.drafts.update(draft.id, 1, {"task": "28"}, NOW + MINUTE)
        assert changed is not None
        assert (changed.version, changed.payload, changed.changed_at) == (2, {"task": "28"}, NOW + MINUTE)
        assert unit.drafts.update(draft.id, 1, {"task": "5"}, NOW + MINUTE) is None
        assert unit.drafts.close(draft.id, 1, DraftState.DROPPED, NOW) is None
        assert unit.drafts.get(draft.id, for_change=True) == changed


def test_a_closed_draft_stays_closed(storage: Storage) -> None:
    with storage.write() as unit:
        draft = a_draft(unit, a_person(unit).id)
        saved = unit.drafts.close(draft.id, 1, DraftState.SAVED, NOW + MINUTE)
        assert saved is not None
        assert (saved.state, saved.version) == (DraftState.SAVED, 2)
        assert unit.drafts.close(draft.id, 2, DraftState.DROPPED, NOW) is None
        assert unit.drafts.update(draft.id, 2, {}, NOW) is None
        assert unit.drafts.open_for(draft.person_id, PLACE, NOW) is None


def test_two_devices_pressing_save_at_once_save_once(storage: Storage) -> None:
    with storage.write() as unit:
        draft = a_draft(unit, a_person(unit).id)
    saved: list[Draft | None] = []

    def press(_: int) -> None:
        with storage.write() as unit:
            saved.append(unit.drafts.close(draft.id, draft.version, DraftState.SAVED, NOW))

    at_once(6, press)
    assert sum(one is not None for one in saved) == 1


def test_a_draft_that_is_too_old_is_gone_and_makes_room(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        old = a_draft(unit, person.id)
        assert unit.drafts.open_for(person.id, PLACE, NOW + WEEK) is None
        new = a_draft(unit, person.id, at=NOW + WEEK, expires_at=NOW + 2 * WEEK)
        found = unit.drafts.get(old.id)
        assert found is not None
        assert found.state is DraftState.EXPIRED
        assert unit.drafts.expire_before(NOW + WEEK) == 0
        assert unit.drafts.expire_before(NOW + 2 * WEEK) == 1
        last = unit.drafts.get(new.id)
        assert last is not None
        assert last.state is DraftState.EXPIRED
