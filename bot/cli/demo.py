"""`demo`: the demo entries of the trial page, put there or taken away."""

from __future__ import annotations

from typing import Annotated

import typer

from handlers import PersonError, plant_demo, remove_demo

from .. import clock
from ..compose import open_storage
from ..config import load_settings
from .storing import in_words

Remove = Annotated[bool, typer.Option("--remove", help="去掉演示人员和演示记录")]


class NotOnTrial(PersonError):
    """A real installation has no demo entries and gets none."""

    code = "not_on_trial"
    sentence = "演示记录只放在试用页的数据库里；设置了 TELEGRAM_TOKEN 或 DATABASE_URL 就不放。"


def demo(remove: Remove = False) -> int:
    """试用页的演示记录：放上（空库第一次启动时会自动放），加 --remove 一次去掉。"""
    settings = load_settings()
    if not settings.trial:
        raise NotOnTrial
    with in_words(), open_storage(settings) as storage:
        storage.prepare()
        if remove:
            typer.echo(f"已去掉{remove_demo(storage, clock.now())}条演示记录和演示人员。")
            return 0
        count = plant_demo(storage, clock.now())
        typer.echo(f"已放上{count}条演示记录。" if count else "没有放：已经放过，或者数据库里已经有人用过。")
    return 0
