"""Where the verbs are called: with one knowledge base for all, or in an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import asking, checkin
from bot.compose import FILE
from handlers import Services


@pytest.fixture
def one_knowledge_base(monkeypatch: pytest.MonkeyPatch, known: Services) -> None:
    """Every call works with the same services; building them takes most of the time."""
    for verbs in (asking, checkin):
        monkeypatch.setattr(verbs, "build_services", lambda: known)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database file, not made yet, of an installation with a token in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:test")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data" / FILE
