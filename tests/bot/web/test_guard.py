"""Who is let in: the trial page only where nothing real runs, only this computer, only its own page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from trial_stage import HOME, Stage

from bot.config import Settings
from bot.web import make_app
from handlers import Services

Build = Callable[..., dict[str, Any]]
ROUTES = [
    ("GET", "/"),
    ("GET", "/trial/units"),
    ("POST", "/trial/message"),
    ("GET", "/static/app.js"),
    ("GET", "/static/style.css"),
]


@pytest.mark.parametrize("real", [{"telegram_token": "1:x"}, {"database_url": "postgresql://db/x"}])
@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_where_something_real_runs_there_is_no_trial(
    services: Services, message: Build, real: dict[str, str], method: str, path: str
) -> None:
    app = make_app(Settings(_env_file=None, **real), services)  # type: ignore[call-arg, arg-type]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as client:
        response = await client.request(method, path, json=message() if method == "POST" else None)
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "not_found"
        assert (await client.get("/healthz")).json() == {"status": "ok"}


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_in_the_trial_every_route_exists(
    page: httpx.AsyncClient, message: Build, method: str, path: str
) -> None:
    response = await page.request(method, path, json=message() if method == "POST" else None)
    assert response.status_code == 200


async def test_what_does_not_exist_is_said_in_words(page: httpx.AsyncClient) -> None:
    for path in ("/nothing", "/static/../app.py", "/static/%2e%2e/app.py", "/static/nothing.js", "/static/"):
        response = await page.get(path)
        assert response.status_code == 404
        assert response.json()["error"]["message"] == "没有这个页面。"
    assert (await page.get("/trial/message")).status_code == 405


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:9", "127.0.0.1", "127.0.0.1.evil.example:8000", "", "[::1]:8000"]
)
async def test_another_host_is_refused(page: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/trial/units", "/static/app.js"):
        response = await page.get(path, headers={"Host": host})
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "bad_host"


async def test_health_answers_any_host(page: httpx.AsyncClient) -> None:
    assert (await page.get("/healthz", headers={"Host": "balancer.example"})).status_code == 200


ORIGINS = [
    ({"Origin": HOME}, 200),
    ({"Origin": "http://localhost:8000", "Host": "localhost:8000"}, 200),
    ({"Sec-Fetch-Site": "same-origin"}, 200),
    ({"Sec-Fetch-Site": "none"}, 200),
    ({}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "https://127.0.0.1:8000"}, 403),
    ({"Origin": "http://127.0.0.1:9000"}, 403),
    ({"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), ORIGINS)
async def test_only_the_own_page_may_send(
    page: httpx.AsyncClient, stage: Stage, message: Build, headers: dict[str, str], status: int
) -> None:
    del page.headers["Origin"]
    response = await page.post("/trial/message", json=message(), headers=headers)
    assert response.status_code == status
    assert len(stage.requests) == (status == 200)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
async def test_only_json_is_read(page: httpx.AsyncClient, stage: Stage, message: Build, kind: str) -> None:
    response = await page.post("/trial/message", json=message(), headers={"Content-Type": kind})
    assert response.status_code == 415
    assert response.json()["error"]["code"] == "not_json"
    assert stage.requests == []


async def test_json_with_a_charset_is_json(page: httpx.AsyncClient, message: Build) -> None:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    assert (await page.post("/trial/message", json=message(), headers=kind)).status_code == 200


async def test_too_large_a_body_is_refused_before_it_is_read(page: httpx.AsyncClient, stage: Stage) -> None:
    kind = {"Content-Type": "application/json"}
    whole = await page.post("/trial/message", content=b" " * (64 * 1024 + 1), headers=kind)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(65):
            yield b" " * 1024

    chunked = await page.post("/trial/message", content=chunks(), headers=kind)
    for response in (whole, chunked):
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "too_large"
    assert stage.requests == []


@pytest.mark.parametrize("path", ["/", "/trial/units", "/static/app.js", "/nothing"])
async def test_every_response_is_safe(page: httpx.AsyncClient, path: str) -> None:
    headers = (await page.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_the_page_needs_nothing_from_outside(page: httpx.AsyncClient) -> None:
    document = (await page.get("/")).text
    for foreign in ("http://", "https://", "//cdn", "<style", " style=", " onclick=", "<script>"):
        assert foreign not in document
