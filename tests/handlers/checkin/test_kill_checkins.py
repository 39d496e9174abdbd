"""A process killed in the middle of 500 check-ins: what it confirmed is there, nothing is there twice."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import Services
from storage import EntryFilter, Place, Role
from tests.handlers.checkin.checking_in import NOON
from tests.killing import killed_after, undisturbed

PEOPLE = 500
CONFIRMED_BEFORE_THE_KILL = 60


@pytest.fixture
def counties(known: Services) -> list[str]:
    return [place.unit for place in known.catalogue.places.counties if place.province == "53"]


def admit(settings: Settings, known: Services, counties: list[str]) -> None:
    """Let every person be a member of a county."""
    services = build_services(settings, lambda: NOON, known=known)
    assert services.storage is not None
    with services.storage as storage, storage.write() as store:
        for person in range(PEOPLE):
            member = store.people.get_or_create("test", str(person), "", NOON)
            store.memberships.grant(member.id, Role.COUNTY, counties[person % len(counties)], at=NOON)


def process(settings: Settings) -> list[str]:
    address = settings.database_url or "-"
    return [
        sys.executable,
        "-m",
        "tests.handlers.checkin.checking_in",
        str(settings.data_dir),
        address,
        str(PEOPLE),
    ]


def killed_in_the_middle(settings: Settings) -> list[int]:
    """Whom a process confirmed that was killed while its threads were at work."""
    return [int(line) for line in killed_after(CONFIRMED_BEFORE_THE_KILL, process(settings))]


def stored(settings: Settings, known: Services, counties: list[str]) -> Counter[int]:
    """How many entries each person has; each is whole, with its version, its trail and its closed draft."""
    services = build_services(settings, lambda: NOON, known=known)
    assert services.storage is not None
    with services.storage as storage, storage.read() as store:
        entries = store.entries.list(EntryFilter(tuple(counties)))
        for entry in entries:
            assert [one.version for one in store.entries.versions(entry.id)] == [1]
            assert entry.quantities
            assert entry.source is not None
            member = store.people.find("test", entry.source.message)
            assert member is not None
            assert entry.author_id == member.id
            place = Place("test", entry.source.message)
            assert store.drafts.open_for(member.id, place, NOON) is None, "an entry and its open draft"
        sources = [(one.source.message, one.source.part) for one in entries if one.source is not None]
        assert len(sources) == len(set(sources)), "an entry is there twice"
        trail = [row.subject for row in store.audit.list(limit=10_000) if row.action == "add_entry"]
        assert sorted(trail) == sorted(f"entry:{entry.id}" for entry in entries)
        return Counter(int(message) for message, _ in sources)


def test_kill_loses_no_confirmed_check_in_and_doubles_none(
    both_settings: Settings, known: Services, counties: list[str]
) -> None:
    admit(both_settings, known, counties)
    confirmed = killed_in_the_middle(both_settings)
    kept = stored(both_settings, known, counties)
    assert CONFIRMED_BEFORE_THE_KILL <= len(confirmed) < PEOPLE, "the kill came too late"
    assert set(confirmed) <= kept.keys()
    whole = {person: 1 if person % 5 else 2 for person in range(PEOPLE)}
    assert all(kept[person] == whole[person] for person in kept), "one of two entries without the other"

    assert sorted(map(int, undisturbed(process(both_settings)))) == list(range(PEOPLE))
    assert stored(both_settings, known, counties) == whole
