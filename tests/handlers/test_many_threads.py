"""Many threads ask, report and look up at once, from a cold start: everybody reads what they read alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest

import handlers
from bot.compose import build_services
from bot.config import Settings
from bot.render.telegram import to_messages
from handlers import Chat, Choices, Reply, Request, Sender, Services, Source, dispatch, tick
from storage import Role

NOON = datetime(2023, 4, 10, 4, tzinfo=UTC)
UNITS = (
    "county:532822",
    "county:341822",
    "county:340123",
    "county:532823",
    "prefecture:532800",
    "prefecture:340100",
)
LINES = (
    "我们县谁联系",
    "驛站要建幾個",
    "宣讲了2场，300多人次",
    "不对，是3场",
    "劳东法律监督员要几个",
    "这个月要交什么",
    "中秋节前要交什么",
    "/due",
    "昨天走访企业5家，实名治也做了",
    "张弛是哪个部的",
    "/progress",
    "每县补助多少钱，百分之五十是多少",
    "长丰那边呢",
    "附1-19讲什么",
    "我的",
    "/settings",
    "/help",
    "天气怎么样",
    "/cancel",
    "梦海县谁联系",
)
PRESSED = 2
"""So many of a reply's buttons are pressed after it."""


class Person:
    """One person's talk; everything is kept but what counts rows."""

    def __init__(self, number: int, services: Services) -> None:
        self.name = f"人{number}"
        self.services = services
        self.read: list[object] = []
        self.sent = 0

    def say(self, text: str) -> None:
        reply = self._do(text=text)
        for button in self._buttons(reply)[:PRESSED]:
            self._do(button=button)

    def _do(self, **what: str) -> Reply:
        self.sent += 1
        key = f"{self.name}:{self.sent}"
        sender, chat = Sender("test", self.name, self.name), Chat("test", self.name)
        request = Request(sender, chat, NOON, NOON.date(), key, source=Source(key), **what)  # type: ignore[arg-type]
        reply = dispatch(request, self.services)
        self.read.append((what.get("text"), _shown(reply)))
        return reply

    def _buttons(self, reply: Reply) -> list[str]:
        choices = [block for block in reply.blocks if isinstance(block, Choices)]
        return [one.action for block in choices for one in block.options if not one.opens]


def _shown(reply: Reply) -> object:
    labels = [one.label for block in reply.blocks if isinstance(block, Choices) for one in block.options]
    words = replace(reply, blocks=tuple(one for one in reply.blocks if not isinstance(one, Choices)))
    return to_messages(words), labels, reply.toast


def people(services: Services) -> list[Person]:
    assert services.storage is not None
    made = [Person(number, services) for number in range(len(UNITS))]
    with services.storage.write() as store:
        for one, unit in zip(made, UNITS, strict=True):
            person = store.people.get_or_create("test", one.name, one.name, NOON)
            store.memberships.grant(person.id, Role(unit.partition(":")[0]), unit, at=NOON)
    return made


def forget_everything() -> None:
    """As in a process that has just begun: nothing that is made when it is first needed has been made."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("bot", "handlers", "knowledge", "storage"):
            for held in list(vars(module).values()):
                if hasattr(held, "cache_clear"):
                    held.cache_clear()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take the interpreter from one another wherever they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def opened(settings: Settings) -> Services:
    handlers.load()
    forget_everything()
    return build_services(settings, lambda: NOON)


def alone(services: Services) -> list[Any]:
    assert services.storage is not None
    with services.storage:
        talks = people(services)
        for line in LINES:
            for one in talks:
                one.say(line)
    return [one.read for one in talks]


def at_once(services: Services) -> list[Any]:
    """Each line is said by everybody at the same moment, while the periodic work has its turn."""
    assert services.storage is not None
    with services.storage, ThreadPoolExecutor(len(UNITS) + 1) as pool:
        talks = people(services)
        together = Barrier(len(talks) + 1)

        def talk(one: Person) -> None:
            for line in LINES:
                together.wait(120)
                one.say(line)

        def work() -> None:
            for _ in LINES:
                together.wait(120)
                tick(services, NOON)

        jobs = [*(pool.submit(talk, one) for one in talks), pool.submit(work)]
        for job in jobs:
            try:
                job.result()
            except BaseException:
                together.abort()
                raise
    return [one.read for one in talks]


@pytest.mark.usefixtures("hasty")
def test_everybody_reads_what_they_would_read_alone(both_settings: Settings, tmp_path: Any) -> None:
    told = at_once(opened(both_settings))
    lone = both_settings.model_copy(update={"data_dir": tmp_path / "alone", "database_url": None})
    for heard, expected in zip(told, alone(opened(lone)), strict=True):
        assert heard == expected
