"""Intent templates: which combination of words and entities means which intent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from ..faults import Fault
from ..loading import Document, parse, raise_faults, validate
from ..schema.language import IntentFile

_RANK = itemgetter(0)
_ALWAYS = ""
"""Stands for the words of a template that needs none."""
_PART = re.compile(r"^(!?)(?:\{([a-z_]+)\}|<([a-z_]+)>)$")
ENTITIES = frozenset(
    (
        *("county", "prefecture", "province", "foreign", "unknown_place"),
        *("unit", "body", "person", "stranger", "period", "number", "plan", "profile", "rated"),
        *("task_number", "group_number", "one_number", "question_number"),
        *("annex_number", "clause_number", "section_number", "line_number", "amount"),
    )
)


@dataclass(frozen=True, slots=True)
class Template:
    """One way to express an intent; `score` grows with what it demands."""

    intent: str
    text: str
    needs: int
    vetoes: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """An intent that the sentence fits, and the template that says so."""

    intent: str
    template: str
    score: float


class Templates:
    """All templates of all intents, compiled to bit masks."""

    def __init__(self, files: Iterable[IntentFile], groups: Iterable[str]) -> None:
        """Compile; raises ValueError for a part that is neither a known group nor an entity."""
        self._bits = {name: 1 << n for n, name in enumerate([*sorted(ENTITIES), *groups])}
        self.intents = {file.intent: file for file in files}
        self.templates = sorted(
            (self._compile(file, text) for file in self.intents.values() for text in file.templates),
            key=lambda template: -template.score,
        )
        self._by_need = self._indexed()

    def mask(self, features: Iterable[str]) -> int:
        """Return the bits of the features found in a sentence."""
        bits = 0
        for feature in features:
            bits |= self._bits.get(feature, 0)
        return bits

    def match(self, features: Iterable[str]) -> list[Match]:
        """Return the best template of each fitting intent, best first."""
        found = {_ALWAYS, *features}
        bits = self.mask(found)
        fitting = [
            (rank, template)
            for feature in found
            for rank, needs, vetoes, template in self._by_need.get(feature, ())
            if bits & needs == needs and not bits & vetoes
        ]
        best: dict[str, Template] = {}
        for _, template in sorted(fitting, key=_RANK):
            best.setdefault(template.intent, template)
        return [Match(one.intent, one.text, one.score) for one in best.values()]

    def _indexed(self) -> dict[str, list[tuple[int, int, int, Template]]]:
        """The templates with their ranks, under that word of each which the fewest templates need."""
        needed = {
            name: sum(bool(one.needs & bit) for one in self.templates) for name, bit in self._bits.items()
        }
        index: dict[str, list[tuple[int, int, int, Template]]] = defaultdict(list)
        for rank, one in enumerate(self.templates):
            names = (name for name, bit in self._bits.items() if one.needs & bit)
            rarest = min(names, key=needed.__getitem__, default=_ALWAYS)
            index[rarest].append((rank, one.needs, one.vetoes, one))
        return index

    def _compile(self, file: IntentFile, text: str) -> Template:
        needs = vetoes = 0
        score = file.weight
        for part in text.split():
            found = _PART.match(part)
            name = (found[2] or found[3]) if found else ""
            if name not in self._bits:
                raise ValueError(f"{file.intent}: unknown part {part!r}")
            if found and found[1]:
                vetoes |= self._bits[name]
                score += 0.01
            else:
                needs |= self._bits[name]
                score += 1.5 if found and found[2] else 1.0
        return Template(file.intent, text, needs, vetoes, score)


def load_templates(folder: Path, groups: Collection[str]) -> Templates:
    """Read every intent file. Raises KnowledgeError with all faults."""
    files, documents = [], []
    for path in sorted(folder.rglob("*.yaml")):
        document = parse(path, f"knowledge/data/language/intents/{path.relative_to(folder)}")
        documents.append(document)
        file = None if document.faults else validate(document, IntentFile, document.data)
        if file is None:
            continue
        if file.intent != path.stem:
            document.faults.append(
                Fault(document.file, 1, f"意图名“{file.intent}”与文件名不同", "请改成一样")
            )
        document.faults += _unknown_parts(document, file, groups)
        files.append(file)
    raise_faults(documents)
    return Templates(files, groups)


def _unknown_parts(document: Document, file: IntentFile, groups: Collection[str]) -> Iterator[Fault]:
    for number, text in enumerate(file.templates):
        for part in text.split():
            found = _PART.match(part)
            if not found or (found[2] and found[2] not in ENTITIES) or (found[3] and found[3] not in groups):
                line = document.line(("templates", number))
                todo = "实体写成 {county}，词组写成 <who>，名称见 words/*.yaml"
                yield Fault(document.file, line, f"模板里的“{part}”不认识", todo)
