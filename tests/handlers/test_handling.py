"""One update is done once: delivered twice, by two processes at once, or broken in the middle."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import (
    Chat,
    PersonError,
    PlaceKind,
    Reply,
    Request,
    Sender,
    Services,
    Text,
    dispatch,
    handling,
    tidy,
)
from handlers.area import Area, Command
from handlers.commands import AREAS, TABLES, Tables
from handlers.handling import Busy
from handlers.people.issuing import issue
from handlers.routing import choose
from handlers.turn import Turn
from storage import DatabaseBusy, DraftState, Place, Role

NOW = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def services(both_settings: Settings, known: Services) -> Any:
    built = build_services(both_settings, lambda: NOW, known=known)
    assert built.storage is not None
    yield built
    built.storage.close()


def said(text: str, who: str = "1", key: str = "k1") -> Request:
    return Request(Sender("test", who, who), Chat("test", who), NOW, date(2023, 4, 10), key, text=text)


def counts(services: Services) -> dict[str, int]:
    assert services.storage is not None
    return services.storage.health().counts


def together(work: Any, number: int) -> list[Any]:
    """What `work(0)` … gave, begun at once, each in its thread; an error is a result too."""
    results: list[Any] = [None] * number
    start = threading.Barrier(number)

    def run(index: int) -> None:
        start.wait()
        try:
            results[index] = work(index)
        except Exception as error:  # compared by the test
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_question_stores_no_key_but_its_conversation(services: Services) -> None:
    dispatch(said("勐海县谁联系"), services)
    dispatch(said("/help", key="k2"), services)
    found = counts(services)
    assert (found["update_keys"], found["people"], found["conversations"]) == (0, 1, 1)


def test_the_same_update_at_the_same_time_is_done_once(services: Services) -> None:
    replies = together(lambda _: dispatch(said("/feedback 字太小"), services), 6)
    assert len({str(reply) for reply in replies}) == 1, replies
    assert isinstance(replies[0], Reply)
    found = counts(services)
    assert (found["questions"], found["update_keys"], found["people"]) == (1, 1, 1)


def test_a_code_for_one_admits_one_of_many(services: Services) -> None:
    assert services.storage is not None
    with services.storage.write() as store:
        code = issue(store, "county:341882", at=NOW, by=None).code
    replies = together(lambda index: dispatch(said(code, f"p{index}", f"k{index}"), services), 6)
    assert sorted(reply.intent for reply in replies) == ["code_refused"] * 5 + ["joined"]
    assert counts(services)["memberships"] == 1


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """A command `/broken` that changes something and then raises what stands in the list."""
    errors: list[Exception] = []

    def handle(turn: Turn, _: str) -> Reply:
        turn.set("colour", "red")
        turn.audit("broken", "test")
        if errors:
            raise errors.pop()
        return Reply((Text("好"),))

    tables = Tables((*AREAS, Area("broken", commands=(Command("broken", "坏的", handle),))))
    monkeypatch.setattr(
        handling, "choose", lambda *args, **named: choose(*args, **{**named, "tables": tables})
    )
    return errors


@pytest.mark.parametrize("error", [PersonError("no"), RuntimeError("bug")], ids=["refused", "bug"])
def test_what_breaks_in_the_middle_changes_nothing_and_can_be_tried_again(
    services: Services, broken: list[Exception], error: Exception
) -> None:
    broken.append(error)
    with pytest.raises(type(error)):
        dispatch(said("/broken"), services)
    found = counts(services)
    assert (found["settings"], found["audit"], found["update_keys"]) == (0, 0, 0)
    assert dispatch(said("/broken"), services).blocks == (Text("好"),)
    found = counts(services)
    assert (found["settings"], found["audit"], found["update_keys"]) == (1, 1, 1)


def test_a_busy_database_is_said_in_words(services: Services, broken: list[Exception]) -> None:
    broken.append(DatabaseBusy("too many"))
    with pytest.raises(Busy) as caught:
        dispatch(said("/broken"), services)
    assert "请过几秒再点一次" in caught.value.sentence


def test_an_update_without_a_key_is_done_and_not_remembered(services: Services) -> None:
    dispatch(said("/feedback 好", key=""), services)
    dispatch(said("/feedback 好", key=""), services)
    found = counts(services)
    assert (found["questions"], found["update_keys"]) == (2, 0)


def test_a_new_name_is_kept_and_a_reachable_person_is_marked(services: Services) -> None:
    assert services.storage is not None
    dispatch(said("勐海县谁联系"), services)
    with services.storage.write() as store:
        store.people.mark_unreachable(1, NOW, "blocked")
    request = said("/feedback 好", key="k2")
    dispatch(replace(request, sender=Sender("test", "1", "王芳")), services)
    with services.storage.read() as store:
        person = store.people.get(1)
    assert person is not None
    assert (person.display_name, person.unreachable_at) == ("王芳", None)


def test_a_membership_of_a_unit_that_is_gone_still_gets_answers(services: Services) -> None:
    assert services.storage is not None
    with services.storage.write() as store:
        person = store.people.get_or_create("test", "1", "1", NOW)
        store.memberships.grant(person.id, Role.COUNTY, "county:349999", at=NOW)
    assert dispatch(said("勐海县谁联系"), services).quotes
    assert dispatch(said("今天办宣讲1场", key="k2"), services).blocks
    assert "访客" in str(dispatch(said("/me", key="k3"), services).blocks)


def test_without_a_database_questions_are_answered_and_nothing_else(known: Services) -> None:
    assert known.storage is None
    assert dispatch(said("勐海县谁联系"), known).quotes


@pytest.mark.parametrize("kind", sorted(TABLES.waits))
def test_every_command_answers_whatever_is_waited_for(services: Services, kind: str) -> None:
    assert services.storage is not None
    awaited = {"for": kind, "until": "2099-01-01T00:00:00+00:00", "role": "county", "what": "x", "step": 1}
    dispatch(said("勐海县谁联系"), services)
    for number, command in enumerate(TABLES.commands):
        plain = dispatch(said(f"/{command.name}", who="2", key=f"p{number}"), services)
        with services.storage.write() as store:
            store.conversations.save(1, Place("test", "1"), recent=(), at=NOW, awaiting=awaited)
        asked = dispatch(said(f"/{command.name}", key=f"k{number}"), services)
        assert asked.intent == plain.intent, command.name
        assert asked.intent != "unknown_command"


def test_a_bound_group_lends_its_unit_to_everybody_until_the_binder_leaves(services: Services) -> None:
    assert services.storage is not None
    with services.storage.write() as store:
        person = store.people.get_or_create("test", "9", "9", NOW)
        membership = store.memberships.grant(person.id, Role.COUNTY, "county:341882", at=NOW)
        store.chats.see("test", "-5", "group", "群", NOW)
        store.chats.bind("test", "-5", unit="county:341882", by=membership.id)
    request = replace(said("我们县谁联系"), chat=Chat("test", "-5", PlaceKind.GROUP))
    assert "广德" in str(dispatch(request, services).blocks)
    with services.storage.write() as store:
        store.memberships.end(membership.id, NOW)
    assert "广德" not in str(dispatch(replace(request, key="k9"), services).blocks)


def test_what_is_kept_for_a_time_is_deleted_after_it(services: Services) -> None:
    assert services.storage is not None
    dispatch(said("/feedback 好"), services)
    dispatch(said("勐海县谁联系", key="k2"), services)
    dispatch(said("AAAA-AAAA-AAAA-AAAA", key="k3"), services)
    assert tidy(services.storage, NOW + timedelta(hours=12)) == 0
    assert tidy(services.storage, NOW + timedelta(days=8)) == 3
    assert tidy(services.storage, NOW + timedelta(days=91)) == 1
    found = counts(services)
    assert (found["update_keys"], found["conversations"], found["questions"]) == (0, 0, 1)


def test_a_draft_that_nobody_saved_is_closed_after_a_week(services: Services) -> None:
    assert services.storage is not None
    with services.storage.write() as store:
        person = store.people.get_or_create("test", "1", "1", NOW)
        place = Place("test", "1")
        draft = store.drafts.create(
            person.id, place, kind="entry", payload={}, at=NOW, expires_at=NOW + timedelta(days=7)
        )
    assert tidy(services.storage, NOW + timedelta(days=6)) == 0
    assert tidy(services.storage, NOW + timedelta(days=7)) == 1
    with services.storage.read() as store:
        expired = store.drafts.get(draft.id)
    assert expired is not None
    assert expired.state is DraftState.EXPIRED
