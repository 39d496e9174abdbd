"""Chats, conversations, questions, settings, update keys and the audit trail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import AlreadyHandled, Conversation, Place, QuestionState, Role, Storage
from tests.storage.samples import COUNTY, MINUTE, NOW, PLACE, PLAN, a_message, a_person, an_entry, at_once

GROUP = "-100777"


def test_a_conversation_survives_and_is_replaced(storage: Storage) -> None:
    in_topic = Place("telegram", GROUP, "4")
    with storage.write() as unit:
        person = a_person(unit)
        assert unit.conversations.load(person.id, PLACE) == Conversation()
        unit.conversations.save(person.id, PLACE, recent=["谁联系？"], at=NOW)
        unit.conversations.save(person.id, in_topic, recent=[{"unit": COUNTY}], at=NOW)
    with storage.write() as unit:
        assert unit.conversations.load(person.id, PLACE).recent == ("谁联系？",)
        unit.conversations.save(person.id, PLACE, recent=[1, 2], at=NOW + MINUTE, awaiting={"for": "日期"})
    with storage.read() as unit:
        kept = unit.conversations.load(person.id, PLACE)
        assert kept == Conversation((1, 2), {"for": "日期"}, NOW + MINUTE)
        assert unit.conversations.load(person.id, in_topic).recent == ({"unit": COUNTY},)
    with storage.write() as unit:
        assert unit.conversations.forget_before(NOW + MINUTE) == 1
        assert unit.conversations.load(person.id, in_topic) == Conversation()
        assert unit.conversations.load(person.id, PLACE) == kept


def test_a_group_is_bound_unbound_and_left(storage: Storage) -> None:
    with storage.write() as unit:
        membership = unit.memberships.grant(a_person(unit).id, Role.COUNTY, COUNTY, at=NOW)
        assert unit.chats.bind("telegram", GROUP, unit=COUNTY, by=membership.id) is None
        unit.chats.see("telegram", GROUP, "group", "广德工会群", NOW)
        bound = unit.chats.bind("telegram", GROUP, unit=COUNTY, by=membership.id, topic="4")
        assert bound is not None
        assert (bound.bound_unit, bound.bound_by, bound.topic) == (COUNTY, membership.id, "4")
        seen = unit.chats.see("telegram", GROUP, "group", "新名字", NOW + MINUTE)
        assert (seen.title, seen.bound_unit, seen.topic, seen.seen_at) == (
            "新名字",
            COUNTY,
            "4",
            NOW + MINUTE,
        )
        assert unit.chats.all_bound() == [seen]
        unit.chats.set_active("telegram", GROUP, False)
        assert unit.chats.all_bound() == []
        unbound = unit.chats.unbind("telegram", GROUP)
        assert unbound is not None
        assert (unbound.bound_unit, unbound.active) == (None, False)
        assert unit.chats.see("telegram", GROUP, "group", "新名字", NOW).active


def test_an_upgraded_group_keeps_its_binding_and_its_waiting_messages(storage: Storage) -> None:
    with storage.write() as unit:
        membership = unit.memberships.grant(a_person(unit).id, Role.COUNTY, COUNTY, at=NOW)
        unit.chats.see("telegram", "-5", "group", "广德工会群", NOW)
        unit.chats.bind("telegram", "-5", unit=COUNTY, by=membership.id)
        unit.outbox.plan([a_message("card:1", place=Place("telegram", "-5"))])
        moved = unit.chats.migrate("telegram", "-5", GROUP, NOW)
        assert unit.chats.migrate("telegram", "-5", GROUP, NOW) == moved
        old = unit.chats.get("telegram", "-5")
        waiting = unit.outbox.get("card:1")
    assert (moved.bound_unit, moved.bound_by, moved.title) == (COUNTY, membership.id, "广德工会群")
    assert old is not None
    assert (old.active, old.migrated_to, old.bound_unit) == (False, GROUP, None)
    assert waiting is not None
    assert waiting.place == Place("telegram", GROUP)


def test_unanswered_questions_are_listed_until_somebody_closes_them(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        first = unit.questions.add("食堂？", outcome="not_found", at=NOW, person_id=person.id)
        second = unit.questions.add("班车？", outcome="not_found", at=NOW + MINUTE, unit=COUNTY, plan=PLAN)
        assert unit.questions.list() == [second, first]
        assert unit.questions.list(limit=1) == [second]
        closed = unit.questions.close(second.id, NOW + MINUTE)
        assert closed is not None
        assert (closed.state, closed.closed_at) == (QuestionState.CLOSED, NOW + MINUTE)
        assert unit.questions.close(second.id, NOW) is None
        assert unit.questions.list() == [first]
        assert unit.questions.list(None) == [closed, first]
    assert (second.unit, second.plan, first.person_id) == (COUNTY, PLAN, person.id)


def test_ratings_are_kept_with_a_word(storage: Storage) -> None:
    with storage.write() as unit:
        good = unit.questions.rate("谁联系？", answered_as="liaison", value=1, at=NOW)
        bad = unit.questions.rate("几号？", answered_as="due", value=-1, at=NOW + MINUTE, word="日期不对")
        assert unit.questions.ratings() == [bad, good]
        with pytest.raises(ValueError, match="not 0"):
            unit.questions.rate("几号？", answered_as="due", value=0, at=NOW)


def test_settings_of_different_scopes_do_not_meet(storage: Storage) -> None:
    with storage.write() as unit:
        unit.settings.set("system", "hour", "09:00", NOW)
        unit.settings.set("person:1", "hour", "08:30", NOW)
        unit.settings.set("person:1", "weekly", True, NOW)
        unit.settings.set("person:1", "hour", "10:00", NOW)
        assert unit.settings.get("system", "hour") == "09:00"
        assert unit.settings.get("system", "day", 25) == 25
        assert unit.settings.all("person:1") == {"hour": "10:00", "weekly": True}
        assert unit.settings.everybodys("hour") == {"system": "09:00", "person:1": "10:00"}
        unit.settings.remove("person:1", "hour")
        assert unit.settings.get("person:1", "hour") is None
        assert unit.settings.all("person:1") == {"weekly": True}
        with pytest.raises(ValueError, match="None"):
            unit.settings.set("system", "hour", None, NOW)


def test_an_update_delivered_again_gets_its_stored_reply(storage: Storage) -> None:
    reply = {"blocks": [{"text": "已保存", "z": 1, "a": 2}]}
    with storage.write() as unit:
        assert unit.updates.seen("telegram", "100") is None
        unit.entries.add(an_entry(), by=None)
        unit.updates.remember("telegram", "100", reply, NOW)
    with storage.read() as unit:
        stored = unit.updates.seen("telegram", "100")
        assert stored == reply
        assert list(stored["blocks"][0]) == ["text", "z", "a"]
        assert unit.updates.seen("web", "100") is None


def test_an_update_delivered_twice_at_once_is_handled_once(storage: Storage) -> None:
    handled: list[str] = []

    def deliver(number: int) -> None:
        try:
            with storage.write() as unit:
                if unit.updates.seen("telegram", "100") is not None:
                    handled.append("stored")
                    return
                unit.entries.add(an_entry(str(number)), by=None)
                unit.updates.remember("telegram", "100", {"by": number}, NOW)
            handled.append("done")
        except AlreadyHandled:
            handled.append("undone")

    at_once(6, deliver)
    assert handled.count("done") == 1
    assert storage.health().counts["entries"] == 1


def test_update_keys_are_kept_for_a_time(storage: Storage) -> None:
    with storage.write() as unit:
        for day in range(10):
            unit.updates.remember("telegram", str(day), {}, NOW + timedelta(days=day))
        assert unit.updates.purge(NOW + timedelta(days=3)) == 3
        assert unit.updates.seen("telegram", "2") is None
        assert unit.updates.seen("telegram", "3") == {}


def test_the_audit_trail_is_read_by_unit_actor_subject_and_time(storage: Storage) -> None:
    with storage.write() as unit:
        person, other = a_person(unit), a_person(unit, "9", "李")
        unit.audit.add("add", "entry:1", at=NOW, actor_id=person.id, unit=COUNTY, detail={"version": 1})
        unit.audit.add("look", "entries", at=NOW + MINUTE, actor_id=other.id, unit=COUNTY)
        unit.audit.add("start", "system", at=NOW + 2 * MINUTE, actor_id=None)

        def actions(**wanted: object) -> list[str]:
            return [row.action for row in unit.audit.list(**wanted)]  # type: ignore[arg-type]

        assert actions() == ["start", "look", "add"]
        assert actions(unit=COUNTY) == ["look", "add"]
        assert actions(actor_id=person.id) == ["add"]
        assert actions(subject="entries") == ["look"]
        assert actions(since=NOW + MINUTE, limit=1) == ["start"]
        assert unit.audit.list(subject="entry:1")[0].detail == {"version": 1}
