"""Bots as processes against the measuring Bot API, and what is asked of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from .echo import TOKEN
from .fresh import environment
from .questions import ROOT

_SETTLE = 0.5


@dataclass(frozen=True)
class Server:
    """The measuring Bot API."""

    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def tell(self, name: str, **told: Any) -> dict[str, Any]:
        """Control it; return what has arrived so far."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", f"/_/{name}", json.dumps(told))
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def until(self, sent: int, quiet: float = 20.0) -> dict[str, Any]:
        """Wait until so many messages arrived, or none for `quiet` seconds; return what arrived."""
        last, since = -1, time.monotonic()
        while True:
            now = self.tell("stats")
            if now["sent"] >= sent or time.monotonic() - since > quiet:
                return now
            if now["sent"] != last:
                last, since = now["sent"], time.monotonic()
            time.sleep(0.05)


@contextmanager
def serving() -> Iterator[Server]:
    """A Bot API of its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.bot_api"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield Server(int(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@contextmanager
def bot(server: Server, folder: Path, *arguments: str, **settings: str) -> Iterator[None]:
    """A bot that has answered its first message; `-m bot run` in `folder`, or what the arguments name."""
    given = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": server.url, "DATA_DIR": str(folder), **settings}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment(**given), stdout=log, stderr=log
        )
    try:
        server.tell("reset")
        server.tell("load", texts=["你好"], people=list(range(8_000_000, 8_000_050)))
        arrived = server.until(50, quiet=60.0)["sent"]
        if arrived < 50:
            raise RuntimeError(f"only {arrived} of 50 first messages were answered; see {folder / 'log'}")
        time.sleep(_SETTLE)
        yield
    finally:
        process.terminate()
        process.wait(30)
