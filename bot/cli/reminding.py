"""`remind`: who would be reminded on a day, and why."""

from __future__ import annotations

from typing import Annotated

import typer

import handlers
from handlers import PersonError, Services, UnknownUnit, find_unit

from .. import clock
from ..compose import build_services
from ..config import load_settings
from ..render.plain import to_text
from .asking import read_day
from .storing import in_words

Date = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="哪一天；不写就是今天")]
Unit = Annotated[str | None, typer.Option("--unit", help="只看一个单位，例如 prefecture:530300 或 昆明市")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看，不发；提醒由 run 自动发")]


_KINDS = ("county", "prefecture", "province", "liaison")


class OnlyDryRun(PersonError):
    """Sending by hand was asked for."""

    code = "only_dry_run"
    sentence = "提醒由 run 自动发送，这里只能看：请加上 --dry-run。"


def remind(date: Date = None, unit: Unit = None, dry_run: DryRun = False) -> int:
    """看某一天谁会收到提醒、为什么；不会发送任何消息。"""
    if not dry_run:
        raise OnlyDryRun
    day = read_day(date) or clock.day_of(clock.now())
    with in_words():
        services = build_services(load_settings())
    assert services.storage is not None, "settings were given"
    with services.storage, in_words():
        typer.echo(to_text(handlers.preview_reminders(services, day, _unit(services, unit))))
    return 0


def _unit(services: Services, name: str | None) -> str | None:
    """The unit of an id, or of a name whatever kind of unit bears it. Raises UnknownUnit."""
    if name is None or ":" in name:
        return name
    found = [unit for kind in _KINDS if (unit := _named(services, kind, name)) is not None]
    if len(found) > 1:
        raise UnknownUnit(name, sentence=f"“{name}”可以是{'、'.join(found)}，请写其中一个。")
    # Nothing of any kind bears the name: the finder says so in its own words.
    return found[0] if found else find_unit(services.catalogue, county=name)


def _named(services: Services, kind: str, name: str) -> str | None:
    try:
        return find_unit(services.catalogue, **{kind: name})
    except UnknownUnit:
        return None
