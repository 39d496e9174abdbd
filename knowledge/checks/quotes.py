"""Every quote and every clause's text stands in the plan's source, line ends folded away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ..catalogue import Catalogue, PlanBook
from ..faults import Fault
from ..loading import Document
from .walk import documents, values

_MARKUP = ("**", "<p>", "<ol", "</")


def check_quotes(catalogue: Catalogue, data: Path) -> Iterator[Fault]:
    """Give a fault for each quote that is not in source.txt, carries markup, or a changed source."""
    for book, document in documents(catalogue):
        yield from _in_source(book, document)
        if document.file.endswith("/plan.yaml"):
            yield from _same_source(book, document, data)


def _in_source(book: PlanBook, document: Document) -> Iterator[Fault]:
    keys = ("quote", "text") if document.file.endswith("/clauses.yaml") else ("quote",)
    for key in keys:
        for loc, quote in values(document.data, key):
            line = document.line(loc)
            if quote not in book.source:
                todo = "请从 source.txt 逐字复制（换行直接连起来，错字照抄）"
                yield Fault(document.file, line, f"原话“{str(quote)[:24]}…”不在 source.txt 里", todo)
            elif key == "quote" and any(mark in quote for mark in _MARKUP):
                yield Fault(document.file, line, f"原话“{quote[:24]}…”里有排版记号", "请只引用文字部分")


def _same_source(book: PlanBook, document: Document, data: Path) -> Iterator[Fault]:
    path = data / "plans" / book.id / "source.txt"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != book.plan.source_sha256:
        line = document.line(("source_sha256",))
        yield Fault(document.file, line, "source.txt 与登记的 SHA-256 不同", f"核对原文无误后改成 {digest}")
