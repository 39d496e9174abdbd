"""Threads that serve find every module loaded: half loaded ones lost a message."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SERVING = """
import sys
from datetime import UTC, datetime
import handlers
from bot.compose import build_services
from bot.config import Settings

def ours():
    return {name for name in sys.modules if name.split(".")[0] in ("handlers", "knowledge", "storage")}

with (services := build_services(Settings(_env_file=None))).storage:
    if "first" in sys.argv:
        handlers.load()
    before = ours()
    now = datetime(2023, 4, 10, 9, tzinfo=UTC)
    sender, chat = handlers.Sender("telegram", "1", "李"), handlers.Chat("telegram", "1")
    for number, text in enumerate(("/start", "宣讲1场", "到期", "谁联系勐海县", "/help")):
        request = handlers.Request(sender, chat, now, now.date(), str(number), text=text)
        handlers.surely_writes(request)
        handlers.dispatch(request, services)
    handlers.tick(services, now)
    print(*sorted(ours() - before))
"""


@pytest.mark.parametrize("order", ["first", "late"])
def test_serving_loads_no_module_that_was_not_loaded_before(order: str, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SERVING, order],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    late = set(told.stdout.split())
    assert late == set() if order == "first" else "handlers.routing" in late
