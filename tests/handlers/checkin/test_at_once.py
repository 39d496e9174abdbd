"""Two devices of one person, and two colleagues, at the same moment: on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.compose import build_services
from bot.config import Settings
from bot.render.plain import to_text
from handlers import Chat, Reply, Request, Sender, Services, Source, dispatch
from storage import DraftState, Entry, EntryFilter, Place, Role
from tests.handlers.checkin.checking_in import DAY, NOON

COUNTY = "county:532822"
LINE = "今天办二十大宣讲1场，86人参加"
ROUNDS = 6


class Devices:
    """What several devices send at the same moment."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.sent = 0

    def join(self, name: str) -> None:
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            person = store.people.get_or_create("test", name, name, NOON)
            store.memberships.grant(person.id, Role.COUNTY, COUNTY, at=NOON)

    def send(self, name: str, *, text: str | None = None, button: str | None = None) -> Reply:
        return dispatch(self._request(name, text, button), self.services)

    def at_once(self, *inputs: tuple[str, dict[str, str]]) -> list[Reply]:
        """Let each input start at the same moment in its own thread."""
        requests = [self._request(name, one.get("text"), one.get("button")) for name, one in inputs]
        start = threading.Barrier(len(requests))

        def go(request: Request) -> Reply:
            start.wait(120)
            return dispatch(request, self.services)

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(go, requests))

    def entries(self) -> list[Entry]:
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            return list(store.entries.list(EntryFilter((COUNTY,), withdrawn=True)))

    def open_drafts(self, name: str) -> int:
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            person = store.people.find("test", name)
            assert person is not None
            found = store.drafts.open_for(person.id, Place("test", name), NOON)
        return 0 if found is None or found.state is not DraftState.OPEN else 1

    def _request(self, name: str, text: str | None, button: str | None) -> Request:
        self.sent += 1
        source = Source(str(self.sent)) if text is not None else None
        return Request(
            sender=Sender("test", name, name),
            chat=Chat("test", name),
            moment=NOON,
            today=DAY,
            key=str(self.sent),
            text=text,
            button=button,
            source=source,
        )


@pytest.fixture
def devices(both_settings: Settings, known: Services) -> Iterator[Devices]:
    services = build_services(both_settings, lambda: NOON, known=known)
    assert services.storage is not None
    with services.storage:
        devices = Devices(services)
        devices.join("王芳")
        devices.join("李强")
        yield devices


def action(reply: Reply, label: str) -> str:
    return next(choice.action for choice in reply.choices if choice.label == label)


def each_round(play: Callable[[], None]) -> None:
    for _ in range(ROUNDS):
        play()


def test_two_presses_of_save_make_one_entry(devices: Devices) -> None:
    for number in range(1, ROUNDS + 1):
        save = action(devices.send("王芳", text=f"{LINE}，第{number}回"), "保存")
        replies = devices.at_once(("王芳", {"button": save}), ("王芳", {"button": save}))
        assert len(devices.entries()) == number
        assert all("已保存" in to_text(reply) or "已经保存" in to_text(reply) for reply in replies)


def test_two_lines_make_one_draft_and_one_that_waits(devices: Devices) -> None:
    for _ in range(ROUNDS):
        devices.at_once(("王芳", {"text": LINE}), ("王芳", {"text": "今天培训农民工120人次"}))
        assert devices.open_drafts("王芳") == 1
        card = devices.send("王芳", text="今天新建职工驿站1个")
        assert "上一条还没保存" in to_text(card)
        while devices.open_drafts("王芳"):
            asked = devices.send("王芳", text="/cancel")
            devices.send("王芳", button=action(asked, "都不要（3条）"))
    assert devices.entries() == []


def test_save_and_change_at_once_never_mix(devices: Devices) -> None:
    for number in range(1, ROUNDS + 1):
        card = devices.send("王芳", text=f"{LINE}，第{number}回")
        plus = devices.send("王芳", button=action(card, "改数量"))
        devices.at_once(("王芳", {"button": action(plus, "+1")}), ("王芳", {"button": action(plus, "保存")}))
        found = devices.entries()
        assert len(found) in (number - 1, number)
        if len(found) < number:
            fresh = devices.send("王芳", button=action(plus, "返回"))
            devices.send("王芳", button=action(fresh, "保存"))
        assert len(devices.entries()) == number


def test_two_colleagues_change_one_entry_and_one_is_told(devices: Devices) -> None:
    saved = devices.send("王芳", button=action(devices.send("王芳", text=LINE), "保存"))
    edit, withdraw = action(saved, "修改"), action(saved, "撤回")
    devices.send("王芳", button=edit)
    replies = devices.at_once(("王芳", {"button": withdraw}), ("李强", {"button": withdraw}))
    assert sorted("已撤回：" in to_text(reply) for reply in replies) == [False, True]
    (entry,) = devices.entries()
    assert (entry.version, entry.withdrawn_at) == (2, NOON)
    late = devices.send("王芳", text="/report")
    assert "您的修改没有保存" in to_text(devices.send("王芳", button=action(late, "保存")))
    assert devices.entries() == [entry]
