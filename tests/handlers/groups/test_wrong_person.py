"""Every button that works in a group, pressed by somebody else than the one who asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import (
    Chat,
    Choice,
    Choices,
    PlaceKind,
    Reply,
    Request,
    Sender,
    Services,
    Standing,
    Text,
    dispatch,
)
from handlers.commands import TABLES
from handlers.groups import owning
from storage import Role

NOW = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)
GROUP = Chat("telegram", "-100", PlaceKind.GROUP, title="群")
IN_GROUPS = [prefix for prefix, button in TABLES.buttons.items() if button.group]
ACTIONS = [f"{prefix}:{rest}" for prefix in IN_GROUPS for rest in ("1", "county:532822", "on", "off")]


@pytest.fixture
def services(known: Services, file_settings: Settings) -> Iterator[Services]:
    made = build_services(file_settings, lambda: NOW, known=known)
    assert made.storage is not None
    with made.storage:
        with made.storage.write() as store:
            for name in ("asker", "other"):
                person = store.people.get_or_create("telegram", name, name, NOW)
                store.memberships.grant(person.id, Role.COUNTY, "county:532822", at=NOW)
        yield made


def request(by: str, **what: Any) -> Request:
    sender = Sender("telegram", by, by)
    standing = Standing.ADMINISTRATOR
    return Request(sender, GROUP, NOW, date(2023, 4, 10), f"k-{by}-{what}", standing=standing, **what)


@pytest.mark.parametrize("action", [*ACTIONS, "q:驿站", "c:due", "c:bind", "c:unbind"])
def test_another_gets_a_passing_word_and_changes_nothing(services: Services, action: str) -> None:
    assert services.storage is not None
    asked = request("asker", text="/ask 驿站")
    (choice,) = owning.marked(Reply((Text("?"), Choices((Choice("好", action),)))), asked).choices
    before = services.storage.health().counts
    reply = dispatch(request("other", button=choice.action), services)
    assert (reply.intent, reply.blocks) == ("not_yours", ())
    assert reply.toast
    assert services.storage.health().counts == before
    own = dispatch(request("asker", button=choice.action), services)
    assert own.intent != "not_yours"


def test_real_answers_carry_the_mark(services: Services) -> None:
    for text in ("/bind", "/help", "/ask 驿站", "/ask 补助", "/aks 什么"):
        for choice in dispatch(request("asker", text=text), services).choices:
            pressed = request("other", button=choice.action)
            assert choice.opens or owning.is_anothers(pressed), f"{text}: {choice}"
