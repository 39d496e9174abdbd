"""`python -m bot run` as a process of its own, talking to a Telegram on this computer."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot.telegram.account import TOKEN
from tests.bot.telegram.loopback_telegram import LoopbackTelegram

ROOT = Path(__file__).resolve().parents[3]


class WholeProcess:
    """One running bot."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def kill(self) -> None:
        """As a power cut would: nothing is tidied up."""
        self.signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> int:
        """As an operator would; return the exit status."""
        if self._process.returncode is None:
            self.signal(signal.SIGCONT)
            self._process.terminate()
        try:
            return await asyncio.wait_for(self._process.wait(), 120)
        except TimeoutError:
            raise AssertionError(f"it does not stop; its log:\n{self.log}") from None

    async def end(self) -> None:
        if self._process.returncode is None:
            self.signal(signal.SIGKILL)
            await self._process.wait()


def environment_of(url: str, data: Path, **settings: str) -> dict[str, str]:
    """The environment of a bot that talks to the Telegram at this address and to nobody else."""
    return {
        **{key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")},
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": url,
        "DATA_DIR": str(data),
        **settings,
    }


@asynccontextmanager
async def running(
    telegram: LoopbackTelegram, folder: Path, name: str, **settings: str
) -> AsyncIterator[WholeProcess]:
    """A bot with these settings; it is killed at the end if it still runs."""
    environment = environment_of(telegram.url, folder / "data", **settings)
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    one = WholeProcess(process, log)
    telegram.logs[name] = log
    try:
        yield one
    finally:
        await one.end()
