"""Ids in buttons are input: whatever is pressed or typed in between, nothing breaks and nothing is sent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import PersonError, Reply
from storage import SYSTEM_UNIT, Role
from tests.handlers.office import NOW, Office

STEPS = {
    "ro": (
        "list", "all", "area", "name", "days", "back", "plan:yunnan-2022", "plan:x", "month:yunnan-2022:2027-03",
        "month:anhui-2022:1999-01", "month:x:2027-03", "month:", "t:prefecture:532800", "t:county:532822",
        "t:", "end:1", "ended:1", "arch:1", "archived:1", "end:-1", "end:²", "ended:" + "9" * 30, "", ":",
    ),
    "bc": (
        "1:1:card", "1:2:k.county", "1:2:k.x", "1:1:g", "1:3:none", "1:1:some", "1:1:edit", "1:2:preview",
        "1:1:drop", "1:0:see", "1:0:stop", "1:0:list.sent.0", "1:0:list.sent.x", "2:1:card", "x:y:z", "", "::",
        "9" * 30 + ":1:card", "1:²:card",
    ),
    "ba": ("1", "-1", "²", "", "x", "9" * 30),
    "nu": ("all", "m:x.0", "m:x.y", "m:", "u:x", "write:x", "stop:x", "lift:x", "send:x", "", ":", "z:z"),
}  # fmt: skip
BUTTONS = [f"{prefix}:{step}" for prefix, steps in STEPS.items() for step in steps]
TEXTS = [
    "2027-03",
    "昆明市、合肥市",
    "第二轮",
    "/broadcast 请看通知",
    "/nudge",
    "/round 云南 2027-03",
    "好",
    "/cancel",
]


@pytest.fixture
def administrator(office: Office) -> Office:
    """The person of the prefecture, who runs the system as well."""
    with office.storage.write() as store:
        person = store.people.find("test", "州里")
        assert person is not None
        store.memberships.grant(person.id, Role.ADMINISTRATOR, SYSTEM_UNIT, at=NOW)
    return office


def tried(office: Office, action: str) -> Reply | None:
    try:
        return office.send("州里", button=action) if action in BUTTONS else office.say(action)
    except PersonError:
        return None


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_alone_changes_nothing(administrator: Office, button: str) -> None:
    tried(administrator, button)
    with administrator.storage.read() as store:
        assert store.rounds.list() == []
        assert store.outbox.list() == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from([*BUTTONS, *TEXTS]), max_size=12))
def test_no_walk_without_a_confirmation_opens_or_sends_anything(
    administrator: Office, walk: list[str]
) -> None:
    for step in walk:
        tried(administrator, step)
    with administrator.storage.read() as store:
        assert store.rounds.list() == []
        assert store.outbox.list() == []
