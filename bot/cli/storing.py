"""`migrate`, `health`, `backup`, `restore`, `invite`: the database seen by the person at the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import handlers
from handlers import PersonError

from .. import clock
from ..compose import build_services, database_address, open_storage
from ..config import load_settings
from ..render.plain import to_text

if TYPE_CHECKING:
    from storage import Storage

Role = Annotated[
    str, typer.Option("--role", help="身份：county、prefecture、liaison、province、administrator")
]
Unit = Annotated[str | None, typer.Option("--unit", help="单位名称；管理员不用写")]
Uses = Annotated[int, typer.Option("--uses", help="几个人用")]
Days = Annotated[int, typer.Option("--days", help="几天内有效")]
Force = Annotated[bool, typer.Option("--force", help="文件已经存在也写")]

_COUNTED = {
    "people": "人",
    "memberships": "单位成员",
    "entries": "进展",
    "drafts": "草稿",
    "questions": "转来的问题",
    "outbox": "待发和已发的消息",
}


class NoDatabase(PersonError):
    """The database refused; the sentence is the one that storage gives."""

    code = "database"


def migrate() -> int:
    """把数据库升级到当前结构；已经是最新的就什么也不做。"""
    with _storage() as storage:
        done = storage.migrate()
    if done.before == done.after:
        typer.echo(f"数据库已经是最新的结构（{done.after}）。")
    else:
        typer.echo(f"数据库已升级：{done.before or '空'} → {done.after}。")
    return 0


def health() -> int:
    """数据库的情况：在哪里、多大、有多少条；结构不是最新时退出码 1。"""
    with _storage() as storage:
        facts = storage.health()
    typer.echo(f"数据库：{facts.kind}（{facts.location}），{facts.size / 1024:.0f} KB")
    if not facts.current:
        typer.echo("结构不是最新的，请运行：python -m bot migrate", err=True)
        return 1
    for table, label in _COUNTED.items():
        typer.echo(f"{label}：{facts.counts[table]}")
    typer.echo(f"撤回的进展：{facts.withdrawn}")
    typer.echo(f"等着发的消息：{facts.waiting}")
    typer.echo(f"不确定有没有发到的消息：{facts.uncertain}")
    return 0


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份写到哪个文件")], force: Force = False
) -> int:
    """备份数据库；机器人在运行也可以。PostgreSQL 只打印要运行的命令。"""
    with _storage() as storage:
        result = storage.backup(file, force=force)
    typer.echo(
        result.command or f"已备份到 {result.file}（{result.size / 1024:.0f} KB）。请把它放在安全的地方。"
    )
    return 0


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="从哪个备份文件恢复")],
) -> int:
    """从备份恢复；机器人要先停。原来的数据库留在旁边。PostgreSQL 只打印要运行的命令。"""
    import storage

    with in_words():
        result = storage.restore(database_address(load_settings()), file)
    if result.command is not None:
        typer.echo(result.command)
        return 0
    typer.echo(f"已恢复到 {result.file}。")
    if result.former is not None:
        typer.echo(f"原来的数据库留在 {result.former}。")
    return 0


def invite(role: Role, unit: Unit = None, uses: Uses = 1, days: Days = 14) -> int:
    """生成一个邀请码（第一个管理员就这样来）；只显示这一次。"""
    with in_words():
        services = build_services(load_settings())
    assert services.storage is not None, "settings were given"
    with services.storage, in_words():
        reply = handlers.invite(services, role=role, unit=unit, uses=uses, days=days, at=clock.now())
    typer.echo(to_text(reply))
    return 0


@contextmanager
def _storage() -> Iterator[Storage]:
    with in_words(), open_storage(load_settings()) as storage:
        yield storage


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the database refuses into the sentence that it gives for it."""
    from storage import StorageError

    try:
        yield
    except StorageError as error:
        raise NoDatabase(str(error), sentence=error.sentence) from error
