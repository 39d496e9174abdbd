"""The background of a long-running process: warmed up at once, tidied once a day, never ended by a fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import upkeep
from bot.compose import build_services
from bot.config import Settings
from bot.upkeep import EVERY, keep, keeping
from handlers import Services

NOON = datetime(2023, 4, 10, 4, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(_env_file=None, telegram_token=None, database_url=None, data_dir=tmp_path)
    built = build_services(settings, lambda: NOON)
    assert built.storage is not None
    with built.storage:
        yield built


class Days:
    """Lets so many days pass without waiting."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.asked: list[float] = []

    def wait(self, timeout: float) -> bool:
        self.asked.append(timeout)
        self.left -= 1
        return self.left < 0


def test_each_day_is_tidied(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    tidied: list[datetime] = []
    monkeypatch.setattr(upkeep, "tidy", lambda _storage, now: tidied.append(now) or 3)
    days = Days(2)
    keep(services, days)
    assert tidied == [NOON, NOON]
    assert set(days.asked) == {EVERY.total_seconds()}


def test_a_bad_day_is_logged_and_the_next_one_tries_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def tidy(_storage: object, _now: datetime) -> int:
        calls.append(1)
        raise RuntimeError("某人写的话")

    monkeypatch.setattr(upkeep, "tidy", tidy)
    with capture_logs() as logs:
        keep(services, Days(2))
    assert len(calls) == 2
    assert [(row["event"], row["kind"]) for row in logs] == [("not_tidied", "RuntimeError")] * 2
    assert "某人" not in str(logs)


def test_the_reader_is_ready_when_the_block_ends(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[bool] = []
    monkeypatch.setattr(type(services.reporting), "warm", lambda _self: built.append(True))
    with keeping(services):
        assert services.storage is not None
    assert built == [True]
