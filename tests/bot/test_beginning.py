"""The first second: no collections in it, no library that the start does not need."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.beginning import uncollected

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_collected_in_the_block_and_it_goes_on_behind_it() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer block is not over"
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        ("bot.cli", ("telegram", "sqlalchemy", "structlog", "starlette", "uvicorn", "chinese_calendar")),
        ("bot.cli, storage, bot.web, bot.web.app, uvicorn", ("telegram", "structlog", "alembic", "rich")),
        ("bot.cli, storage, bot.telegram", ("starlette", "uvicorn", "alembic", "psycopg")),
    ],
    ids=["command line", "trial page", "Telegram"],
)
def test_a_start_loads_no_library_that_it_does_not_need(modules: str, absent: tuple[str, ...]) -> None:
    program = f"import sys, {modules}; print(*sorted(set({absent!r}) & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_machine_without_zones_is_told_what_to_install() -> None:
    hidden = (
        "import sys; sys.modules['tzdata'] = None; import runpy; runpy.run_module('bot', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        cwd=ROOT,
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "apt install tzdata" in done.stderr
    assert "Traceback" not in done.stderr
