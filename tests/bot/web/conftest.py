"""A stage for the trial page: real places, two small plans, the page's own requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from live_page import PHONE, Open, Visit, chromium, serving
from playwright.sync_api import Browser
from trial_stage import HOME, NOON, Stage, book, liaison

import knowledge
from bot.config import Settings
from bot.web import make_app
from handlers import Services
from knowledge.places import load_places


@pytest.fixture(scope="session")
def catalogue() -> Any:
    places = load_places(Path(knowledge.__file__).parent / "data" / "places.csv")
    anhui = book(
        "anhui-2022",
        "34",
        "省总工作专班",
        liaison("xu-facheng", "徐发成", "leader", 2),
        liaison("office", "省总办公室", "department", 2),
    )
    yunnan = book(
        "yunnan-2022", "53", "领导小组办公室", liaison("rights", "全总权益保障部", "national", 1),
        liaison("miners", "省煤电化工工会", "industry", 2),
    )  # fmt: skip
    return SimpleNamespace(plans={"anhui-2022": anhui, "yunnan-2022": yunnan}, places=places)


@pytest.fixture
def services(catalogue: Any) -> Services:
    return Services(catalogue, understanding=None, storage=None, clock=lambda: NOON)  # type: ignore[arg-type]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, telegram_token=None, database_url=None)  # type: ignore[call-arg]


@pytest.fixture
async def page(settings: Settings, services: Services, stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """The page's own requests, as a browser on it sends them."""
    app = make_app(settings, services, dispatch=stage, clock=lambda: NOON, demo_day=date(2023, 4, 10))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=HOME, headers={"Origin": HOME}
    ) as client:
        yield client


@pytest.fixture
def message() -> Callable[..., dict[str, Any]]:
    """A sound message; arguments replace or, with None, remove its fields."""

    def build(**changes: Any) -> dict[str, Any]:
        sound = {
            "key": str(uuid4()),
            "chat": "private",
            "text": "补助多少钱？",
            "who": {"role": "county", "unit": "county:532822"},
            "today": "2023-04-10",
        }
        return {name: value for name, value in {**sound, **changes}.items() if value is not None}

    return build


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, settings: Settings, services: Services, stage: Stage) -> Iterator[Open]:
    """Open the page; at the end the console must be clean and nothing may have come from elsewhere."""
    visits: list[Visit] = []
    app = make_app(settings, services, dispatch=stage, clock=lambda: NOON)
    with serving(app) as address:

        def open_page(size: dict[str, int] = PHONE, **options: Any) -> Visit:
            context = browser.new_context(viewport=size, locale="zh-CN", **options)  # type: ignore[arg-type]
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
            visits.append(Visit(context.new_page(), address))
            return visits[-1]

        yield open_page
        for one in visits:
            one.page.context.close()
    for one in visits:
        assert one.complaints == []
        assert [url for url in one.requested if not url.startswith((address, "blob:"))] == []
