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

AT_ONCE = """
import sys, threading, traceback
from datetime import UTC, datetime
import handlers
from bot.compose import build_services
from bot.config import Settings

TEXTS = ("/start", "宣讲1場，300多人次", "到期", "驛站要建幾個", "/help", "我的", "劳东法律监督员要几个", "中秋节前要交什么")
faults = []
sys.setswitchinterval(1e-6)
with (services := build_services(Settings(_env_file=None))).storage:
    handlers.load()
    now = datetime(2023, 4, 10, 9, tzinfo=UTC)
    together = threading.Barrier(len(TEXTS) + 2)

    def begin(work):
        try:
            together.wait()
            work()
        except BaseException:
            faults.append(traceback.format_exc())

    def ask(number, text):
        sender, chat = handlers.Sender("telegram", str(number), "李"), handlers.Chat("telegram", str(number))
        request = handlers.Request(sender, chat, now, now.date(), str(number), text=text)
        return lambda: handlers.dispatch(request, services)

    works = [*(ask(number, text) for number, text in enumerate(TEXTS)), services.reporting.warm]
    works.append(lambda: handlers.tick(services, now))
    threads = [threading.Thread(target=begin, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with services.storage.read() as store:
        met = sum(store.people.find("telegram", str(number)) is not None for number in range(len(TEXTS)))
    print(met, len(TEXTS), *faults)
"""


def told_by(folder: Path, script: str, *arguments: str) -> list[str]:
    """The words that a process of its own prints, which must end well."""
    told = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={"DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.split()


def test_the_first_requests_of_a_process_may_all_come_at_once(tmp_path: Path) -> None:
    assert told_by(tmp_path, AT_ONCE) == ["8", "8"]


@pytest.mark.parametrize("order", ["first", "late"])
def test_serving_loads_no_module_that_was_not_loaded_before(order: str, tmp_path: Path) -> None:
    late = set(told_by(tmp_path, SERVING, order))
    assert late == set() if order == "first" else "handlers.routing" in late
