"""The whole channel as a process, over loopback HTTP, on its real transport."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from bot.config import Settings
from bot.telegram import TelegramStopped, run_bot
from bot.telegram.updates import KINDS
from bot.web.server import listen
from tests.bot.telegram.account import BOT, SECRET, TOKEN, made, refusal
from tests.bot.telegram.loopback_telegram import served
from tests.bot.telegram.whole_process import environment_of

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 240
"""For a computer that has much else to do."""

# The process under test: what the composition does, with an answer that needs no knowledge base.
PROGRAM = """
import sys
from types import SimpleNamespace
from bot import clock
from bot.compose import open_storage
from bot.config import Settings
from bot.telegram import TelegramStopped, run_bot
from bot.telegram.updates import KINDS
from handlers import Attachment, Reply, Text

def dispatch(request, services):
    return Reply((Text("回：" + request.text), Attachment("甲.csv", "text/csv", b"1,2")))

settings = Settings(_env_file=None)
try:
    with open_storage(settings) as storage:
        storage.prepare()
        services = SimpleNamespace(
            clock=clock.now, storage=storage, catalogue=SimpleNamespace(plans=(1,))
        )
        run_bot(settings, services, dispatch)
except TelegramStopped as error:
    sys.exit(error.sentence)
"""


class OneUpdate:
    """A Bot API on 127.0.0.1 with one update to give."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.asked: dict[str, str] = {}
        self.done = asyncio.Event()
        self.token_known = True
        self.url = ""

    async def call(self, request: web.Request) -> web.Response:
        assert request.match_info["token"] == TOKEN
        if not self.token_known:
            code, answer = refusal(401, "Unauthorized")
            return web.json_response(answer, status=code)
        method = request.match_info["method"]
        return web.json_response({"ok": True, "result": self.result(method, dict(await request.post()))})

    def result(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT
        if method == "getUpdates":
            self.asked |= {name: str(value) for name, value in fields.items()}
            return [] if "offset" in fields and int(fields["offset"]) > 5 else [self.update()]
        if method.startswith("send"):
            self.answers.append((method, fields))
            self.done.set()
            return made(8, 1001)
        return True

    @staticmethod
    def update() -> dict[str, Any]:
        person = {"id": 1001, "is_bot": False, "first_name": "李"}
        chat = {"id": 1001, "type": "private"}
        said = {"message_id": 7, "date": 1_681_092_000, "chat": chat, "from": person, "text": "到期"}
        return {"update_id": 5, "message": said}


@pytest.fixture
async def server() -> AsyncIterator[OneUpdate]:
    telegram = OneUpdate()
    async with served(telegram.call) as telegram.url:
        yield telegram


class Program:
    """The process under test; what it writes stands in a file, so that it never waits for a reader."""

    def __init__(self, process: asyncio.subprocess.Process, written: Path) -> None:
        self._process = process
        self._written = written

    @property
    def log(self) -> str:
        return self._written.read_text(encoding="utf-8")

    async def until(self, done: asyncio.Event) -> None:
        """Wait for what it is to do; it must not end before."""
        ways = {asyncio.ensure_future(done.wait()), asyncio.ensure_future(self._process.wait())}
        await asyncio.wait(ways, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        assert done.is_set(), f"it did not come; its log:\n{self.log}"

    async def ended(self) -> int:
        try:
            return await asyncio.wait_for(self._process.wait(), SECONDS)
        except TimeoutError:
            raise AssertionError(f"it does not end; its log:\n{self.log}") from None

    async def stopped(self) -> int:
        self._process.terminate()
        return await self.ended()


@asynccontextmanager
async def started(url: str, data: Path, **more: str) -> AsyncIterator[Program]:
    environment = environment_of(url, data, LOG_LEVEL="DEBUG", **more)
    written = data / "written.log"
    with written.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        yield Program(process, written)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_polls_answers_uploads_and_stops_when_told(server: OneUpdate, tmp_path: Path) -> None:
    async with started(server.url, tmp_path) as program:
        await program.until(server.done)
        assert await program.stopped() == 0, program.log
        assert SECRET not in program.log
    assert json.loads(server.asked["allowed_updates"]) == list(KINDS)
    assert server.asked["offset"] == "6", "what was handled is confirmed, also when the bot is stopped"
    ((method, fields),) = server.answers
    assert method == "sendDocument"
    assert (fields["chat_id"], fields["caption"]) == ("1001", "回：到期")
    uploaded = next(value for value in fields.values() if isinstance(value, web.FileField))
    assert uploaded.filename == "甲.csv"


async def test_a_refused_token_is_said_in_words_without_the_token(server: OneUpdate, tmp_path: Path) -> None:
    server.token_known = False
    async with started(server.url, tmp_path) as program:
        assert await program.ended() == 1
        assert "Telegram 不认这个令牌" in program.log
        assert SECRET not in program.log


def test_without_a_token_it_says_what_to_set() -> None:
    settings = Settings(_env_file=None, telegram_token=None)  # type: ignore[call-arg]
    with pytest.raises(TelegramStopped) as stopped:
        run_bot(settings, None)  # type: ignore[arg-type]
    assert "TELEGRAM_TOKEN" in stopped.value.sentence


async def test_with_a_port_it_answers_for_its_health(server: OneUpdate, tmp_path: Path) -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    async with started(server.url, tmp_path, WEB_PORT=str(port)) as program:
        await program.until(server.done)
        async with httpx.AsyncClient() as caller:
            ready = await caller.get(f"http://127.0.0.1:{port}/readyz", timeout=SECONDS)
        assert await program.stopped() == 0, program.log
    assert (ready.status_code, ready.json()["duty"]) == (200, "active")
