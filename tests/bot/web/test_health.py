"""The two health addresses: alive, and able to work, in words of a fixed list."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from bot.config import Settings
from bot.web import Duty, PortTaken, health, make_app, served
from bot.web.server import listen
from handlers import Services
from storage import DatabaseFailed, NewerDatabase, Storage

PASSWORD = "hunter2"


class Database:
    """A database that answers what the test wants."""

    def __init__(self, answer: Callable[[], bool]) -> None:
        self.is_current = answer


def fails(error: Exception) -> Callable[[], bool]:
    def answer() -> bool:
        raise error

    return answer


def services_with(storage: object, plans: object = ("a plan",)) -> Services:
    catalogue = SimpleNamespace(plans=plans)
    return Services(catalogue, None, storage, None)  # type: ignore[arg-type]


def real(**changes: object) -> Settings:
    return Settings(_env_file=None, telegram_token="1:x", **changes)  # type: ignore[call-arg,arg-type]


@asynccontextmanager
async def client(services: Services, duty: Duty = Duty.ACTIVE) -> AsyncIterator[httpx.AsyncClient]:
    app = make_app(real(), services, duty=lambda: duty)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://balancer.example"
    ) as one:
        yield one


async def test_ready_on_a_real_database(tmp_path: Any) -> None:
    with Storage(f"sqlite:///{tmp_path / 'x.db'}") as storage:
        async with client(services_with(storage)) as web:
            before = await web.get("/readyz")
            storage.migrate()
            after = await web.get("/readyz")
    assert (before.status_code, before.json()["database"]) == (503, "outdated")
    assert after.status_code == 200
    assert after.json() == {
        "status": "ready",
        "duty": "active",
        "database": "current",
        "knowledge": "loaded",
    }
    assert after.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (DatabaseFailed(f"postgresql://me:{PASSWORD}@db/x"), "unreachable"),
        (NewerDatabase(f"revision of {PASSWORD}"), "newer"),
    ],
)
async def test_a_database_that_cannot_be_used_is_said_without_details(error: Exception, word: str) -> None:
    with capture_logs() as logged:
        async with client(services_with(Database(fails(error)))) as web:
            response = await web.get("/readyz")
            alive = await web.get("/healthz")
    assert (response.status_code, response.json()["status"], response.json()["database"]) == (
        503,
        "not_ready",
        word,
    )
    assert PASSWORD not in response.text + str(logged)
    assert alive.json() == {"status": "ok"}


async def test_without_any_plan_it_is_not_ready() -> None:
    async with client(services_with(None, plans={})) as web:
        response = await web.get("/readyz")
    assert (response.status_code, response.json()["knowledge"]) == (503, "empty")


async def test_a_standby_is_ready_and_a_proxy_can_ask_for_the_active_one() -> None:
    services = services_with(None)
    async with client(services, Duty.STANDBY) as web:
        assert (await web.get("/readyz")).json()["duty"] == "standby"
        assert (await web.get("/readyz")).status_code == 200
        assert (await web.get("/readyz?active")).status_code == 503
    async with client(services) as web:
        assert (await web.get("/readyz?active")).status_code == 200


async def test_a_database_that_hangs_takes_one_thread_however_many_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.01)
    released, asked = threading.Event(), []

    def hang() -> bool:
        asked.append(True)
        return released.wait(60)

    async with client(services_with(Database(hang))) as web:
        responses = await asyncio.gather(*(web.get("/readyz") for _ in range(20)))
        assert [one.json()["database"] for one in responses] == ["slow"] * 20
        assert len(asked) == 1
        released.set()
        monkeypatch.setattr(health, "DATABASE_SECONDS", 60)
        assert (await web.get("/readyz")).json()["database"] == "current"


async def test_nothing_of_the_trial_page_is_beside_it() -> None:
    async with client(services_with(None)) as web:
        for path in ("/", "/trial/units", "/static/app.js"):
            assert (await web.get(path)).status_code == 404


async def test_it_is_served_beside_other_work_and_ends_with_it() -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    async with served(make_app(real(), services_with(None)), real(web_port=port)) as really:
        assert really == port
        async with httpx.AsyncClient() as web:
            assert (await web.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
            with pytest.raises(PortTaken) as refused:
                async with served(make_app(real(), services_with(None)), real(web_port=port)):
                    pass
    assert str(port) in refused.value.sentence
    with listen(port) as again:
        assert again.getsockname()[1] == port, "the port is free again"


def test_only_a_port_that_was_written_down_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEB_PORT", raising=False)
    assert not real().answers_health
    monkeypatch.setenv("WEB_PORT", "8000")
    assert real().answers_health
