"""People, memberships, invitations, and what is left of somebody who goes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from storage import (
    TRIES_WINDOW,
    WRONG_TRIES,
    EntryFilter,
    Invitation,
    MessageKind,
    MessageState,
    Place,
    RedeemState,
    Role,
    Storage,
    UnitOfWork,
)
from storage.tables import metadata
from tests.storage.samples import COUNTY, DAY, MINUTE, NOW, PLAN, a_message, a_person, an_entry, at_once, fill

WEEK = timedelta(days=7)


def test_a_person_is_stored_once_and_renamed_only_when_asked(storage: Storage) -> None:
    with storage.write() as unit:
        first = a_person(unit)
        again = unit.people.get_or_create("telegram", "5001", "另一个名字", NOW + MINUTE)
        other_channel = unit.people.get_or_create("web", "5001", "王芳", NOW)
        unit.people.rename(other_channel.id, "王芳（网页）")
    assert again == first
    assert other_channel.id != first.id
    with storage.read() as unit:
        renamed = unit.people.get(other_channel.id)
        assert renamed is not None
        assert renamed.display_name == "王芳（网页）"
        assert unit.people.all_of("telegram") == [first]


def test_ids_of_a_channel_may_be_longer_than_any_integer_of_the_database(storage: Storage) -> None:
    long_ids = ["9007199254740991", "-1001234567890123", "2f1c9a5e-6b1e-4a57-9d7e-0c8b8a3c1f00"]
    with storage.write() as unit:
        people = [a_person(unit, external_id) for external_id in long_ids]
    with storage.read() as unit:
        found = [unit.people.find("telegram", external_id) for external_id in long_ids]
    assert found == people


def test_unreachable_until_they_come_back(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        unit.people.mark_unreachable(person.id, NOW, "Forbidden: bot was blocked by the user")
        gone = unit.people.get(person.id)
        unit.people.mark_reachable(person.id)
        back = unit.people.get(person.id)
    assert gone is not None
    assert gone.unreachable_at == NOW
    assert "blocked" in (gone.unreachable_why or "")
    assert back == person


def test_a_membership_is_granted_once_and_can_be_granted_again_after_its_end(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        first = unit.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOW)
        assert unit.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOW + MINUTE) == first
        ended = unit.memberships.end(first.id, NOW + MINUTE)
        assert ended is not None
        assert ended.ended_at == NOW + MINUTE
        assert unit.memberships.end(first.id, NOW + MINUTE) is None
        assert unit.memberships.of_person(person.id) == []
        second = unit.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOW + WEEK)
    with storage.read() as unit:
        assert second.id != first.id
        assert unit.memberships.get(first.id) == ended
        assert unit.memberships.of_person(person.id) == [second]
        assert unit.memberships.of_unit(COUNTY) == [second]
        assert unit.memberships.of_units(["county:1", COUNTY]) == [second]
        assert unit.memberships.with_role(Role.ADMINISTRATOR) == []


def test_threads_granting_the_same_membership_make_one(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)

    def grant(_: int) -> None:
        with storage.write() as unit:
            unit.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOW)

    at_once(4, grant)
    with storage.read() as unit:
        assert len(unit.memberships.of_person(person.id)) == 1


def test_the_binding_of_a_group_ends_with_the_membership(storage: Storage) -> None:
    fill(storage)
    with storage.write() as unit:
        (membership,) = unit.memberships.of_unit(COUNTY)
        assert [chat.chat for chat in unit.chats.all_bound()] == ["-100777"]
        unit.memberships.end(membership.id, NOW + MINUTE)
        assert unit.chats.all_bound() == []


def invite(unit: UnitOfWork, code: str = "7K3QX9RB2MNP4T6W", uses: int = 1) -> Invitation:
    return unit.invitations.create(
        code, Role.COUNTY, COUNTY, uses=uses, at=NOW, expires_at=NOW + WEEK, by=None
    )


def test_a_code_is_used_up(storage: Storage) -> None:
    with storage.write() as unit:
        person, made = a_person(unit), invite(unit, "CODE", uses=2)
        states = [unit.invitations.redeem("CODE", person.id, NOW) for _ in range(3)]
    assert [one.state for one in states] == [RedeemState.OK, RedeemState.OK, RedeemState.USED]
    assert [one.invitation.uses_left for one in states if one.invitation] == [1, 0, 0]
    assert (made.role, made.unit, made.uses_left) == (Role.COUNTY, COUNTY, 2)


def test_a_code_expires_is_revoked_and_is_listed_while_it_is_good(storage: Storage) -> None:
    with storage.write() as unit:
        person, made = a_person(unit), invite(unit, "CODE")
        assert unit.invitations.usable(NOW) == [made]
        assert unit.invitations.usable(NOW, created_by=person.id) == []
        late = unit.invitations.redeem("CODE", person.id, NOW + WEEK)
        assert unit.invitations.usable(NOW + WEEK) == []
        assert unit.invitations.revoke(made.id, NOW) is not None
        assert unit.invitations.revoke(made.id, NOW) is None
        gone = unit.invitations.redeem("CODE", person.id, NOW)
        found = unit.invitations.find("CODE")
    assert late.state is RedeemState.EXPIRED
    assert gone.state is RedeemState.REVOKED
    assert gone.invitation == found
    assert found is not None
    assert found.revoked_at == NOW


def test_two_threads_redeeming_a_single_use_code_one_wins(storage: Storage) -> None:
    with storage.write() as unit:
        people = [a_person(unit, str(number)) for number in range(6)]
        invite(unit, "CODE")
    states: list[RedeemState] = []

    def redeem(number: int) -> None:
        with storage.write() as unit:
            states.append(unit.invitations.redeem("CODE", people[number].id, NOW).state)

    at_once(6, redeem)
    assert sorted(states) == [RedeemState.OK] + [RedeemState.USED] * 5


def test_after_five_wrong_tries_even_the_right_code_waits_an_hour(storage: Storage) -> None:
    with storage.write() as unit:
        person, other = a_person(unit), a_person(unit, "9", "李")
        invite(unit, "CODE", uses=3)
        tries = [unit.invitations.redeem(f"WRONG{n}", person.id, NOW).state for n in range(WRONG_TRIES)]
        assert tries == [RedeemState.UNKNOWN] * WRONG_TRIES
        stopped = unit.invitations.redeem("CODE", person.id, NOW + TRIES_WINDOW - MINUTE)
        assert stopped.state is RedeemState.TOO_MANY_TRIES
        assert stopped.invitation is None
        assert unit.invitations.redeem("CODE", other.id, NOW).state is RedeemState.OK
        assert unit.invitations.redeem("CODE", person.id, NOW + TRIES_WINDOW).state is RedeemState.OK
        assert unit.invitations.forget_tries(NOW + MINUTE) == WRONG_TRIES


def test_threads_of_one_person_do_not_get_more_tries(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
    states: list[RedeemState] = []

    def guess(number: int) -> None:
        with storage.write() as unit:
            states.append(unit.invitations.redeem(f"GUESS{number}", person.id, NOW).state)

    at_once(9, guess)
    assert states.count(RedeemState.UNKNOWN) == WRONG_TRIES
    assert states.count(RedeemState.TOO_MANY_TRIES) == 9 - WRONG_TRIES


def test_the_code_itself_is_nowhere_in_the_file(sqlite_url: str) -> None:
    with Storage(sqlite_url) as storage, storage.write() as unit:
        invite(unit, "7K3QX9RB2MNP4T6W")
    with open(sqlite_url.removeprefix("sqlite:///"), "rb") as file:  # noqa: PTH123
        assert b"7K3QX9RB" not in file.read()


def test_export_names_every_row_about_the_person(storage: Storage) -> None:
    person = fill(storage)
    with storage.read() as unit:
        told = unit.people.export(person.id)
        assert unit.people.export(10_000) == {}
    assert json.loads(json.dumps(told)) == told
    # The others hold nothing of a person: settings of the system and the lease of the process.
    assert set(told) == set(metadata.tables) - {"attachments", "process_lease", "round_prefectures"}
    assert all(told.values()), [name for name, rows in told.items() if not rows]
    assert told["entries"][0]["note"] == "今天办宣讲1场，86人参加"
    assert told["quantities"][1]["value"] == "86.50"


def test_forgetting_keeps_the_units_entries_and_nothing_of_the_person(storage: Storage) -> None:
    person = fill(storage)
    with storage.write() as unit:
        unit.outbox.plan([a_message("answer:1", MessageKind.ANSWER, place=Place("telegram", "5001"))])
        gone = unit.people.forget(person.id, NOW + MINUTE)
    assert gone is not None
    assert (gone.number, gone.entries) == (1, 1)
    with storage.read() as unit:
        assert unit.people.get(person.id) is None
        (entry,) = unit.entries.list(EntryFilter((COUNTY,)))
        assert (entry.author_id, entry.source) == (None, None)
        assert entry.note == "今天办宣讲1场，86人参加"
        assert [version.by_id for version in unit.entries.versions(entry.id)] == [None]
        trail = {(row.action, row.actor_number, row.subject) for row in unit.audit.list()}
        assert trail == {("export", 1, "entries"), ("grant", None, "anonymous:1")}
        assert unit.memberships.of_unit(COUNTY) == []
        assert unit.chats.all_bound() == []
        assert unit.chats.get("telegram", "5001") is None
        assert unit.updates.seen("telegram", "100") is None
        assert unit.settings.all(f"person:{person.id}") == {}
        assert {row.state for row in unit.outbox.list()} == {MessageState.REFUSED}
        assert all(row.reply == {} and row.place.chat == "" for row in unit.outbox.list())
        assert [question.person_id for question in unit.questions.list()] == [None]


def test_nothing_that_the_channel_calls_the_person_is_left_anywhere(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit, "777000777", "独一无二的名字")
        place = Place("telegram", "777000777")
        unit.chats.see("telegram", "777000777", "private", "独一无二的名字", NOW)
        unit.conversations.save(person.id, place, recent=["q"], at=NOW)
        source = an_entry().source
        assert source is not None
        entry = an_entry(
            author_id=person.id,
            source=type(source)("telegram", "777000777", "1"),
            unit=COUNTY,
            plan=PLAN,
            on=DAY,
        )
        unit.entries.add(entry, by=person.id)
        unit.drafts.create(person.id, place, kind="entry", payload={}, at=NOW, expires_at=NOW + WEEK)
        unit.outbox.plan([a_message("k", place=place, person_id=person.id, reply={"to": "独一无二的名字"})])
        unit.audit.add("join", f"person:{person.id}", at=NOW, actor_id=person.id)
    with storage.write() as unit:
        unit.people.forget(person.id, NOW)
    with storage._reader.connect() as connection:
        left = [
            (table.name, row)
            for table in metadata.sorted_tables
            for row in connection.execute(table.select())
            if "777000777" in repr(row) or "独一无二" in repr(row)
        ]
    assert left == []


def test_everybody_who_goes_gets_a_number_of_their_own(storage: Storage) -> None:
    with storage.write() as unit:
        people = [a_person(unit, str(number)) for number in range(4)]
        for person in people:
            unit.audit.add("join", f"person:{person.id}", at=NOW, actor_id=person.id)
    numbers: list[int] = []

    def go(number: int) -> None:
        with storage.write() as unit:
            gone = unit.people.forget(people[number].id, NOW)
            assert gone is not None
            numbers.append(gone.number)

    at_once(4, go)
    assert sorted(numbers) == [1, 2, 3, 4]
    with storage.write() as unit:
        assert unit.people.forget(people[0].id, NOW) is None
        assert sorted(row.actor_number or 0 for row in unit.audit.list()) == [1, 2, 3, 4]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_stored_as_it_is(storage: Storage, role: Role) -> None:
    with storage.write() as unit:
        granted = unit.memberships.grant(a_person(unit).id, role, "province:34", at=NOW)
        assert unit.memberships.with_role(role) == [granted]
