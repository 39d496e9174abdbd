"""The outbox and the lease: planned once, sent by one, never forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.exc import OperationalError

from storage import Lease, LeaseLost, MessageKind, MessageState, Place, Storage
from tests.storage.samples import MINUTE, NOW, a_message, a_person, at_once

TTL = timedelta(seconds=15)
BATCH = timedelta(seconds=60)
PLANNED = [MessageKind.REMINDER, MessageKind.CARD, MessageKind.BROADCAST]
REPLIES = [MessageKind.ANSWER, MessageKind.CONFIRMATION]


def take(storage: Storage, holder: str = "first", now: Any = NOW) -> Lease:
    with storage.write() as unit:
        lease = unit.lease.acquire("sender", holder, now, TTL)
    assert lease is not None
    return lease


def claim(storage: Storage, lease: Lease, limit: int = 10, now: Any = NOW) -> list[str]:
    with storage.write() as unit:
        return [row.key for row in unit.outbox.claim(limit, now=now, lease=BATCH, under=lease)]


def states(storage: Storage) -> dict[str, MessageState]:
    with storage.read() as unit:
        return {row.key: row.state for row in unit.outbox.list(limit=1000)}


def test_planning_twice_gives_the_same_rows(storage: Storage) -> None:
    messages = [a_message(f"digest:{number}") for number in range(20)]
    with storage.write() as unit:
        assert unit.outbox.plan(messages) == 20
        assert unit.outbox.plan([*messages, a_message("digest:20", reply={"other": 1})]) == 1
        assert unit.outbox.plan([]) == 0
    with storage.write() as unit:
        assert unit.outbox.plan([a_message("digest:3", reply={"changed": True}, due=NOW + MINUTE)]) == 0
        kept = unit.outbox.get("digest:3")
    assert kept is not None
    assert (kept.reply, kept.due, kept.state) == ({"blocks": ["digest:3"]}, NOW, MessageState.WAITING)
    assert len(states(storage)) == 21


def test_threads_planning_the_same_day_plan_it_once(storage: Storage) -> None:
    planned: list[int] = []

    def plan(_: int) -> None:
        with storage.write() as unit:
            planned.append(unit.outbox.plan([a_message(f"digest:{number}") for number in range(50)]))

    at_once(4, plan)
    assert sum(planned) == 50


def test_replies_go_first_then_planned_ones_by_time_then_broadcasts(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan(
            [
                a_message("broadcast", MessageKind.BROADCAST, due=NOW - 9 * MINUTE),
                a_message("reminder", MessageKind.REMINDER, due=NOW - MINUTE),
                a_message("card", MessageKind.CARD, due=NOW - 2 * MINUTE),
                a_message("answer", MessageKind.ANSWER),
                a_message("confirmation", MessageKind.CONFIRMATION),
                a_message("tomorrow", MessageKind.ANSWER, due=NOW + timedelta(days=1)),
                a_message("too late", MessageKind.REMINDER, due=NOW - MINUTE, expires=NOW),
            ]
        )
        assert unit.outbox.next_due() == NOW - 9 * MINUTE
    assert claim(storage, lease, 3) == ["answer", "confirmation", "card"]
    assert claim(storage, lease) == ["reminder", "broadcast"]
    assert claim(storage, lease) == []


def test_a_claimed_message_says_for_whom_and_what(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        person = a_person(unit)
        unit.outbox.plan([a_message("a", place=Place("telegram", "-1", "7"), person_id=person.id)])
    with storage.write() as unit:
        (claimed,) = unit.outbox.claim(5, now=NOW, lease=BATCH, under=lease)
        assert (claimed.state, claimed.tries, claimed.person_id) == (MessageState.SENDING, 1, person.id)
        assert (claimed.place, claimed.reply) == (Place("telegram", "-1", "7"), {"blocks": ["a"]})
        sent = unit.outbox.mark_sent(claimed.id, message="4711", now=NOW + MINUTE, under=lease)
    assert sent is not None
    assert (sent.state, sent.message, sent.changed_at) == (MessageState.SENT, "4711", NOW + MINUTE)


def test_four_threads_claiming_take_every_message_once(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message(f"digest:{number}", PLANNED[number % 3]) for number in range(400)])
    claimed: list[str] = []

    def drain(_: int) -> None:
        while batch := claim(storage, lease, 7):
            claimed.extend(batch)

    at_once(4, drain)
    assert len(claimed) == 400
    assert len(set(claimed)) == 400


def test_what_the_channel_said_is_kept(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message(key) for key in "abcde"])
    with storage.write() as unit:
        rows = {row.key: row.id for row in unit.outbox.claim(9, now=NOW, lease=BATCH, under=lease)}
        unit.outbox.mark_sent(rows["a"], message=None, now=NOW, under=lease)
        unit.outbox.mark_uncertain(rows["b"], "no answer in 20 s", now=NOW, under=lease)
        unit.outbox.postpone(rows["c"], NOW + MINUTE, "RetryAfter 60", now=NOW, under=lease)
        unit.outbox.refuse(rows["d"], "Forbidden", now=NOW, under=lease)
        unit.outbox.give_up(rows["e"], "ten tries", now=NOW, under=lease)
        assert unit.outbox.counts() == {
            MessageState.SENT: 1,
            MessageState.UNCERTAIN: 1,
            MessageState.WAITING: 1,
            MessageState.REFUSED: 1,
            MessageState.GIVEN_UP: 1,
        }
        (uncertain,) = unit.outbox.list(MessageState.UNCERTAIN)
        assert (uncertain.key, uncertain.reason) == ("b", "no answer in 20 s")
        refused = unit.outbox.list(MessageState.REFUSED, MessageState.GIVEN_UP)
        assert {row.reason for row in refused} == {"Forbidden", "ten tries"}
    assert claim(storage, lease) == []
    assert claim(storage, lease, now=NOW + MINUTE) == ["c"]
    with storage.read() as unit:
        again = unit.outbox.get("c")
        assert again is not None
        assert again.tries == 2


def test_late_messages_expire_and_are_not_deleted(storage: Storage) -> None:
    with storage.write() as unit:
        unit.outbox.plan([a_message("late", expires=NOW + MINUTE), a_message("patient")])
        assert unit.outbox.expire(NOW) == 0
        assert unit.outbox.expire(NOW + MINUTE) == 1
        assert unit.outbox.expire(NOW + MINUTE) == 0
    assert states(storage) == {"late": MessageState.EXPIRED, "patient": MessageState.WAITING}


def test_a_broadcast_is_stopped_by_its_key(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        keys = ["b_1:1", "b_1:2", "b_1:3", "bx1:1"]
        unit.outbox.plan([a_message(key, MessageKind.BROADCAST) for key in keys])
        unit.outbox.claim(1, now=NOW, lease=BATCH, under=lease)
        assert unit.outbox.cancel("b_1:", "stopped", NOW) == 2
        assert unit.outbox.counts("b_1:") == {MessageState.SENDING: 1, MessageState.GIVEN_UP: 2}
        assert {row.key for row in unit.outbox.list(key_prefix="b_1:")} == set(keys[:3])
    assert states(storage)["bx1:1"] is MessageState.WAITING


def test_what_is_taken_back_leaves_its_key_free(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("k:1"), a_message("k:12")])
        assert unit.outbox.take_back("k:1", "settled", NOW)
        assert not unit.outbox.take_back("k:1", "settled", NOW)
        assert unit.outbox.plan([a_message("k:1")]) == 1
        (freed,) = unit.outbox.list(MessageState.GIVEN_UP)
        assert (freed.key, freed.reason) == (f"freed:{freed.id}:k:1", "settled")
    assert sorted(claim(storage, lease)) == ["k:1", "k:12"]
    with storage.write() as unit:
        assert not unit.outbox.take_back("k:12", "settled", NOW), "it is being sent"


def test_what_is_being_sent_at_the_stop_does_not_wait_again(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message(key, MessageKind.BROADCAST) for key in ("b:1", "b:2", "c:1")])
        rows = {row.key: row.id for row in unit.outbox.claim(9, now=NOW, lease=BATCH, under=lease)}
        assert unit.outbox.cancel("b:", "stopped", NOW) == 0
        unit.outbox.mark_sent(rows["b:1"], message="1", now=NOW, under=lease)
        for key in ("b:2", "c:1"):
            unit.outbox.postpone(rows[key], NOW + MINUTE, "429", now=NOW, under=lease)
        kept = {row.key: (row.state, row.reason) for row in unit.outbox.list()}
    assert kept == {
        "b:1": (MessageState.SENT, ""),
        "b:2": (MessageState.GIVEN_UP, "stopped"),
        "c:1": (MessageState.WAITING, "429"),
    }
    assert claim(storage, lease, now=NOW + MINUTE) == ["c:1"]


def test_only_tries_are_counted(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("a")])
        for counts, tries in ((True, 1), (False, 1), (False, 1), (True, 2)):
            (row,) = unit.outbox.claim(1, now=NOW, lease=BATCH, under=lease)
            after = unit.outbox.postpone(row.id, NOW, "", now=NOW, under=lease, counts=counts)
            assert after is not None
            assert after.tries == tries


@pytest.mark.parametrize("kind", REPLIES)
def test_a_reply_left_in_sending_is_sent_again(storage: Storage, kind: MessageKind) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("reply", kind)])
    assert claim(storage, lease) == ["reply"]
    assert claim(storage, lease, now=NOW + BATCH - MINUTE / 60) == []
    assert claim(storage, lease, now=NOW + BATCH) == ["reply"]


@pytest.mark.parametrize("kind", PLANNED)
def test_a_planned_message_left_in_sending_is_uncertain_and_not_sent_again(
    storage: Storage, kind: MessageKind
) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("planned", kind)])
    assert claim(storage, lease) == ["planned"]
    assert claim(storage, lease, now=NOW + BATCH) == []
    assert states(storage) == {"planned": MessageState.UNCERTAIN}
    with storage.read() as unit:
        (row,) = unit.outbox.list(MessageState.UNCERTAIN)
        assert row.reason == "sending was interrupted"


def test_what_its_holder_still_has_in_hand_is_not_left_behind(storage: Storage) -> None:
    lease = take(storage)
    late = NOW + 2 * BATCH
    with storage.write() as unit:
        unit.outbox.plan([a_message("reminder"), a_message("answer", MessageKind.ANSWER)])
        held = [row.id for row in unit.outbox.claim(9, now=NOW, lease=BATCH, under=lease)]
        unit.outbox.note_parts(held[0], 1, under=lease)
        assert unit.outbox.claim(9, now=late, lease=BATCH, under=lease, in_hand=held) == []
    assert set(states(storage).values()) == {MessageState.SENDING}
    other = take(storage, "second", late)
    with storage.write() as unit:
        (again,) = unit.outbox.claim(9, now=late, lease=BATCH, under=other, in_hand=held)
    assert (again.key, again.parts_sent) == ("answer", 1)
    assert states(storage)["reminder"] is MessageState.UNCERTAIN


def test_a_take_over_settles_what_the_former_holder_was_sending(storage: Storage) -> None:
    first = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("reminder"), a_message("answer", MessageKind.ANSWER), a_message("next")])
    assert claim(storage, first, 2) == ["answer", "reminder"]
    second = take(storage, "second", NOW + TTL)
    # The batch of the first is not over yet, but its epoch is.
    assert claim(storage, second, now=NOW + TTL) == ["answer", "next"]
    assert states(storage)["reminder"] is MessageState.UNCERTAIN


def test_the_former_holder_woken_writes_nothing(storage: Storage) -> None:
    first = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("answer", MessageKind.ANSWER), a_message("reminder")])
        (row, _) = unit.outbox.claim(2, now=NOW, lease=BATCH, under=first)
    take(storage, "second", NOW + TTL)
    late = NOW + TTL
    with pytest.raises(LeaseLost), storage.write() as unit:
        unit.outbox.claim(5, now=late, lease=BATCH, under=first)
    with pytest.raises(LeaseLost), storage.write() as unit:
        unit.outbox.mark_sent(row.id, message="1", now=late, under=first)
    with pytest.raises(LeaseLost) as caught, storage.write() as unit:
        unit.outbox.plan([a_message("planned by the first")])
        unit.lease.require(first)
    assert "接管" in caught.value.sentence
    assert states(storage) == {"answer": MessageState.SENDING, "reminder": MessageState.SENDING}


def test_nobody_takes_over_in_the_middle_of_a_write(storage: Storage) -> None:
    lease = take(storage)
    impatient = "PRAGMA busy_timeout=0" if storage.is_file else "SET lock_timeout = '20ms'"
    other = create_engine(storage._url)
    with storage.write() as unit:
        unit.lease.require(lease)
        with pytest.raises(OperationalError, match=r"lock"), other.connect() as connection:
            connection.exec_driver_sql(impatient)
            connection.exec_driver_sql("UPDATE process_lease SET epoch = epoch + 1")
    other.dispose()


def test_a_message_that_was_settled_is_not_settled_again(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("a")])
        (row,) = unit.outbox.claim(1, now=NOW, lease=BATCH, under=lease)
        unit.outbox.mark_sent(row.id, message="1", now=NOW, under=lease)
        assert unit.outbox.mark_uncertain(row.id, "late time-out", now=NOW, under=lease) is None
    assert states(storage) == {"a": MessageState.SENT}


def test_a_person_who_goes_while_a_message_is_sent_stops_nobody(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        person = a_person(unit)
        unit.outbox.plan([a_message("a", person_id=person.id)])
        (row,) = unit.outbox.claim(1, now=NOW, lease=BATCH, under=lease)
        unit.people.forget(person.id, NOW)
        assert unit.outbox.mark_sent(row.id, message="1", now=NOW, under=lease) is None
    assert states(storage) == {"a": MessageState.REFUSED}


def test_one_holds_the_lease_until_it_lapses(storage: Storage) -> None:
    first = take(storage)
    assert first.epoch == 1
    with storage.write() as unit:
        assert unit.lease.acquire("sender", "second", NOW + TTL - MINUTE / 60, TTL) is None
        assert unit.lease.acquire("another", "second", NOW, TTL) is not None
        renewed = unit.lease.renew(first, NOW + MINUTE / 12, TTL)
        assert renewed == Lease("sender", "first", 1, NOW + MINUTE / 12 + TTL)
        assert unit.lease.acquire("sender", "second", NOW + TTL, TTL) is None
        second = unit.lease.acquire("sender", "second", renewed.until, TTL)
        assert second is not None
        assert second.epoch == 2
        assert unit.lease.renew(first, NOW + MINUTE, TTL) is None
        assert not unit.lease.release(first, NOW)
        assert unit.lease.current("sender") == second
        assert unit.lease.release(second, NOW)
        third = unit.lease.acquire("sender", "third", NOW, TTL)
        assert third is not None
        assert third.epoch == 3
        assert unit.lease.current("nobody") is None


def test_the_same_holder_started_again_does_not_wait_and_its_former_self_is_refused(storage: Storage) -> None:
    before = take(storage)
    after = take(storage)
    assert after.epoch == before.epoch + 1
    with pytest.raises(LeaseLost), storage.write() as unit:
        unit.outbox.claim(1, now=NOW, lease=BATCH, under=before)


def test_threads_wanting_the_lease_one_gets_it(storage: Storage) -> None:
    got: list[Lease | None] = []

    def want(number: int) -> None:
        with storage.write() as unit:
            got.append(unit.lease.acquire("sender", f"process {number}", NOW, TTL))

    at_once(6, want)
    assert sum(lease is not None for lease in got) == 1
    at = NOW + TTL
    got.clear()

    def want_later(number: int) -> None:
        with storage.write() as unit:
            got.append(unit.lease.acquire("sender", f"standby {number}", at, TTL))

    at_once(6, want_later)
    assert [lease.epoch for lease in got if lease is not None] == [2]


def test_a_batch_is_read_from_the_front_of_an_index(sqlite_url: str) -> None:
    """However many messages wait for a later day: nothing is scanned and nothing is sorted."""
    with Storage(sqlite_url) as storage:
        lease = take(storage)
        told: list[tuple[str, Any]] = []
        event.listen(storage._writer, "before_cursor_execute", lambda *a: told.append((a[2], a[3])))
        claim(storage, lease)
        statement, values = next(pair for pair in told if "WITH batch" in pair[0])
        with storage._reader.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = " · ".join(row[3] for row in plan)
    assert "USING COVERING INDEX ix_outbox_waiting" in steps or "USING INDEX ix_outbox_waiting" in steps
    assert "SCAN outbox" not in steps


def test_who_was_told_nothing_since_their_messages_ran_out(storage: Storage) -> None:
    with storage.write() as unit:
        ran_out, told, other = (a_person(unit, name, name).id for name in ("1", "2", "3"))
        for person, days in ((ran_out, (1, 2)), (told, (1,)), (other, (1,))):
            for day in days:
                key = f"{'unasked' if person != other else 'broadcast'}:{person}:{day}"
                due = NOW + timedelta(days=day)
                unit.outbox.plan([a_message(key, person_id=person, due=due, expires=due + MINUTE)])
        assert unit.outbox.expire(NOW + timedelta(days=3)) == 4
        unit.outbox.plan([a_message(f"unasked:{told}:4", person_id=told, due=NOW + timedelta(days=4))])
        assert unit.outbox.ran_out(MessageKind.REMINDER, "unasked:", NOW) == {
            ran_out: NOW + timedelta(days=1)
        }
        assert unit.outbox.ran_out(MessageKind.REMINDER, "unasked:", NOW + timedelta(days=2)) == {
            ran_out: NOW + timedelta(days=2)
        }
