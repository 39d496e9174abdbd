"""The knowledge base in memory: every plan, read strictly from its YAML files.

One file of YAML is one attribute of `PlanBook`. Adding a plan is adding a folder under `data/plans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from . import points as flat
from .faults import Fault
from .loading import Document, parse, raise_faults, validate
from .places import Places, load_places
from .points import PlanPoint
from .schema.base import Item
from .schema.duty import Duty
from .schema.money import Money
from .schema.organisation import Body, Liaison, Liaisons, Organisation
from .schema.plan import Clause, Phase, Plan
from .schema.rest import Checklist, Oddity, PointFile, Reference, Term
from .schema.task import Group, Task, Tasks

DATA = Path(__file__).parent / "data"
_MISPRINT = 5
"""Shorter oddities are short place names, no misprints."""
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class PlanBook:
    """Everything that one plan says. Lists keep the order of the plan."""

    plan: Plan
    clauses: dict[str, Clause]
    phases: tuple[Phase, ...]
    duties: tuple[Duty, ...]
    groups: tuple[Group, ...]
    tasks: dict[str, Task]
    money: tuple[Money, ...]
    organisation: Organisation
    liaisons: Liaisons
    terms: tuple[Term, ...]
    checklists: tuple[Checklist, ...]
    references: tuple[Reference, ...]
    oddities: tuple[Oddity, ...]
    points: tuple[PlanPoint, ...]
    source: str
    """The source text with line ends folded away; every quote stands in it."""
    moved: int = 0
    """By how many months a round moved the days (推算); 0: as printed."""

    @property
    def id(self) -> str:
        """The plan's id, `anhui-2022`."""
        return self.plan.id

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Groups and offices by id."""
        return {body.id: body for body in self.organisation.bodies}

    @cached_property
    def linked(self) -> dict[str, Liaison]:
        """Who links a county, by place code; counties not listed are absent."""
        return {county.place: unit for unit in self.liaisons.units for county in unit.counties}

    @cached_property
    def units(self) -> dict[str, Liaison]:
        """Liaison units by their unit id (`liaison:<plan>/<slug>`)."""
        return {f"liaison:{self.id}/{unit.slug}": unit for unit in self.liaisons.units}

    @cached_property
    def _misprints(self) -> dict[str, tuple[str, ...]]:
        return {}

    def misprints(self, quote: str) -> tuple[str, ...]:
        """Return what is to be noted on a quote that holds something misprinted in the source."""
        if quote not in self._misprints:
            self._misprints[quote] = tuple(
                oddity.note
                for oddity in self.oddities
                if oddity.reading and len(oddity.quote) >= _MISPRINT and oddity.quote in quote
            )
        return self._misprints[quote]

    def label(self, clause: str) -> str:
        """Return the clause as people read it: 皖 三（四）2."""
        return f"{self.plan.short} {clause.replace('(', '（').replace(')', '）')}"


@dataclass(frozen=True)
class Catalogue:
    """All plans and the places of their provinces."""

    plans: dict[str, PlanBook]
    places: Places
    documents: list[Document] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def points(self) -> dict[str, PlanPoint]:
        """Every point of every plan by its key."""
        return {point.key: point for book in self.plans.values() for point in book.points}

    def of_province(self, code: str) -> PlanBook | None:
        """Return the plan of a province (`34`), or None."""
        return next((book for book in self.plans.values() if book.plan.province == code), None)


def fold(text: str) -> str:
    """Delete line ends and page breaks, so that a quote may run over them."""
    return text.replace("\n", "").replace("\r", "").replace("\f", "")


def load_catalogue(data: Path = DATA) -> Catalogue:
    """Read every plan under `data/plans`. Raises KnowledgeError with all faults at once."""
    documents: list[Document] = []
    plans = {}
    for folder in sorted(path for path in (data / "plans").iterdir() if path.is_dir()):
        book = _Reader(folder, documents).book()
        if book is not None:
            plans[book.id] = book
    raise_faults(documents)
    return Catalogue(plans, load_places(data / "places.csv"), documents)


class _Reader:
    """Reads one plan's folder; faults gather in the documents."""

    def __init__(self, folder: Path, documents: list[Document]) -> None:
        self.folder = folder
        self.documents = documents

    def book(self) -> PlanBook | None:
        plan = self._whole("plan.yaml", Plan)
        if plan is None:
            return None
        phases = self._items("phases.yaml", "phases", Phase)
        duties = self._items("duties.yaml", "duties", Duty)
        tasks = self._whole("tasks.yaml", Tasks) or Tasks(groups=(), tasks=())
        money = self._items("funding.yaml", "money", Money)
        organisation = self._whole("organisation.yaml", Organisation)
        liaisons = self._whole("liaisons.yaml", Liaisons)
        terms = self._items("terms.yaml", "terms", Term)
        checklists = self._items("checklists.yaml", "checklists", Checklist)
        references = self._items("references.yaml", "references", Reference)
        clauses = self._items("clauses.yaml", "clauses", Clause)
        oddities = self._items("oddities.yaml", "oddities", Oddity)
        if organisation is None or liaisons is None:
            return None
        source = (self.folder / "source.txt").read_text(encoding="utf-8")
        book = PlanBook(
            plan=plan,
            clauses={clause.id: clause for clause in clauses},
            phases=phases,
            duties=duties,
            groups=tasks.groups,
            tasks={task.id: task for task in tasks.tasks},
            money=money,
            organisation=organisation,
            liaisons=liaisons,
            terms=terms,
            checklists=checklists,
            references=references,
            oddities=oddities,
            points=(),
            source=fold(source),
        )
        return replace(book, points=tuple(self._points(book)))

    def _points(self, book: PlanBook) -> Iterator[PlanPoint]:
        """What can be said about each thing of the plan, then what stands alone."""
        items: dict[str, Iterable[Item]] = {
            "phase": book.phases, "duty": book.duties, "group": book.groups, "task": book.tasks.values(),
            "money": book.money, "body": book.organisation.bodies, "term": book.terms,
            "list": book.checklists, "reference": book.references,
        }  # fmt: skip
        for kind, held in items.items():
            for item in held:
                yield from flat.of_item(book.id, kind, item)
        for checklist in book.checklists:
            yield from flat.of_lines(book.id, checklist)
        yield from flat.free(book.id, "plan", book.plan.points)
        yield from flat.free(book.id, "liaison", book.liaisons.points)
        yield from self._free(book.id)

    def _document(self, path: Path) -> Document:
        if not path.exists():
            document = Document(self._name(path), None, None)
            document.faults.append(
                Fault(document.file, 1, "缺少这个文件", "请新建，写法见 docs/editing-knowledge.md")
            )
        else:
            document = parse(path, self._name(path))
        self.documents.append(document)
        return document

    def _name(self, path: Path) -> str:
        return f"knowledge/data/plans/{self.folder.name}/{path.relative_to(self.folder)}"

    def _whole(self, file: str, model: type[M]) -> M | None:
        document = self._document(self.folder / file)
        return None if document.faults else validate(document, model, document.data)

    def _items(self, file: str, key: str, model: type[M]) -> tuple[M, ...]:
        document = self._document(self.folder / file)
        if document.faults:
            return ()
        rows = document.data.get(key) if isinstance(document.data, dict) else None
        if not isinstance(rows, list) or set(document.data) != {key}:
            document.faults.append(
                Fault(document.file, 1, f"最外层应当只有“{key}:”和它的列表", f"请写成 {key}: 开头")
            )
            return ()
        read = (validate(document, model, row, (key, number)) for number, row in enumerate(rows))
        return tuple(row for row in read if row is not None)

    def _free(self, plan: str) -> Iterator[PlanPoint]:
        for path in [self.folder / "silent.yaml", *sorted((self.folder / "points").glob("*.yaml"))]:
            document = self._document(path)
            file = None if document.faults else validate(document, PointFile, document.data)
            if file is not None:
                yield from flat.free(plan, path.stem, file.points)
