"""Who needs a library waits for it, and nobody else does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        # A question on the command line needs no database and no channel.
        ("bot.cli", {"sqlalchemy", "alembic", "telegram", "httpx", "aiohttp", "starlette", "uvicorn"}),
        ("bot.web.app", {"alembic", "telegram", "httpx", "aiohttp"}),
        ("bot.telegram.run", {"alembic", "aiohttp", "starlette", "uvicorn"}),
    ],
)
def test_importing_a_door_loads_no_library_of_another(module: str, spared: set[str]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stdout.split())
    assert module in loaded
    assert not spared & loaded
