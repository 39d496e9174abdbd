"""Installations to examine: without anything, and sound."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.compose import open_storage
from bot.config import Settings
from bot.doctor import calendar, knowledge
from storage import Role
from tests.bot.doctor.examination import NOON
from tests.bot.telegram.account import TOKEN


@pytest.fixture(autouse=True)
def sound_knowledge(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and proving the real plans is for one test only."""
    if "real_plans" not in request.fixturenames:
        monkeypatch.setattr(knowledge, "load_catalogue", lambda: SimpleNamespace(plans={}, points={}))
        monkeypatch.setattr(knowledge, "check_catalogue", lambda *_: [])
        places = SimpleNamespace(places=SimpleNamespace(prefectures=()))
        monkeypatch.setattr(calendar, "load_knowledge", lambda: (places, None))


@pytest.fixture
def real_plans() -> None:
    """Ask for this to have the plans read and proved."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A token and an empty data folder; the folder of the process is empty too."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    return Settings()


@pytest.fixture
def installed(settings: Settings) -> Settings:
    """The same with an up-to-date database and an administrator."""
    with open_storage(settings) as storage:
        storage.migrate()
        with storage.write() as store:
            person = store.people.get_or_create("telegram", "9", "管理员", NOON)
            store.memberships.grant(person.id, Role.ADMINISTRATOR, "system", at=NOON)
    return settings
