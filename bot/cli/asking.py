"""`ask`, `parse`, `due`: questions on the command line, one by one or as a batch."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
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
    PersonError,
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

County = Annotated[str | None, typer.Option("--county", help="以哪个县（市、区）的身份问")]
Prefecture = Annotated[str | None, typer.Option("--prefecture", help="以哪个市（州）的身份问")]
Liaison = Annotated[str | None, typer.Option("--liaison", help="以哪个对口联系单位的身份问")]
Province = Annotated[str | None, typer.Option("--province", help="以哪个省的身份问")]
PlanId = Annotated[str | None, typer.Option("--plan", help="只看这个方案：anhui-2022 或 yunnan-2022")]
Day = Annotated[str | None, typer.Option("--date", help="把哪天当作今天，YYYY-MM-DD")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXTS = ("county", "prefecture", "liaison", "province", "plan", "date")


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
        return _batch(batch)
    if not (question or "").strip():
        raise EmptyQuestion
    services = build_services()
    case = {"question": question, "county": county, "prefecture": prefecture, "liaison": liaison}
    case |= {"province": province, "plan": plan, "date": date}
    request = request_of(case, services)
    started = time.perf_counter()
    reply = dispatch(request, services)
    elapsed = (time.perf_counter() - started) * 1000
    if as_json:
        _print_json(to_json(reply, id=None, question=question or "", elapsed_ms=elapsed))
    else:
        typer.echo(to_text(reply))
        for choice in reply.choices:
            typer.echo(f"  ▸ {choice.label}")
    return 0


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
    return ask("这个月要做什么", county, prefecture, liaison, province, None, date, as_json)


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
        today=_day(case.get("date")) or clock.day_of(moment),
        key="",
        text=case["question"],
        unit=unit,
        plan=case.get("plan"),
        history=tuple(history),
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except (TypeError, ValueError) as error:
        raise BadDate.of(str(text)) from error
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise BadDate.of(text)
    return day


def _batch(path: Path) -> int:
    services = build_services()
    failed = False
    for number, line in _lines(path):
        try:
            case = _case(line)
        except ValueError as error:
            failed = True
            _print_json({"id": None, "line": number, "error": {"code": "bad_line", "message": str(error)}})
            continue
        try:
            request = request_of(case, services)
            started = time.perf_counter()
            reply = dispatch(request, services)
            elapsed = (time.perf_counter() - started) * 1000
            _print_json(to_json(reply, id=case.get("id"), question=case["question"], elapsed_ms=elapsed))
        except PersonError as error:
            failed = True
            fault = {"code": error.code, "message": error.sentence}
            _print_json({"id": case.get("id"), "line": number, "error": fault})
    return 2 if failed else 0


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PersonError(str(error), sentence=f"读不了文件 {path}，请检查路径和编码（UTF-8）。") from error
    for number, line in enumerate(text.split("\n"), 1):  # a text may hold U+2028, which ends no line of JSON
        if line.strip():
            yield number, line


def _case(line: str) -> dict[str, Any]:
    """Return the case of a line; keys that `ask` does not know are left alone. Raises ValueError in words."""
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"这一行不是有效的 JSON：{error.msg}（第 {error.colno} 个字符）") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("这一行读不了：数字太长或括号套得太深") from error
    if not isinstance(case, dict) or not isinstance(case.get("question"), str):
        raise ValueError("这一行缺少 question（要一句话的文字）")
    if isinstance(case.get("id"), bool) or not isinstance(case.get("id"), str | int | None):
        raise ValueError("id 要写成文字或整数")
    for key in _TEXTS:
        if not isinstance(case.get(key), str | None):
            raise ValueError(f"{key} 要写成文字")
    history = case.get("history")
    if history is not None and not (
        isinstance(history, list) and all(isinstance(earlier, str) for earlier in history)
    ):
        raise ValueError('history 要写成一列文字，例如 ["勐海县谁联系"]')
    if not _is_sound(case):
        raise ValueError("这一行有不成字的编码（单独的 \\ud800 到 \\udfff）")
    return case


def _is_sound(case: dict[str, Any]) -> bool:
    """True when every text that is read or printed can be written as UTF-8."""
    texts = [case.get(key) for key in ("id", "question", *_TEXTS)] + (case.get("history") or [])
    try:
        "".join(text for text in texts if isinstance(text, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
