"""Broadcasts and nudges as rows: confirmed once, stopped once, one nudge a day, reasons that can be lifted."""

from __future__ import annotations

from datetime import date, timedelta

from storage import Audience, Broadcast, BroadcastState, Storage
from tests.storage.samples import COUNTY, DAY, MINUTE, NOW, a_message, a_person, at_once

PROVINCE = "province:34"
ALL = Audience(("county",), True, ("prefecture:341800",))


def a_draft(storage: Storage, text: str = "请看通知") -> Broadcast:
    with storage.write() as unit:
        person = a_person(unit)
        return unit.broadcasts.create(PROVINCE, text, author_id=person.id, at=NOW)


def test_a_draft_is_changed_by_version(storage: Storage) -> None:
    draft = a_draft(storage)
    with storage.write() as unit:
        changed = unit.broadcasts.change(draft, text="改过的", audience=ALL)
        assert changed is not None
        assert (changed.text, changed.audience, changed.version) == ("改过的", ALL, 2)
        assert unit.broadcasts.change(draft, text="旧的", audience=Audience()) is None
        assert unit.broadcasts.get(draft.id) == changed
        assert unit.broadcasts.get(99, for_change=True) is None


def test_a_new_draft_drops_the_old_one_of_its_author_alone(storage: Storage) -> None:
    first = a_draft(storage)
    with storage.write() as unit:
        other = a_person(unit, "5002", "李娜")
        theirs = unit.broadcasts.create(PROVINCE, "别人的", author_id=other.id, at=NOW)
    a_draft(storage)
    with storage.read() as unit:
        found = [unit.broadcasts.get(one.id) for one in (first, theirs)]
    assert [one.state for one in found if one] == [BroadcastState.DROPPED, BroadcastState.DRAFT]


def test_of_many_confirmations_one_counts(storage: Storage) -> None:
    draft = a_draft(storage)
    confirmed: list[Broadcast] = []

    def confirm(_: int) -> None:
        with storage.write() as unit:
            done = unit.broadcasts.confirm(draft, recipients=2, at=NOW)
            if done is not None:
                unit.outbox.plan(a_message(f"{done.key_prefix}p{number}") for number in (1, 2))
                confirmed.append(done)

    at_once(5, confirm)
    assert len(confirmed) == 1
    with storage.write() as unit:
        assert sum(unit.outbox.counts(draft.key_prefix).values()) == 2
        assert unit.broadcasts.drop(confirmed[0]) is None
        assert [one.id for one in unit.broadcasts.of_unit(PROVINCE, 5)] == [draft.id]
        assert unit.broadcasts.of_unit("province:53", 5) == []


def test_stopping_counts_once_and_only_after_the_confirmation(storage: Storage) -> None:
    draft = a_draft(storage)
    with storage.write() as unit:
        assert unit.broadcasts.stop(draft.id, NOW) is None
        unit.broadcasts.confirm(draft, recipients=1, at=NOW)
        stopped = unit.broadcasts.stop(draft.id, NOW + MINUTE)
        assert stopped is not None
        assert (stopped.state, stopped.stopped_at) == (BroadcastState.STOPPED, NOW + MINUTE)
        assert unit.broadcasts.stop(draft.id, NOW) is None


def test_one_nudge_a_day_for_a_unit_and_obligation(storage: Storage) -> None:
    stored: list[int] = []

    def nudge(number: int) -> None:
        with storage.write() as unit:
            person = a_person(unit, str(number))
            done = unit.nudges.add(
                COUNTY, "owed", day=DAY, by_unit=PROVINCE, by_id=person.id, text=str(number), at=NOW
            )
            stored.extend([number] if done is not None else [])

    at_once(5, nudge)
    assert len(stored) == 1
    nudge(7)
    assert len(stored) == 1
    with storage.write() as unit:
        person = a_person(unit)
        about = {"by_unit": PROVINCE, "by_id": person.id, "text": "x", "at": NOW}
        assert unit.nudges.add(COUNTY, "owed", day=DAY + timedelta(days=1), **about) is not None
        assert unit.nudges.add(COUNTY, "other", day=DAY, **about) is not None
        assert [one.day for one in unit.nudges.of(COUNTY, "owed")] == [date(2023, 3, 9), DAY]


def test_a_reason_stops_until_it_is_lifted(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        about = {"by_unit": PROVINCE, "by_id": person.id, "at": NOW}
        assert unit.nudges.stop(COUNTY, "owed", reason="机构改革", **about) is not None
        assert unit.nudges.stop(COUNTY, "owed", reason="又一个", **about) is None
        assert unit.nudges.stops([COUNTY])[COUNTY, "owed"].reason == "机构改革"
        assert unit.nudges.stops([PROVINCE]) == {}
        lifted = unit.nudges.lift(COUNTY, "owed", NOW + MINUTE)
        assert lifted is not None
        assert lifted.lifted_at == NOW + MINUTE
        assert unit.nudges.lift(COUNTY, "owed", NOW) is None
        assert unit.nudges.stops([COUNTY]) == {}
        assert unit.nudges.stop(COUNTY, "owed", reason="再停", **about) is not None


def test_what_a_person_sent_stays_without_them(storage: Storage) -> None:
    draft = a_draft(storage)
    with storage.write() as unit:
        assert draft.author_id is not None
        unit.people.forget(draft.author_id, NOW)
        left = unit.broadcasts.get(draft.id)
    assert left is not None
    assert left.author_id is None
