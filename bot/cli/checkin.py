"""`checkin`: what a one-line report is understood as, one by one or as a batch. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from handlers import PersonError, Services, mask, unit_of
from knowledge import ReportLine

from ..compose import build_services
from .asking import AsJson, County, Day, request_of
from .batch import print_json, run_batch

_KINDS = {"progress": "进展", "problem": "问题", "highlight": "亮点", "visit": "走访调研", "none": "不是进展"}
_STATUSES = {"done": "已完成", "doing": "进行中", "blocked": "有困难", "none": "还没做"}


def checkin(
    text: Annotated[str | None, typer.Argument(help="一句话的进展")] = None,
    county: County = None,
    date: Day = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="逐行 JSON 的进展文件（id、text、county、date）")
    ] = None,
) -> int:
    """看一句进展被理解成什么：哪项任务、多少、哪天、做到哪一步。只看不存。"""
    reader = _Reader(build_services())
    if batch is not None:
        return run_batch(batch, "text", lambda case: as_data(reader.read(case), case.get("id")))
    line = reader.read({"text": text or "", "county": county, "date": date})
    if as_json:
        print_json(as_data(line, None))
    else:
        for row in reader.rows(line, county or ""):
            typer.echo(row)
    return 0


def as_data(line: ReportLine, id: str | int | None) -> dict[str, Any]:
    """Return what `--json` prints for a line; programs rely on its keys."""
    return {
        "id": id,
        "kind": line.kind,
        "tasks": list(line.tasks),
        "ask": line.ask,
        "quantities": [
            {"value": one.value, "unit": one.unit, "target": one.target, "so_far": one.so_far}
            for one in line.quantities
        ],
        "on": line.day.isoformat() if line.day else None,
        "status": line.status,
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    services: Services

    def read(self, case: dict[str, Any]) -> ReportLine:
        """The line of a case. Raises PersonError naming what is missing."""
        if not case["text"].strip():
            raise PersonError(
                sentence="没有看到进展，请写一句话，例如：今天在勐海镇办二十大宣讲1场，86人参加"
            )
        request = request_of({**case, "question": case["text"]}, self.services)
        if request.unit is None:
            raise PersonError(sentence="请说明是哪个县（市、区），例如：--county 勐海县")
        plan = unit_of(request.unit, self.services.catalogue).plan
        return self.services.reporting.parse(mask(case["text"]).text, plan=plan, today=request.today)

    def rows(self, line: ReportLine, county: str) -> Iterator[str]:
        """The line in words, one fact a row."""
        yield f"类型：{_KINDS[line.kind]}"
        if line.kind == "none":
            return
        tasks = self._tasks(county)
        for part in line.parts:
            named = [f"{choice.task} {tasks[choice.task]}" for choice in part.tasks]
            lead = "任务（请选一项）" if part.ask else "任务"
            yield f"{lead}：{' / '.join(named) or '没有对应的任务'}"
            for one in part.quantities:
                about = "约" if one.approx else ""
                yield f"数量：{about}{one.value}{one.unit}{'（累计）' if one.so_far else ''}"
            yield f"进度：{_STATUSES[part.status]}"
        if line.day:
            yield f"日期：{line.day.isoformat()}{'（还没到）' if line.future else ''}"
        if line.apart:
            yield f"没有读（像是要改另一条）：{line.apart}"
        if line.masked:
            yield f"已遮住{'、'.join(line.masked)}"

    def _tasks(self, county: str) -> dict[str, str]:
        request = request_of({"question": "", "county": county}, self.services)
        plan = unit_of(request.unit or "", self.services.catalogue).plan
        return {task.id: task.title for task in self.services.catalogue.plans[plan].tasks.values()}
