"""Every id that is used exists, and none stands twice."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..catalogue import Catalogue, PlanBook
from ..faults import Fault
from ..loading import Document
from .walk import documents, values


def check_ids(catalogue: Catalogue) -> Iterator[Fault]:
    """Give a fault for each dangling clause, task, group, body or place, and each doubled id."""
    for book, document in documents(catalogue):
        yield from _clauses(book, document)
        yield from _tasks(book, document)
        yield from _targets(book, document)
        yield from _places(catalogue, book, document)
        yield from _doubled(document)
        yield from _leads(book, document)
    yield from _points(catalogue)


def _dangling(
    document: Document, loc: tuple[int | str, ...], what: str, name: Any, known: Iterable[str]
) -> Fault:
    near = difflib.get_close_matches(str(name), list(known), n=1, cutoff=0.5)
    todo = f"是不是想写“{near[0]}”？" if near else "请核对编号"
    return Fault(document.file, document.line(loc), f"{what}“{name}”不存在", todo)


def _clauses(book: PlanBook, document: Document) -> Iterator[Fault]:
    for key in ("clause", "within"):
        for loc, name in values(document.data, key):
            if name is not None and name not in book.clauses:
                yield _dangling(document, loc, "条款", name, book.clauses)
    for loc, names in values(document.data, "read"):
        for name in names or ():
            if name not in book.clauses:
                yield _dangling(document, loc, "条款", name, book.clauses)


def _tasks(book: PlanBook, document: Document) -> Iterator[Fault]:
    for loc, name in values(document.data, "task"):
        if name is not None and name not in book.tasks:
            yield _dangling(document, loc, "任务", name, book.tasks)
    if document.file.endswith(("funding.yaml", "tasks.yaml")):
        groups = {str(group.no) for group in book.groups}
        for loc, number in values(document.data, "group"):
            if number is not None and str(number) not in groups:
                yield _dangling(document, loc, "行动（方面）", number, groups)
    if document.file.endswith(("funding.yaml", "checklists.yaml")):
        for loc, names in values(document.data, "tasks"):
            for name in names or ():
                if name not in book.tasks:
                    yield _dangling(document, loc, "任务", name, book.tasks)


def _targets(book: PlanBook, document: Document) -> Iterator[Fault]:
    """A duty may be closed by targets that exist."""
    if document.file.endswith("duties.yaml"):
        known = {target.id for task in book.tasks.values() for target in task.targets}
        for loc, names in values(document.data, "targets"):
            for name in names or ():
                if name not in known:
                    yield _dangling(document, loc, "指标", name, known)


def _places(catalogue: Catalogue, book: PlanBook, document: Document) -> Iterator[Fault]:
    for loc, code in values(document.data, "place"):
        place = catalogue.places.county(str(code))
        if place is None:
            yield _dangling(
                document, loc, "县代码", code, (place.code for place in catalogue.places.counties)
            )
        elif place.province != book.plan.province:
            yield Fault(
                document.file, document.line(loc), f"{place.name}不在{book.plan.name}", "请核对县代码"
            )
    for loc, name in values(document.data, "body"):
        if name not in book.bodies:
            yield _dangling(document, loc, "机构", name, book.bodies)


def _leads(book: PlanBook, document: Document) -> Iterator[Fault]:
    if document.file.endswith("tasks.yaml"):
        known = {department.name for department in book.organisation.departments}
        for loc, names in values(document.data, "leads"):
            for name in names or ():
                if name not in known:
                    yield _dangling(document, loc, "部门", name, known)


def _doubled(document: Document) -> Iterator[Fault]:
    seen: dict[tuple[Any, str], tuple[int | str, ...]] = {}
    for key in ("id", "slug"):
        for loc, name in values(document.data, key):
            where = (loc[:-2], str(name))
            if where in seen:
                first = document.line(seen[where])
                todo = f"同样的编号已在第 {first} 行，请改一个"
                yield Fault(document.file, document.line(loc), f"编号“{name}”重复", todo)
            seen[where] = loc


def _points(catalogue: Catalogue) -> Iterator[Fault]:
    for book in catalogue.plans.values():
        counts = Counter(point.key for point in book.points)
        for point in book.points:
            where = f"knowledge/data/plans/{book.id}"
            if counts[point.key] > 1:
                yield Fault(where, 1, f"要点编号“{point.key}”重复", "请给其中一个另起 id")
            if not point.cites:
                yield Fault(where, 1, f"要点“{point.key}”没有条款和原话", "请补上 clause 和 quote")
            if point.silence and not point.read and point.silence == "stated" and not point.cites:
                yield Fault(where, 1, f"沉默“{point.key}”没有写明读过哪些条款", "请补上 read")
