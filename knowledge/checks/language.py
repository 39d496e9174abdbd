"""The files of the language can be read, and what they say of plans, tasks and targets exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..catalogue import Catalogue
from ..faults import Fault, KnowledgeError
from ..reporting.files import Files, PlanTopics
from ..understanding.language import load_language

_REPORT = "knowledge/data/language/report/plans"


def check_language(catalogue: Catalogue, data: Path) -> Iterator[Fault]:
    """Give a fault for each file of the language that cannot be read and each task or target it has alone."""
    try:
        load_language(data / "language")
    except KnowledgeError as error:
        yield from error.faults
    try:
        files = Files(data / "language" / "report")
    except KnowledgeError as error:
        yield from error.faults
        return
    for plan, file in files.plans.items():
        if plan in catalogue.plans:
            yield from _tasks(catalogue, plan, file)
        else:
            yield Fault(_REPORT, 1, f"没有方案“{plan}”", "plan 要与 plans 里的文件夹同名")


def _tasks(catalogue: Catalogue, plan: str, file: PlanTopics) -> Iterator[Fault]:
    """Each task and each target that the plan does not have."""
    tasks = catalogue.plans[plan].tasks
    name = f"{_REPORT}/{plan}.yaml"
    for task in sorted({*file.tasks, *filter(None, [file.visits])} - set(tasks)):
        yield Fault(name, 1, f"任务“{task}”不存在", "请核对编号，与 tasks.yaml 一致")
    known = {target.id for task in tasks.values() for target in task.targets}
    aimed = {target for topics in file.tasks.values() for aims in topics.values() for target in aims}
    for target in sorted(aimed - known):
        yield Fault(name, 1, f"指标“{target}”不存在", "请核对编号，与 tasks.yaml 一致")
