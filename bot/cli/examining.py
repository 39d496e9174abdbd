"""`doctor`: what the person at the server asks first when something is strange."""

from __future__ import annotations

import json

import typer

from .. import clock
from ..config import load_settings
from ..doctor import Finding, State, examine
from .asking import AsJson

_MARKS = {State.OK: "✓", State.NOTE: "·", State.WARNING: "!", State.FAULT: "✗"}


def doctor(as_json: AsJson = False) -> int:
    """检查令牌、数据库、知识库、时间、节假日，说明每一处怎么办；有必须处理的，退出码 1。"""
    found = examine(load_settings(), clock.now())
    faults = sum(one.state is State.FAULT for one in found)
    if as_json:
        typer.echo(json.dumps({"ok": not faults, "findings": _as_data(found)}, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{_MARKS[one.state]} {one.name}：{one.said}")
            if one.todo:
                typer.echo(f"    → {one.todo}")
        typer.echo(_verdict(found, faults))
    return 1 if faults else 0


def _as_data(found: list[Finding]) -> list[dict[str, str]]:
    return [{"name": f.name, "state": f.state.value, "said": f.said, "todo": f.todo} for f in found]


def _verdict(found: list[Finding], faults: int) -> str:
    warnings = sum(one.state is State.WARNING for one in found)
    if faults:
        return f"有 {faults} 处必须处理（✗）{f'，{warnings} 处最好处理（!）' if warnings else ''}。"
    return f"可以运行；{warnings} 处最好处理（!）。" if warnings else "一切正常。"
