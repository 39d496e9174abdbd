"""`ask`, `parse`, `due`: questions on the command line, one by one or as a batch."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from handlers import (
    FIRST_DAY,
    LAST_DAY,
    BadDate,
    Chat,
    EmptyQuestion,
    Request,
    Sender,
    Services,
    dispatch,
    find_unit,
)

from .. import clock
from ..compose import build_services
from ..render.json import to_json
from ..render.plain import to_text
from .batch import print_json, run_batch
from .round_days import open_round_of

County = Annotated[str | None, typer.Option("--county", help="以哪个县（市、区）的身份问")]
Prefecture = Annotated[str | None, typer.Option("--prefecture", help="以哪个市（州）的身份问")]
Liaison = Annotated[str | None, typer.Option("--liaison", help="以哪个对口联系单位的身份问")]
Province = Annotated[str | None, typer.Option("--province", help="以哪个省的身份问")]
PlanId = Annotated[str | None, typer.Option("--plan", help="只看这个方案，写编号，如 anhui-2022")]
Day = Annotated[str | None, typer.Option("--date", help="把哪天当作今天，YYYY-MM-DD")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def ask(
    question: Annotated[str | None, typer.Argument(help="一句话的问题")] = None,
    county: County = None,
    prefecture: Prefecture = None,
    liaison: Liaison = None,
    province: Province = None,
    plan: PlanId = None,
    date: Day = None,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="逐行 JSON 的问题文件")] = None,
) -> int:
    """问方案里的事：谁联系、什么时候要交什么、补助多少、任务怎么做。"""
    if batch is not None:
        known = build_services()
        return run_batch(batch, "question", lambda case: _answer_case(case, known))
    if not (question or "").strip():
        raise EmptyQuestion
    case = {"question": question, "county": county, "prefecture": prefecture, "liaison": liaison}
    case |= {"province": province, "plan": plan, "date": date}
    return _one(case, as_json)


def parse(
    question: Annotated[str, typer.Argument(help="一句话的问题")],
    county: County = None,
    plan: PlanId = None,
    date: Day = None,
) -> int:
    """逐步显示一句话被理解成了什么。"""
    services = build_services()
    request = request_of({"question": question, "county": county, "plan": plan, "date": date}, services)
    for label, value in services.understanding.explain(question, today=request.today, plan=request.plan):
        typer.echo(f"{label}：{value}")
    return 0


def due(
    county: County = None,
    prefecture: Prefecture = None,
    liaison: Liaison = None,
    province: Province = None,
    date: Day = None,
    as_json: AsJson = False,
) -> int:
    """这个单位这个月要做什么（四组：要做的、有关的、正在进行的、没定日子的）。"""
    case = {"question": "这个月要做什么", "county": county, "prefecture": prefecture, "liaison": liaison}
    return _one(case | {"province": province, "date": date}, as_json, rounds=True)


def _one(case: dict[str, Any], as_json: bool, *, rounds: bool = False) -> int:
    """Answer one case; `rounds`: with the days of the unit's open round, where a database tells of one."""
    services = build_services()
    request = request_of(case, services)
    if rounds:
        request = replace(request, round=open_round_of(request.unit, services))
    if as_json:
        print_json(_answer(request, case, services))
    else:
        reply = dispatch(request, services)
        typer.echo(to_text(reply))
        for choice in reply.choices:
            typer.echo(f"  ▸ {choice.label}")
    return 0


def request_of(case: dict[str, Any], services: Services) -> Request:
    """Return the request of one case. Raises PersonError naming the part that is wrong."""
    moment = clock.now()
    unit = find_unit(
        services.catalogue,
        **{kind: case.get(kind) for kind in ("county", "prefecture", "liaison", "province")},
    )
    history = case.get("history") or []
    return Request(
        sender=Sender("cli", "cli"),
        chat=Chat("cli", "cli"),
        moment=moment,
        today=read_day(case.get("date")) or clock.day_of(moment),
        key="",
        text=case["question"],
        unit=unit,
        plan=case.get("plan"),
        history=tuple(history),
    )


def read_day(text: str | None) -> date | None:
    """Return the day written YYYY-MM-DD, None for none. Raises BadDate."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except (TypeError, ValueError) as error:
        raise BadDate.of(str(text)) from error
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise BadDate.of(text)
    return day


def _answer_case(case: dict[str, Any], services: Services) -> dict[str, Any]:
    return _answer(request_of(case, services), case, services)


def _answer(request: Request, case: dict[str, Any], services: Services) -> dict[str, Any]:
    started = time.perf_counter()
    reply = dispatch(request, services)
    elapsed = (time.perf_counter() - started) * 1000
    return to_json(reply, id=case.get("id"), question=case["question"], elapsed_ms=elapsed)
