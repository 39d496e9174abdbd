"""What a sound installation is, for the tests of the examination, and how its findings are read."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import ZONE
from bot.config import Settings
from bot.doctor import Finding, State, examine
from bot.telegram.probe import Hook, Me, Probe

NOON = datetime(2026, 3, 10, 12, tzinfo=ZONE)
ME = Me("Gonghui_bot", joins_groups=True, reads_everything=False, inline=True)
CONTENT = Probe(me=ME, hook=Hook("", 0), at=NOON - timedelta(seconds=1))


def looked_at(settings: Settings, told: Probe = CONTENT, now: datetime = NOON) -> list[Finding]:
    return examine(settings, now, ask=lambda _: told)


def one(found: list[Finding], state: State) -> Finding:
    """The only finding that is not plainly well; it says what to do."""
    (finding,) = [finding for finding in found if finding.state not in (State.OK, State.NOTE)]
    assert finding.state is state, finding
    assert finding.todo
    return finding
