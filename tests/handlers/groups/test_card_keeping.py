"""The card of a group: one message a month, changed in place, counts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.compose import build_services
from bot.config import Settings
from bot.render.plain import to_text
from handlers import Chat, Request, Sender, Services, decode, dispatch
from handlers.groups import card, card_keeping
from handlers.request import PlaceKind
from storage import EntryKind, EntryStatus, KnownChat, Message, NewEntry, ObligationState, Role

COUNTY, PREFECTURE = "county:532822", "prefecture:532800"
TENTH = date(2023, 4, 10)
APRIL = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)


@dataclass
class Group:
    """A group bound to a unit, with its card on."""

    services: Services
    chat: KnownChat
    count: int = 0

    def settle(self, *, arrived: bool) -> None:
        """Claim the one planned message; it arrives, or nobody knows."""
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            lease = store.lease.acquire("sender", "me", APRIL, timedelta(hours=1))
            assert lease is not None
            (claimed,) = store.outbox.claim(9, now=APRIL, lease=timedelta(minutes=1), under=lease)
            if arrived:
                store.outbox.mark_sent(claimed.id, message="77", now=APRIL, under=lease)
            else:
                store.outbox.mark_uncertain(claimed.id, "no answer", now=APRIL, under=lease)

    def report(self, unit: str = COUNTY, on: date = TENTH, *, demo: bool = False) -> int:
        assert self.services.storage is not None
        self.count += 1
        new = NewEntry(
            unit=unit,
            plan="yunnan-2022",
            task="1",
            kind=EntryKind.PROGRESS,
            status=EntryStatus.DONE,
            on=on,
            as_of=on,
            note=f"王芳办宣讲{self.count}",
            created_at=APRIL,
            demo=demo,
        )
        with self.services.storage.write() as store:
            return store.entries.add(new, by=None).id

    def keep(self, moment: datetime = APRIL) -> int:
        return card_keeping.keep(self.services, moment)

    def planned(self) -> list[Message]:
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            return sorted(store.outbox.list(key_prefix="card:"), key=lambda one: one.id)

    def text(self, number: int = -1) -> str:
        return to_text(decode(self.planned()[number].reply))

    def bind(self, unit: str) -> None:
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            person = store.people.get_or_create("telegram", "1", "王芳", APRIL)
            role = Role(unit.partition(":")[0])
            membership = store.memberships.grant(person.id, role, unit, at=APRIL)
            store.chats.see("telegram", "-100", "group", "群", APRIL)
            chat = store.chats.bind("telegram", "-100", unit=unit, by=membership.id, topic="17")
            assert chat is not None
            self.chat = chat


@pytest.fixture
def group(known: Services, file_settings: Settings) -> Iterator[Group]:
    services = build_services(file_settings, lambda: APRIL, known=known)
    assert services.storage is not None
    with services.storage:
        made = Group(services, None)  # type: ignore[arg-type]
        made.bind(COUNTY)
        with services.storage.write() as store:
            card_keeping.switch_on(store, made.chat, APRIL)
        yield made


def test_the_first_card_is_sent_and_the_next_takes_its_place(group: Group) -> None:
    group.report()
    assert group.keep() == 1
    assert group.keep() == 0, "nothing changed"
    group.report()
    assert group.keep() == 1
    first, second = group.planned()
    assert (first.edits, second.edits) == (None, first.key)
    assert (first.place.chat, first.place.topic) == ("-100", "17")
    assert "本月进展｜1条" in group.text(0)
    assert "本月进展｜2条" in group.text(1)


def test_nothing_follows_a_card_of_which_nobody_knows_whether_it_came(group: Group) -> None:
    assert group.services.storage is not None
    group.report()
    group.keep()
    group.settle(arrived=False)
    group.report()
    assert group.keep(APRIL + timedelta(hours=1)) == 0
    assert len(group.planned()) == 1
    with group.services.storage.write() as store:
        card_keeping.switch_off(store, group.chat, APRIL)
        card_keeping.switch_on(store, group.chat, APRIL)
    assert group.keep(APRIL + timedelta(hours=2)) == 1, "whoever looks at the group can have a new one"
    assert group.planned()[-1].edits is None
    group.report(on=date(2023, 5, 2))
    assert group.keep(APRIL + timedelta(days=30)) == 1, "the next month begins as ever"


def test_an_edit_of_which_nobody_knows_is_followed_by_the_next(group: Group) -> None:
    for arrived in (True, False):
        group.report()
        group.keep()
        group.settle(arrived=arrived)
    group.report()
    assert group.keep() == 1


def test_a_new_month_gets_a_card_of_its_own_when_there_is_something(group: Group) -> None:
    group.report()
    group.keep()
    group.report(on=date(2023, 5, 2))
    assert group.keep(APRIL + timedelta(days=30)) == 1
    assert group.planned()[-1].edits is None
    assert "2023年5月" in group.text()


def test_a_month_with_nothing_in_it_gets_none(group: Group) -> None:
    long_after = datetime(2026, 2, 2, 3, 0, tzinfo=UTC)
    assert group.keep(long_after) == 0
    assert group.planned() == []


def test_the_first_card_of_a_month_waits_for_the_morning_of_a_working_day(group: Group) -> None:
    midnight = datetime(2023, 9, 30, 16, 1, tzinfo=UTC)  # 1 October in Shanghai: a holiday until the 6th
    group.bind(PREFECTURE)
    group.report(on=date(2023, 10, 1))
    assert [group.keep(midnight + timedelta(hours=hour)) for hour in (0, 10, 24, 24 * 6)] == [0] * 4
    assert group.keep(datetime(2023, 10, 7, 0, 59, tzinfo=UTC)) == 0, "a worked Saturday before nine"
    assert group.keep(datetime(2023, 10, 7, 14, 0, tzinfo=UTC)) == 0, "ten in the evening"
    assert group.keep(datetime(2023, 10, 7, 1, 0, tzinfo=UTC)) == 1
    group.report(on=date(2023, 10, 7))
    assert group.keep(datetime(2023, 10, 7, 16, 30, tzinfo=UTC)) == 1, "a change in place rings nowhere"
    assert group.planned()[-1].edits == group.planned()[0].key


def test_a_made_up_button_shows_no_card(group: Group) -> None:
    group.report()
    for chat, who in (("-100", "777"), ("-200", "1")):
        place = Chat("telegram", chat, PlaceKind.GROUP)
        pressed = Request(Sender("telegram", who, "路人"), place, APRIL, TENTH, chat, button="oc:today")
        reply = dispatch(pressed, group.services)
        assert reply.intent == "old_button"
        assert "本月进展" not in to_text(reply)


def test_the_card_says_counts_and_no_names(group: Group) -> None:
    group.report()
    group.keep()
    assert "王芳" not in group.text()
    assert "宣讲" not in group.text()
    assert "涉及任务｜1项" in group.text()
    assert "截至4月10日" in group.text()


def test_a_withdrawn_entry_and_one_of_a_demonstration_do_not_count(group: Group) -> None:
    number = group.report()
    group.report()
    group.report(demo=True)
    assert group.services.storage is not None
    with group.services.storage.write() as store:
        store.entries.withdraw(number, 1, by=None, at=APRIL, why="withdraw")
    group.keep()
    assert "本月进展｜1条" in group.text()


def test_a_prefecture_sees_how_many_of_its_counties_reported(group: Group) -> None:
    group.bind(PREFECTURE)
    group.report()
    group.report("county:532823")
    group.report("county:530102")
    group.keep()
    assert "本月进展｜2条" in group.text()
    assert "有进展的县（市、区）｜2/3个" in group.text()


def test_switched_off_it_changes_no_more_and_on_again_it_begins_anew(group: Group) -> None:
    assert group.services.storage is not None
    group.report()
    group.keep()
    with group.services.storage.write() as store:
        card_keeping.switch_off(store, group.chat, APRIL)
    group.report()
    assert group.keep() == 0
    with group.services.storage.write() as store:
        card_keeping.switch_on(store, group.chat, APRIL)
    assert group.keep() == 1
    first, second = group.planned()
    assert first.state == "given_up", "a card that waited is not sent after it was switched off"
    assert second.edits is None
    assert first.key != second.key


def test_with_the_membership_the_card_ends(group: Group) -> None:
    assert group.services.storage is not None
    group.report()
    with group.services.storage.write() as store:
        store.memberships.end(group.chat.bound_by or 0, APRIL)
    assert group.keep() == 0


def test_what_is_due_next_is_said_with_its_day_until_it_is_done(group: Group) -> None:
    assert group.services.storage is not None
    group.bind(PREFECTURE)
    day, moment = date(2023, 6, 1), datetime(2023, 6, 1, 3, 0, tzinfo=UTC)
    with group.services.storage.read() as store:
        item = card.next_due(store, group.services.catalogue, PREFECTURE, day)
    assert item is not None
    assert item.due is not None
    group.report(on=day)
    group.keep(moment)
    assert (
        f"{item.duty.title}（{item.due.month}月{item.due.day}日，还有{(item.due - day).days}天）"
        in group.text()
    )
    with group.services.storage.write() as store:
        person = store.people.get_or_create("telegram", "1", "王芳", APRIL)
        store.obligations.mark(item.key, item.unit, ObligationState.DONE, by=person.id, at=moment)
    assert group.keep(moment) == 1
    assert item.duty.title not in group.text()
