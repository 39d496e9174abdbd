"""`round`: restart a plan at a month, list, end and put away rounds, from the server."""

from __future__ import annotations

from typing import Annotated

import typer

import handlers
from handlers import PersonError

from .. import clock
from ..compose import build_services
from ..config import Settings
from ..render.plain import to_text
from .storing import in_words

Plan = Annotated[str | None, typer.Option("--plan", help="哪个方案的编号，如 anhui-2022")]
Month = Annotated[str | None, typer.Option("--month", help="从哪个月重新开始，例如 2027-03")]
Prefectures = Annotated[
    list[str] | None, typer.Option("--prefecture", help="哪个市（州），可以写多次；不写就是全省")
]
Name = Annotated[str, typer.Option("--name", help="这一轮的名字；不写就自动起")]
Yes = Annotated[bool, typer.Option("--yes", help="真的开始；不写只是预览")]
End = Annotated[int | None, typer.Option("--end", help="结束几号新一轮")]
Archive = Annotated[int | None, typer.Option("--archive", help="归档几号新一轮（要先结束）")]


class IncompleteRound(PersonError):
    """A plan without a month, or a month without a plan."""

    code = "bad_round"
    sentence = "请同时写明方案和月份，例如：round --plan yunnan-2022 --month 2027-03"


def restart(
    plan: Plan = None,
    month: Month = None,
    prefecture: Prefectures = None,
    name: Name = "",
    yes: Yes = False,
    end: End = None,
    archive: Archive = None,
) -> int:
    """新一轮：把方案从某个月重新开始；先预览，加 --yes 才开始。不写方案和月份就列出各轮。"""
    if (plan is None) != (month is None):
        raise IncompleteRound
    with in_words():
        services = build_services(Settings())
    assert services.storage is not None, "settings were given"
    with services.storage, in_words():
        if plan is None or month is None:
            reply = handlers.settle_rounds(services, end=end, archive=archive, at=clock.now())
        else:
            at = clock.now() if yes else None
            reply = handlers.restart(
                services, plan=plan, month=month, prefectures=prefecture or (), name=name, at=at
            )
    typer.echo(to_text(reply))
    return 0
