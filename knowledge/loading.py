"""Strict YAML: every fault of a file at once, with its line and what to do.

PyYAML's traps are closed here and nowhere else: `8:30` stays text, `no` stays text, `010` stays text,
dates stay text until a model asks for them, and a key that stands twice is a fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from .faults import Fault, KnowledgeError

M = TypeVar("M", bound=BaseModel)
Loc = tuple[int | str, ...]

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOL = re.compile(r"^(?:true|false)$")
_INT = re.compile(r"^(?:0|-?[1-9][0-9]*)$")
_FLOAT = re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$")
_NULL = re.compile(r"^(?:null|)$")


class _Loader(_BASE):  # type: ignore[misc]
    """Resolves true/false, plain integers and decimals, null; everything else is text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", _BOOL, list("tf")),
    ("int", _INT, list("-0123456789")),
    ("float", _FLOAT, list("-0123456789")),
    ("null", _NULL, ["n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, _first)


@dataclass(slots=True)
class Document:
    """A parsed file: plain data, and for each place in it the line where it stands."""

    file: str
    data: Any
    root: yaml.Node | None
    faults: list[Fault] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """Return the 1-based line of the value at `loc`, or of its nearest parent."""
        node, line = self.root, 1
        for step in loc:
            if node is None:
                break
            line = node.start_mark.line + 1
            node = _child(node, step)
        return node.start_mark.line + 1 if node is not None else line


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def parse(path: Path, name: str) -> Document:
    """Read one YAML file; a syntax error or a doubled key becomes a fault in the document."""
    text = path.read_text(encoding="utf-8")
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            data = loader.construct_document(root) if root is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        fault = Fault(name, line, f"YAML 写法有误（{error.problem}）", "请检查这一行的缩进、冒号和引号")
        return Document(name, None, None, [fault])
    document = Document(name, data, root)
    document.faults.extend(_doubled(root, name))
    return document


def _doubled(node: yaml.Node | None, name: str) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                todo = f"同名的键已在第 {seen[key.value]} 行，请删去一个"
                yield Fault(name, line, f"键“{key.value}”写了两次", todo)
            seen[key.value] = line
            yield from _doubled(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(value, name)


def validate(document: Document, model: type[M], data: Any, at: Loc = ()) -> M | None:
    """Return `data` as a `model`, or None after adding every fault to the document."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            document.faults.append(_explain(document, model, at, detail))  # type: ignore[arg-type]
        return None


_WANTED = {
    "string_pattern": "不是这一项允许的写法",
    "string_too_short": "不能空着",
    "tuple": "应当是列表，写成 [甲, 乙]，或者一行一个，前面加 - ",
    "list": "应当是列表，写成 [甲, 乙]，或者一行一个，前面加 - ",
    "int": "应当是整数，不加引号",
    "float": "应当是数，不加引号",
    "bool": "应当是 true 或 false",
    "greater_than": "数太小",
    "less_than": "数太大",
    "model": "下面应当是“键: 值”，一行一个",
    "dict": "下面应当是“键: 值”，一行一个",
}
"""What a field wants, by the beginning of pydantic's kind of error."""


def _explain(document: Document, model: type[BaseModel], at: Loc, detail: dict[str, Any]) -> Fault:
    loc: Loc = at + tuple(detail["loc"])
    where, line = str(loc[-1]) if loc else model.__name__, document.line(loc)
    kind = detail["type"]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(where, _field_names(model), n=1)
        todo = f"是不是想写“{near[0]}”？" if near else "请删去，或对照 docs/editing-knowledge.md 的字段表"
        return Fault(document.file, line, f"不认识的键“{where}”", todo)
    if kind == "missing":
        return Fault(document.file, line, f"缺少“{where}”", "请补上这一项")
    if kind.startswith("date"):
        return Fault(
            document.file, line, f"“{where}”不是有效日期：{detail['input']}", "请写成 2022-10-31 的样子"
        )
    if kind == "string_type":
        value = detail["input"]
        return Fault(document.file, line, f"“{value}”应当是文字", f'请加引号写成 "{value}"')
    if kind == "enum" or kind == "literal_error":
        values = re.findall(r"'([^']+)'", detail.get("ctx", {}).get("expected", ""))
        return Fault(
            document.file,
            line,
            f"“{where}”的值“{detail['input']}”不在允许的范围",
            f"可用的值：{'、'.join(values)}",
        )
    what = next((words for ending, words in _WANTED.items() if kind.startswith(ending)), detail["msg"])
    todo = "请对照 docs/editing-knowledge.md 的字段表"
    return Fault(document.file, line, f"“{where}”的值不对（{what}）", todo)


def _field_names(model: type[BaseModel], depth: int = 3) -> list[str]:
    """Every key that may stand in the model or the models inside it."""
    names: list[str] = []
    for name, info in model.model_fields.items():
        names.append(name)
        for inner in _inner(info.annotation):
            if depth:
                names += _field_names(inner, depth - 1)
    return names


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inner(part)


def raise_faults(documents: list[Document]) -> None:
    """Raise KnowledgeError when any document has faults."""
    faults = [fault for document in documents for fault in document.faults]
    if faults:
        raise KnowledgeError(faults)
