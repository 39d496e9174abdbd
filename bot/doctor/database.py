"""The database: there, private, current, sound, with room to grow; and somebody who runs it."""

from __future__ import annotations

import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import ZONE
from bot.compose import database_file, open_storage

from .finding import Finding, fault, note, ok, warning

if TYPE_CHECKING:
    from bot.config import Settings
    from storage import Health, Storage

_NAME, _DISK, _PROCESS, _OUTBOX, _PEOPLE = "数据库", "磁盘", "进程", "待发消息", "管理员"
_MB = 1024 * 1024
LITTLE, TOO_LITTLE = 1024 * _MB, 100 * _MB
"""Bytes of free disk that are worth a warning, and with which writing may soon fail."""

LATE = timedelta(minutes=10)
"""A message that waits longer than this past its time is not being sent."""


def look(settings: Settings, now: datetime) -> list[Finding]:
    """Return what is wrong with the configured database; one that is not there yet is not made."""
    from storage import StorageError

    file = database_file(settings)
    found = [] if file is None else [*_disk(file)]
    if file is not None and not file.exists():
        return [*found, note(_NAME, f"还没有数据库（{file}），第一次启动时会建。")]
    if file is not None:
        found += _private(file)
    try:
        with open_storage(settings) as storage:
            return found + _inside(storage, now, settings)
    except StorageError as error:
        return [*found, fault(_NAME, error.sentence, _unreachable(file))]
    except PermissionError:
        return [*found, fault(_NAME, f"没有权限打开 {file}。", "请用启动机器人的那个系统用户来运行。")]


def _unreachable(file: Path | None) -> str:
    if file is None:
        return "请核对 DATABASE_URL，看 PostgreSQL 是不是在运行、这台机器能不能连上它。"
    return "请先停止机器人，再看这个文件是不是完好；有备份的可以用 restore 恢复。"


def _disk(file: Path) -> list[Finding]:
    folder = next(one for one in file.absolute().parents if one.exists())
    free = shutil.disk_usage(folder).free
    said = f"{folder} 还有 {free / _MB:,.0f} MB。"
    if free < TOO_LITTLE:
        return [fault(_DISK, said, "快要写不进去了，请马上清理，或把 DATA_DIR 换到大一点的盘。")]
    if free < LITTLE:
        return [warning(_DISK, said, "请清理磁盘；旧备份和 before-*.db 可以移走。")]
    return [ok(_DISK, said)]


def _private(file: Path) -> list[Finding]:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        said = f"{file} 别人也能读（权限 {mode:o}）。"
        return [warning(_NAME, said, f"请运行：chmod 600 {file}（启动时也会自动收紧）")]
    return []


def _inside(storage: Storage, now: datetime, settings: Settings) -> list[Finding]:
    facts = storage.health()
    where = f"{facts.kind}（{facts.location}），{facts.size / 1024:,.0f} KB"
    if not facts.current:
        return [fault(_NAME, f"{where}，结构不是最新的。", "请先备份，再运行：python -m bot migrate")]
    if not storage.is_sound():
        return [
            fault(_NAME, f"{where}，文件有损坏。", "请先停止机器人，复制一份留着，再用 restore 恢复备份。")
        ]
    sound = "，内容完好" if storage.is_file else ""
    running = _running(storage, now) if settings.telegram_token is not None else []
    well = ok(_NAME, f"{where}，结构最新{sound}。")
    return [well, *running, *_outbox(facts, now), *_people(storage)]


def _running(storage: Storage, now: datetime) -> list[Finding]:
    # Only here: it loads Telegram's library.
    from bot.telegram.leading import NAME

    with storage.read() as store:
        lease = store.lease.current(NAME)
    if lease is not None and lease.until > now:
        return [ok(_PROCESS, "机器人正在运行。")]
    return [note(_PROCESS, "机器人现在没有运行。", "如果应该在运行：systemctl start gonghui，再看日志。")]


def _outbox(facts: Health, now: datetime) -> list[Finding]:
    if facts.waiting_since is not None and now - facts.waiting_since > LATE:
        due = f"{facts.waiting_since.astimezone(ZONE):%Y-%m-%d %H:%M}"
        said = f"有 {facts.waiting} 条等着发，最早的一条应在 {due} 发出。"
        return [warning(_OUTBOX, said, "如果机器人正在运行，请看日志里有没有发送失败；没有运行就启动它。")]
    if facts.uncertain:
        return [note(_OUTBOX, f"有 {facts.uncertain} 条不确定有没有发到，不会再自动发。")]
    return [ok(_OUTBOX, f"{facts.waiting} 条等着发，没有耽搁的。")]


def _people(storage: Storage) -> list[Finding]:
    from storage import Role

    with storage.read() as store:
        number = len(store.memberships.with_role(Role.ADMINISTRATOR))
    if number == 0:
        todo = "请运行 python -m bot invite --role administrator，把邀请码在私聊里发给机器人。"
        return [warning(_PEOPLE, "还没有管理员，出了差错没有人会收到通知。", todo)]
    return [ok(_PEOPLE, f"{number} 位。")]
