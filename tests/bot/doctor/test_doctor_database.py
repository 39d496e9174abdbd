"""The examination looks at the database, the disk under it and what waits in it."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.compose import FILE, open_storage
from bot.config import Settings
from bot.doctor import Finding, State, database
from bot.telegram import leading
from storage import DatabaseFailed, MessageKind, NewMessage, Place, Storage
from tests.bot.doctor.examination import NOON, looked_at, one


def test_a_database_that_is_not_there_yet_is_not_made(settings: Settings, tmp_path: Path) -> None:
    found = looked_at(settings)
    assert not [finding for finding in found if finding.state in (State.WARNING, State.FAULT)]
    assert "第一次启动时会建" in str(found)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_the_structure_before(settings: Settings) -> None:
    open_storage(settings).close()
    found = one(looked_at(settings), State.FAULT)
    assert "python -m bot migrate" in found.todo
    assert "备份" in found.todo


def test_a_database_that_others_can_read(installed: Settings) -> None:
    file = installed.data_dir / FILE
    file.chmod(0o640)
    assert f"chmod 600 {file}" in one(looked_at(installed), State.WARNING).todo


def test_a_damaged_database(installed: Settings) -> None:
    file = installed.data_dir / FILE
    content = bytearray(file.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 8 : page * 4096 + 200] = b"\xff" * 192
    file.write_bytes(content)
    found = one(looked_at(installed), State.FAULT)
    assert found.name == "数据库"
    assert "restore" in found.todo


def test_no_database_at_all_behind_the_address(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:hunter2@127.0.0.1:9/gonghui?connect_timeout=2")
    found = looked_at(Settings())
    assert "DATABASE_URL" in one(found, State.FAULT).todo
    assert "hunter2" not in str(found)


def test_a_database_of_another_user(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_settings: Settings) -> Storage:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(database, "open_storage", forbidden)
    assert "系统用户" in one(looked_at(installed), State.FAULT).todo


@pytest.mark.parametrize(
    ("free", "state"), [(50, State.FAULT), (500, State.WARNING), (5_000, State.OK)], ids=str
)
def test_a_disk_that_is_filling_up(
    installed: Settings, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 1024 * 1024))
    (disk,) = [finding for finding in looked_at(installed) if finding.name == "磁盘"]
    assert disk.state is state


def test_messages_that_nobody_sends(installed: Settings) -> None:
    def message(key: str, due: datetime) -> NewMessage:
        return NewMessage(
            key=key,
            kind=MessageKind.REMINDER,
            place=Place("telegram", "1"),
            reply={},
            created_at=NOON,
            due=due,
        )

    with open_storage(installed) as storage, storage.write() as store:
        store.outbox.plan([message("ahead", NOON + timedelta(days=1))])
    assert "1 条等着发" in str(looked_at(installed))
    with open_storage(installed) as storage, storage.write() as store:
        store.outbox.plan([message("late", NOON - database.LATE - timedelta(seconds=1))])
    found = one(looked_at(installed), State.WARNING)
    assert "2 条等着发" in found.said
    assert "2026-03-10 11:49" in found.said


def test_whether_a_process_is_at_work(installed: Settings) -> None:
    def process(now: datetime) -> Finding:
        (found,) = [finding for finding in looked_at(installed, now=now) if finding.name == "进程"]
        return found

    assert "没有运行" in process(NOON).said
    with open_storage(installed) as storage, storage.write() as store:
        store.lease.acquire(leading.NAME, "first", NOON, leading.TTL)
    assert process(NOON + leading.TTL / 2).state is State.OK
    assert "没有运行" in process(NOON + leading.TTL).said


def test_nobody_who_runs_it(settings: Settings) -> None:
    with open_storage(settings) as storage:
        storage.migrate()
    assert "invite --role administrator" in one(looked_at(settings), State.WARNING).todo


def test_a_database_that_refuses_later(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Storage) -> bool:
        raise DatabaseFailed("secret row")

    monkeypatch.setattr(Storage, "is_sound", refuse)
    found = looked_at(installed)
    assert one(found, State.FAULT).name == "数据库"
    assert "secret row" not in str(found)
