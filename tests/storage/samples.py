"""Rows for tests: one of each kind, and a database with something in every table."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from storage import (
    AttachmentReference,
    EntryKind,
    EntrySource,
    EntryStatus,
    MessageKind,
    NewEntry,
    NewMessage,
    NewRound,
    ObligationState,
    Person,
    Place,
    Quantity,
    Role,
    Storage,
    UnitOfWork,
)

NOW = datetime(2023, 3, 8, 1, 30, tzinfo=UTC)
DAY = date(2023, 3, 8)
MINUTE = timedelta(minutes=1)
PLACE = Place("telegram", "5001")
COUNTY = "county:341822"
PLAN = "anhui-2022"


def a_person(unit: UnitOfWork, external_id: str = "5001", name: str = "王芳") -> Person:
    """A person of the channel `telegram`, joined at NOW."""
    return unit.people.get_or_create("telegram", external_id, name, NOW)


def an_entry(message: str = "77", part: int = 0, **changes: Any) -> NewEntry:
    """One finished lecture with 86 listeners, from one message."""
    values: dict[str, Any] = {
        "unit": COUNTY,
        "plan": PLAN,
        "task": "19",
        "kind": EntryKind.PROGRESS,
        "status": EntryStatus.DONE,
        "on": DAY,
        "as_of": DAY,
        "note": "今天办宣讲1场，86人参加",
        "created_at": NOW,
        "source": EntrySource("telegram", "5001", message, part),
        "quantities": (Quantity(Decimal(1), "场", "19a"), Quantity(Decimal("86.50"), "人次")),
    }
    return NewEntry(**{**values, **changes})


def a_message(key: str, kind: MessageKind = MessageKind.REMINDER, **changes: Any) -> NewMessage:
    """A message that is due at NOW."""
    values: dict[str, Any] = {"place": PLACE, "reply": {"blocks": [key]}, "created_at": NOW, "due": NOW}
    return NewMessage(key=key, kind=kind, **{**values, **changes})


def a_round(*prefectures: str, **changes: Any) -> NewRound:
    """The plan of Anhui restarted in March 2027, in 宣城市 unless others are named."""
    area = prefectures or ("prefecture:341800",)
    values: dict[str, Any] = {
        "plan": PLAN,
        "first_month": date(2027, 3, 1),
        "name": "第二轮",
        "area": area,
        "prefectures": area,
        "created_at": NOW,
    }
    return NewRound(**{**values, **changes})


def fill(storage: Storage) -> Person:
    """Put something into every table; return the person whom all of it concerns."""
    with storage.write() as unit:
        person = a_person(unit)
        _people(unit, person)
        _talk(unit, person)
        _work(unit, person)
    return person


def _people(unit: UnitOfWork, person: Person) -> None:
    chief = a_person(unit, "9", "管理员")
    code = unit.invitations.create(
        "ABCD", Role.COUNTY, COUNTY, uses=2, at=NOW, expires_at=NOW + timedelta(days=7), by=person.id
    )
    unit.invitations.redeem("WRONG", person.id, NOW)
    membership = unit.memberships.grant(
        person.id, Role.COUNTY, COUNTY, at=NOW, by=chief.id, invitation_id=code.id
    )
    unit.chats.see("telegram", "-100777", "group", "广德工会群", NOW)
    unit.chats.bind("telegram", "-100777", unit=COUNTY, by=membership.id, topic="4")
    unit.chats.see("telegram", person.external_id, "private", person.display_name, NOW)
    unit.settings.set(f"person:{person.id}", "hour", "09:00", NOW)
    unit.audit.add("grant", f"person:{person.id}", at=NOW, actor_id=chief.id, unit=COUNTY)
    unit.audit.add("export", "entries", at=NOW, actor_id=person.id, unit=COUNTY, detail={"rows": 3})


def _talk(unit: UnitOfWork, person: Person) -> None:
    frames = [{"intent": "liaison", "unit": COUNTY}]
    unit.conversations.save(person.id, PLACE, recent=frames, at=NOW, awaiting={"for": "word"})
    unit.questions.add(
        "食堂补贴多少？", outcome="not_found", at=NOW, person_id=person.id, unit=COUNTY, plan=PLAN
    )
    unit.questions.rate("谁联系？", answered_as="liaison", value=1, at=NOW, word="好", person_id=person.id)
    unit.updates.remember("telegram", "100", {"blocks": ["已保存"]}, NOW, person_id=person.id)
    unit.lease.acquire("sender", "first", NOW, MINUTE)
    unit.outbox.plan([a_message("digest:1:2023-03-08", person_id=person.id)])


def _work(unit: UnitOfWork, person: Person) -> None:
    expires = NOW + timedelta(days=7)
    unit.drafts.create(person.id, PLACE, kind="entry", payload={"task": "19"}, at=NOW, expires_at=expires)
    photo = AttachmentReference("photo", "telegram:AgACAgU")
    unit.rounds.open(a_round(created_by=person.id))
    unit.broadcasts.create("province:34", "请看通知", author_id=person.id, at=NOW)
    about = {"by_unit": "prefecture:341800", "by_id": person.id, "at": NOW}
    unit.nudges.add(COUNTY, "an:obligation", day=DAY, text="有困难请告诉我们", **about)
    unit.nudges.stop(COUNTY, "an:obligation", reason="已在电话里说明", **about)
    unit.entries.add(an_entry(author_id=person.id, attachments=(photo,)), by=person.id)
    unit.obligations.mark("an:obligation", COUNTY, ObligationState.DONE, by=person.id, at=NOW)


def at_once(count: int, work: Callable[[int], None]) -> None:
    """Run `work(0)` … `work(count - 1)` in threads that start together; raise the first error of any."""
    start = threading.Barrier(count)
    errors: list[BaseException] = []

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        except BaseException as error:  # reported below, in the thread of the test
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
