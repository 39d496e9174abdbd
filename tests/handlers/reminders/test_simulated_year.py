"""A year of reminders for every unit of both provinces, calm and with crashes, held against the plans."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.render.plain import to_text
from handlers import Services, decode
from handlers.days import day_name
from handlers.reminders import planning
from handlers.reminders.agenda import prefecture_of
from handlers.reminders.calendar import Overrides, WorkCalendar
from handlers.reminders.days import ZONE
from handlers.reminders.obligations import every_unit
from storage import Message, MessageState, Role, Storage
from tests.handlers.reminders.stage import JOINED, Stage, at

FIRST, LAST = date(2022, 9, 1), date(2023, 12, 31)
FACTS = Path(__file__).resolve().parents[4] / "shared" / "facts" / "facts.json"
FIXTURE = yaml.safe_load((Path(__file__).parent / "owed_in_the_programme.yaml").read_text(encoding="utf-8"))
WATER_FESTIVAL = [date(2023, 4, day) for day in (13, 14, 15)]
CALENDAR = WorkCalendar(Overrides(local={"532800": frozenset(WATER_FESTIVAL)}))
MINUTE = timedelta(minutes=1)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


class Crash(Exception):
    """The process died here."""


@dataclass
class Year:
    """The year as it was planned and sent, one person a unit; `sent` is what the channel took."""

    stage: Stage
    chance: random.Random | None = None
    sent: list[str] = field(default_factory=list)
    crashes: int = 0
    holders: Iterator[int] = field(default_factory=lambda: iter(range(100_000)))

    def run(self) -> None:
        """Let every day pass; after a crash another process goes on a minute later."""
        for day in DAYS:
            moment = at(day, "09:00")
            while True:
                try:
                    planning.plan_reminders(self.stage.services, moment)
                    self._send(moment)
                    break
                except Crash:
                    self.crashes += 1
                    moment += 2 * MINUTE

    def _send(self, moment: Any) -> None:
        with self.stage.storage.write() as store:
            lease = store.lease.acquire("sender", f"process-{next(self.holders)}", moment, MINUTE)
            assert lease is not None
            claimed = store.outbox.claim(500, now=moment, lease=MINUTE, under=lease)
        for start in range(0, len(claimed), 20):
            some = claimed[start : start + 20]
            for message in some:
                self.maybe_crash(0.002)
                self.sent.append(message.key)
                self.maybe_crash(0.002)
            with self.stage.storage.write() as store:
                for message in some:
                    store.outbox.mark_sent(message.id, message="1", now=moment, under=lease)
        with self.stage.storage.write() as store:
            store.lease.release(lease, moment)

    def maybe_crash(self, probability: float) -> None:
        """Die here, now and then, in the year with crashes."""
        if self.chance is not None and self.chance.random() < probability:
            raise Crash

    def messages(self) -> list[Message]:
        """Everything planned, by key; alarms of the administrator are none of it."""
        return sorted(self.stage.messages(), key=lambda one: one.key)


def opened(tmp_path: Path, migrated_file: Path, known: Services, name: str) -> Stage:
    """A database with one person for each county, prefecture, liaison unit and office."""
    shutil.copyfile(migrated_file, tmp_path / name)
    stage = Stage(Storage(f"sqlite:///{tmp_path / name}"), known)
    object.__setattr__(stage.services, "calendar", CALENDAR)
    with stage.storage.write() as store:
        for unit in every_unit(known.catalogue):
            person = store.people.get_or_create("test", unit, unit, JOINED)
            store.memberships.grant(person.id, Role(unit.partition(":")[0]), unit, at=JOINED)
            stage.people[unit] = person.id
    return stage


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, known: Services) -> Iterator[Year]:
    """The year without crashes, run once for all checks."""
    stage = opened(tmp_path_factory.mktemp("year"), migrated_file, known, "calm.db")
    year = Year(stage)
    year.run()
    yield year
    stage.storage.close()


@pytest.fixture(scope="module")
def told(calm: Year) -> dict[str, list[tuple[date, str]]]:
    """By unit, the days and words of its messages."""
    names = {number: unit for unit, number in calm.stage.people.items()}
    found: dict[str, list[tuple[date, str]]] = {unit: [] for unit in calm.stage.people}
    for message in calm.messages():
        assert message.person_id is not None
        day = message.due.astimezone(ZONE).date()
        found[names[message.person_id]].append((day, to_text(decode(message.reply))))
    return found


def test_every_unit_takes_part(calm: Year) -> None:
    kinds = Counter(unit.partition(":")[0] for unit in calm.stage.people)
    assert kinds == {"county": 233, "prefecture": 32, "liaison": 56, "province": 2}
    assert len(calm.messages()) > 3000


def test_nothing_comes_on_a_free_day_and_at_most_one_message_a_day(
    calm: Year, told: dict[str, list[tuple[date, str]]], known: Services
) -> None:
    for unit, said in told.items():
        days = [day for day, _ in said]
        assert len(days) == len(set(days)), f"{unit} got two messages on a day"
        place = prefecture_of(unit, known.catalogue)
        assert all(CALENDAR.is_working(day, place) for day in days), unit
        if place == "532800":
            assert not set(days) & set(WATER_FESTIVAL)
    assert {message.state for message in calm.messages()} == {MessageState.SENT}
    assert Counter(calm.sent).most_common(1)[0][1] == 1


def test_planning_the_whole_year_again_plans_nothing(calm: Year) -> None:
    before = len(calm.messages())
    for day in DAYS[30::9]:
        with calm.stage.storage.write() as store:
            store.settings.remove(planning.SCOPE, planning.PLANNED)
        again = planning.plan_reminders(calm.stage.services, at(day))
        assert again.messages == 0
    assert len(calm.messages()) == before


def test_nothing_owed_is_forgotten(told: dict[str, list[tuple[date, str]]], known: Services) -> None:
    checked = 0
    for plan, roles in FIXTURE.items():
        titles = {duty.id: duty.title for duty in known.catalogue.plans[plan].duties}
        for role, duties in roles.items():
            for unit in _units(known, plan, role):
                for duty, days in duties.items():
                    for day in days:
                        _assert_told(told[unit], titles[duty], day, unit)
                        checked += 1
    assert checked > 3000


def test_a_thing_left_out_would_be_noticed(told: dict[str, list[tuple[date, str]]]) -> None:
    unit = "prefecture:530100"
    without = [(day, text.replace("汇总困难", "")) for day, text in told[unit]]
    _assert_told(told[unit], "州市汇总困难和问题", date(2023, 4, 30), unit)
    with pytest.raises(AssertionError):
        _assert_told(without, "州市汇总困难和问题", date(2023, 4, 30), unit)


_ROLES = {
    "县级工会": "county",
    "州市": "prefecture",
    "市总工会": "prefecture",
    "对口联系单位": "liaison",
    "省总": "province",
}
_NAMED = {"YN-R03": ("year-end-praise", "year-end-compilation", "year-end-problems")}
"""Where the curated quote is the heading over the duties, which have quotes of their own."""

_COUNTED = {"year": 1, "quarter": 4, "half_year": 2, "two_months": 6, "一年内": 1, "whole_programme": 1}


@pytest.mark.skipif(not FACTS.exists(), reason="the curated facts are not on this machine")
def test_every_curated_deadline_and_recurring_duty_is_told(
    told: dict[str, list[tuple[date, str]]], known: Services
) -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))["plans"]
    for name, province in facts.items():
        plan = f"{name}-2022"
        book = known.catalogue.plans[plan]
        for fact in province["deadlines"]:
            day = date.fromisoformat(fact["date"])
            roles = {
                role
                for word, role in _ROLES.items()
                if fact["who"] is None or any(word in who for who in fact["who"])
            }
            assert roles, fact
            for role in roles:
                duties = [one for one in book.duties if one.due and one.due.date == day and role in one.owes]
                assert duties, fact
                for unit in _units(known, plan, role):
                    for duty in duties:
                        _assert_told(told[unit], duty.title, day, unit)
        for fact in province["recurring"]:
            _check_recurring(fact, plan, told, known)


def _check_recurring(
    fact: dict[str, Any], plan: str, told: dict[str, list[tuple[date, str]]], known: Services
) -> None:
    """Each recurring duty with a number is told to each unit that owes it, at least once a cycle."""
    frequency = fact["frequency"] if isinstance(fact["frequency"], list) else [fact["frequency"]]
    counted = [_COUNTED[one["unit"]] for one in frequency if one["unit"] in _COUNTED]
    book = known.catalogue.plans[plan]
    plain = re.sub(r"\s", "", fact["quote"])
    named = _NAMED.get(fact["id"], ())
    duties = [
        duty
        for duty in book.duties
        if duty.every and (duty.id in named or _overlap(plain, re.sub(r"\s", "", duty.quote)))
    ]
    assert duties or not counted, f"no duty for {fact['id']}"
    for duty in duties if counted else ():
        for role in duty.owes:
            for unit in _units(known, plan, role.value):
                days = [day for day, text in told[unit] if duty.title in text]
                assert days, f"{unit} never heard of {fact['id']} {duty.title}"


def _overlap(one: str, other: str) -> bool:
    """True when the shorter quote, but for its ends, stands in the longer one."""
    short, long = sorted((one, other), key=len)
    return short[2:-2] in long if len(short) > 8 else short in long


def _units(known: Services, plan: str, role: str) -> list[str]:
    book = known.catalogue.plans[plan]
    return [
        unit
        for unit in every_unit(known.catalogue)
        if unit.startswith(f"{role}:")
        and (unit.removeprefix(f"{role}:").startswith((book.plan.province, plan)))
    ]


def _assert_told(said: list[tuple[date, str]], title: str, when: date | str, unit: str) -> None:
    """A day: told on the last working day up to it, and on an earlier step. A month: told in it, once."""
    if isinstance(when, str):
        month = [(day, text) for day, text in said if f"{day:%Y-%m}" == when]
        days = [day for day, text in month if _line(text, title, "没有定日子")]
        assert len(days) == 1, f"{unit}: {title} in {when} told on {days}"
        return
    days = [
        day
        for day, text in said
        if when - timedelta(days=25) < day <= when and _line(text, title, day_name(when))
    ]
    assert days, f"{unit}: {title} by {when} was never told in time"
    assert days[-1] >= when - timedelta(days=9), f"{unit}: {title} by {when} last told on {days[-1]}"


def _line(text: str, title: str, words: str) -> bool:
    return any(title in line and words in line for line in text.splitlines())


def test_crashes_change_nothing_but_what_is_marked_uncertain(
    calm: Year, tmp_path: Path, migrated_file: Path, known: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = opened(tmp_path, migrated_file, known, "crashed.db")
    year = Year(stage, random.Random(20230410))
    store_digests, mark = planning.store_digests, planning._mark

    def dying_between_batches(storage: Storage, found: Any, moment: Any) -> int:
        year.maybe_crash(0.05)
        count = store_digests(storage, found, moment)
        year.maybe_crash(0.05)
        return count

    def dying_before_the_mark(*args: Any) -> None:
        year.maybe_crash(0.05)
        mark(*args)

    monkeypatch.setattr(planning, "store_digests", dying_between_batches)
    monkeypatch.setattr(planning, "_mark", dying_before_the_mark)
    year.run()
    assert year.crashes > 30
    assert [one.key for one in year.messages()] == [one.key for one in calm.messages()]
    assert Counter(year.sent).most_common(1)[0][1] == 1, "sent twice"
    uncertain = {one.key for one in year.messages() if one.state is MessageState.UNCERTAIN}
    assert {one.state for one in year.messages()} == {MessageState.SENT, MessageState.UNCERTAIN}
    assert set(calm.sent) - set(year.sent) <= uncertain
    assert uncertain
    stage.storage.close()
