"""Loading the knowledge base: reading YAML, validating, indexing, and the snapshot instead of all that."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import yaml

from knowledge import Understanding, load_catalogue, load_knowledge
from knowledge.catalogue import DATA
from knowledge.loading import parse

from .table import table

T = TypeVar("T")
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def loading(rounds: int = 5) -> str:
    """Return the table on loading."""
    files = sorted((DATA / "plans").rglob("*.yaml"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    plain, _ = _median(lambda: [yaml.load(text, _FAST) for text in texts], rounds)
    strict, _ = _median(lambda: [parse(path, path.name) for path in files], rounds)
    catalogue_ms, catalogue = _median(load_catalogue, rounds)
    indexing, understanding = _median(lambda: Understanding(catalogue), rounds)
    indexed, _ = _median(lambda: Understanding(catalogue, index=understanding.built), rounds)
    whole, snapshot, size = _snapshot(rounds)
    rows = (
        ("plain YAML loader, nothing else", plain, 1.0),
        ("strict YAML: lines kept, doubled keys found", strict, strict / plain),
        ("plans read and validated (`load_catalogue`)", catalogue_ms, catalogue_ms / plain),
        ("understanding with its index built", indexing, indexing / plain),
        ("understanding, index at hand (language, names, places)", indexed, indexed / plain),
        ("all of it, first start (`load_knowledge`, snapshot written)", whole, whole / plain),
        (f"all of it, later starts (snapshot of {size:.1f} MB)", snapshot, snapshot / plain),
    )
    bytes_read = sum(path.stat().st_size for path in files)
    return "\n\n".join(
        (
            "## Loading the knowledge base",
            f"{len(files)} files, {bytes_read / 1e6:.2f} MB of YAML; median of {rounds} in one process.",
            table(("step", "ms", "÷ plain loader"), rows),
        )
    )


def _snapshot(rounds: int) -> tuple[float, float, float]:
    """Milliseconds without and with a snapshot, and its size in MB."""
    first, later = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            first.append(_timed(partial(load_knowledge, folder=folder))[0])
            later.append(_timed(partial(load_knowledge, folder=folder))[0])
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    return median(first), median(later), size


def _median(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    """The median milliseconds of `work`, and what it returned last."""
    runs = [_timed(work) for _ in range(rounds)]
    return median(taken for taken, _ in runs), runs[-1][1]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return (time.perf_counter() - started) * 1000, result
