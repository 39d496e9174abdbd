"""A process killed in the middle of many entries: what it confirmed is there, nothing is there twice."""

from __future__ import annotations

import sys

from storage import EntryFilter, Storage
from tests.killing import killed_after, undisturbed
from tests.storage.samples import COUNTY

MESSAGES = 500
CONFIRMED_BEFORE_THE_KILL = 120


def writer(url: str) -> list[str]:
    return [sys.executable, "-m", "tests.storage.confirming_writer", url, "0", str(MESSAGES)]


def confirmations(lines: list[str]) -> dict[str, int]:
    return {message: int(entry) for message, entry in (line.split() for line in lines)}


def killed_in_the_middle(url: str) -> dict[str, int]:
    """What a writer confirmed that was killed while its threads were at work."""
    return confirmations(killed_after(CONFIRMED_BEFORE_THE_KILL, writer(url)))


def stored(url: str) -> dict[str, int]:
    """Message and entry of everything that is there, whole: quantities, first version, update key."""
    with Storage(url) as storage, storage.read() as unit:
        entries = unit.entries.list(EntryFilter((COUNTY,)))
        for entry in entries:
            assert entry.source is not None
            assert len(entry.quantities) == 2
            assert len(unit.entries.versions(entry.id)) == 1
            assert unit.updates.seen("telegram", entry.source.message) == {"entry": entry.id}
        messages = [entry.source.message for entry in entries if entry.source is not None]
        assert len(messages) == len(set(messages)), "an entry is there twice"
        return dict(zip(messages, (entry.id for entry in entries), strict=True))


def test_kill_loses_no_confirmed_entry_and_doubles_none(url: str) -> None:
    confirmed = killed_in_the_middle(url)
    kept = stored(url)
    assert CONFIRMED_BEFORE_THE_KILL <= len(confirmed) < MESSAGES, "the kill came too late"
    assert confirmed.items() <= kept.items()

    # Everything is delivered again, as a channel does after a crash.
    told = confirmations(undisturbed(writer(url)))
    assert len(told) == MESSAGES
    assert kept.items() <= told.items()
    assert stored(url) == told
