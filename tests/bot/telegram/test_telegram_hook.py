"""Updates that Telegram posts: only with the secret, only so much, 200 when handled, 503 when not."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from starlette.applications import Starlette

from bot.config import Settings
from bot.telegram.allowance import Allowance
from bot.telegram.build import build
from bot.telegram.hooking import Hook, address
from bot.telegram.pacing import Pacer
from bot.telegram.transport import Transport
from bot.telegram.updates import KINDS, Update
from bot.web import hook, hook_route
from bot.web.hook import BODY_BYTES, SECRET_HEADER
from tests.bot.telegram.account import TOKEN
from tests.bot.telegram.scripted import ScriptedTelegram, no_way

SECRET = "a-secret_1"
SAID = {
    "update_id": 5,
    "message": {
        "message_id": 7,
        "date": 1_681_092_000,
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "李"},
        "text": "到期",
    },
}


def settings(**more: Any) -> Settings:
    given = {"telegram_token": TOKEN, "webhook_url": "https://bot.example/in", "webhook_secret": SECRET}
    return Settings(_env_file=None, **{**given, **more})


class Scene:
    """The address as Telegram sees it, without a network."""

    def __init__(self) -> None:
        self.telegram = ScriptedTelegram(delay=0.0)
        self.handled: list[int] = []
        self.failure: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        bot = build(TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(self.telegram, self.telegram))
        self.hook = Hook(bot, self.handle, settings())
        self.bot = bot
        self.active = True
        route = hook_route(
            self.hook.path, self.hook.secret, lambda: self.active and self.hook.is_open, self.hook.take
        )
        transport = httpx.ASGITransport(Starlette(routes=[route]))
        self.caller = httpx.AsyncClient(transport=transport, base_url="https://bot.example")

    async def handle(self, update: Update) -> None:
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.handled.append(update.number)

    async def post(self, body: Any = SAID, secret: str | None = SECRET, path: str = "/in") -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret.encode()}
        return (await self.caller.post(path, content=content, headers=headers)).status_code


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    one = Scene()
    await one.bot.initialize()
    running = asyncio.create_task(one.hook.run())
    while not any(call.method == "setWebhook" for call in one.telegram.calls):
        await asyncio.sleep(0)
    yield one
    running.cancel()
    await asyncio.wait({running})
    await one.caller.aclose()
    await one.bot.shutdown()


async def test_it_is_announced_with_secret_and_kinds(scene: Scene) -> None:
    (call,) = [call for call in scene.telegram.calls if call.method == "setWebhook"]
    assert call.params["url"] == "https://bot.example/in"
    assert call.params["secret_token"] == SECRET
    assert list(call.params["allowed_updates"]) == list(KINDS)


async def test_an_update_is_handled_and_then_200(scene: Scene) -> None:
    assert await scene.post() == 200
    assert scene.handled == [5]


async def test_200_waits_until_it_is_handled(scene: Scene) -> None:
    scene.gate.clear()
    posting = asyncio.create_task(scene.post())
    for _ in range(50):
        await asyncio.sleep(0)
    assert not posting.done()
    scene.gate.set()
    assert await posting == 200


@pytest.mark.parametrize("secret", [None, "", "a-secret_2", "a-secret_", "密"])
async def test_without_the_secret_nothing_is_taken(scene: Scene, secret: str | None) -> None:
    assert await scene.post(secret=secret) == 403
    assert scene.handled == []


async def test_a_body_that_drips_is_given_up(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "BODY_SECONDS", 0.05)

    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"update_id": 5, '
        await asyncio.Event().wait()

    answer = await scene.caller.post("/in", content=dripping(), headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, scene.handled) == (408, [])


async def test_other_methods_and_addresses_are_no_hook(scene: Scene) -> None:
    assert (await scene.caller.get("/in")).status_code == 405
    assert await scene.post(path="/other") == 404


async def test_too_much_is_refused_while_it_is_read(scene: Scene) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10_000):
            read += 64 * 1024
            yield b"x" * 64 * 1024

    answer = await scene.caller.post("/in", content=endless(), headers={SECRET_HEADER: SECRET})
    assert answer.status_code == 413
    long = {**SAID, "x": "y" * (BODY_BYTES - len(json.dumps(SAID)) - 20)}
    assert await scene.post(long) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"update_id": "x"}',
        b'{"update_id": 1e999}',
        b'{"message": {}}',
        b"\xff",
        pytest.param(b"[" * 200_000, id="deep"),
    ],
    ids=repr,
)
async def test_what_is_no_update_is_refused(scene: Scene, body: bytes) -> None:
    assert await scene.post(body) == 400


async def test_an_update_of_an_unknown_form_does_not_come_again_for_ever(scene: Scene) -> None:
    assert await scene.post({"update_id": 9, "message": {"message_id": 1, "chat": "nonsense"}}) == 200


async def test_what_could_not_be_handled_is_to_come_again(scene: Scene) -> None:
    scene.failure = ConnectionError("no database, no Telegram")
    assert await scene.post() == 503
    scene.failure = None
    assert await scene.post() == 200
    assert scene.handled == [5]


async def test_a_standby_sends_telegram_away(scene: Scene) -> None:
    scene.active = False
    assert await scene.post() == 503
    assert scene.handled == []
    assert await scene.post(secret="wrong") == 403


async def test_it_is_announced_again_until_telegram_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.telegram import hooking

    monkeypatch.setattr(hooking, "LONGEST_PAUSE", 0.0)
    one = Scene()
    one.telegram.next("setWebhook", no_way(), no_way())
    await one.bot.initialize()
    running = asyncio.create_task(one.hook.run())
    while sum(call.method == "setWebhook" for call in one.telegram.calls) < 3:
        await asyncio.sleep(0)
    assert await one.post() == 200
    running.cancel()
    await asyncio.wait({running})
    await one.caller.aclose()


def test_an_address_without_a_path_gets_one() -> None:
    assert address("https://bot.example") == ("https://bot.example/telegram", "/telegram")
    assert address("https://bot.example/") == ("https://bot.example/telegram", "/telegram")
    assert address("https://bot.example/a/b") == ("https://bot.example/a/b", "/a/b")


def test_without_a_secret_every_process_makes_the_same_one_from_the_token() -> None:
    bot = build(
        TOKEN, "http://127.0.0.1:9", Pacer(Allowance()), Transport(ScriptedTelegram(), ScriptedTelegram())
    )

    async def handle(update: Update) -> None:
        raise AssertionError

    made = {Hook(bot, handle, settings(webhook_secret=None)).secret for _ in range(2)}
    assert len(made) == 1
    (secret,) = made
    assert TOKEN.split(":")[1] not in secret
    assert 1 <= len(secret) <= 256


@pytest.mark.parametrize("bad", [{"webhook_secret": "with space"}, {"webhook_url": "bot.example"}])
def test_what_telegram_would_refuse_is_refused_at_the_start(bad: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        settings(**bad)
