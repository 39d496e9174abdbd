"""`migrate`, `health`, `backup`, `restore`, `invite`: the database seen by the person at the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import handlers
from handlers import PersonError

from .. import clock
from ..compose import build_services, database_address, database_file, open_storage
from ..config import Settings, load_settings
from ..render.plain import to_text
from .asking import AsJson

if TYPE_CHECKING:
    from storage import Health, Storage

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


class NoFile(PersonError):
    """There is no database file where the settings say; it must not be made by looking for it."""

    code = "no_database"


def migrate() -> int:
    """把数据库升级到当前结构；已经是最新的就什么也不做。"""
    with _storage() as storage:
        done = storage.migrate()
    if not done.changed:
        typer.echo(f"数据库已经是最新的结构（{done.after}）。")
        return 0
    typer.echo(f"数据库已升级：{done.before or '空'} → {done.after}。")
    if done.copy is not None:
        typer.echo(f"升级前的数据库留在 {done.copy}，确认没有问题后可以删掉。")
    return 0


def health(as_json: AsJson = False) -> int:
    """数据库的情况：在哪里、多大、有多少条；结构不是最新时退出码 1。"""
    _must_exist(load_settings())
    with _storage() as storage:
        facts = storage.health()
    if as_json:
        typer.echo(json.dumps(asdict(facts), ensure_ascii=False, default=str))
    else:
        _tell(facts)
    return 0 if facts.current else 1


def _tell(facts: Health) -> None:
    typer.echo(f"数据库：{facts.kind}（{facts.location}），{facts.size / 1024:,.0f} KB")
    if not facts.current:
        typer.echo("结构不是最新的，请运行：python -m bot migrate", err=True)
        return
    for table, label in _COUNTED.items():
        typer.echo(f"{label}：{facts.counts[table]}")
    typer.echo(f"撤回的进展：{facts.withdrawn}")
    typer.echo(f"等着发的消息：{facts.waiting}")
    if facts.waiting_since is not None:
        typer.echo(f"其中最早的应在：{facts.waiting_since.astimezone(clock.ZONE):%Y-%m-%d %H:%M}")
    typer.echo(f"不确定有没有发到的消息：{facts.uncertain}")


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="写到哪个文件；不写就放在 DATA_DIR 的 backups 里")
    ] = None,
    force: Force = False,
) -> int:
    """备份数据库；机器人在运行也可以。PostgreSQL 只打印要运行的命令。"""
    settings = load_settings()
    _must_exist(settings)
    target = file or _backup_file(settings)
    with _storage() as storage:
        result = storage.backup(target, force=force)
    if result.command is not None:
        typer.echo(result.command)
        return 0
    typer.echo(f"已备份 {database_file(settings)} 到 {result.file}（{result.size / 1024:,.0f} KB）。")
    typer.echo("请另存一份到别的机器；里面有大家记的内容，不要让别人看到。")
    return 0


def _backup_file(settings: Settings) -> Path:
    """A name that sorts by time; PostgreSQL's own form has another ending."""
    ending = "db" if settings.database_url is None else "dump"
    return settings.data_dir / "backups" / f"gonghui-{clock.now():%Y%m%d-%H%M%S}.{ending}"


def _must_exist(settings: Settings) -> None:
    file = database_file(settings)
    if file is not None and not file.exists():
        raise NoFile(
            f"{file} does not exist",
            sentence=f"没有找到数据库 {file.absolute()}。"
            "请在项目文件夹里运行，并核对 DATA_DIR；还没有启动过的，先启动一次或运行 migrate。",
        )


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
    settings = load_settings()
    file = database_file(settings)
    is_new = file is not None and not file.exists()
    with in_words():
        services = build_services(settings)
    assert services.storage is not None, "settings were given"
    with services.storage, in_words():
        reply = handlers.invite(services, role=role, unit=unit, uses=uses, days=days, at=clock.now())
    if is_new and file is not None:
        typer.echo(f"还没有数据库，已新建：{file.absolute()}")
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
