"""Loading the knowledge base: reading YAML, validating, indexing, and the snapshot instead of all that.

`python -m bench.loading STEP` is one step in a process of its own, as a start finds it.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import yaml

from knowledge import Understanding, load_catalogue, load_knowledge
from knowledge.catalogue import DATA
from knowledge.loading import parse

from .fresh import fresh
from .table import table

Work = Callable[[], object]
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def loading(rounds: int = 5) -> str:
    """Return the table on loading."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        run = partial(fresh, Path(name), "-m", "bench.loading")
        runs: list[dict[str, float]] = [{step: run(step) for step in STEPS} for _ in range(rounds)]
        kept = Path(name) / "kept"
        load_knowledge(folder=kept)
        size = sum(path.stat().st_size for path in kept.iterdir()) / 1e6
    taken = {step: median(one[step] for one in runs) for step in STEPS}
    files = plan_files()
    bytes_read = sum(path.stat().st_size for path in files)
    return "\n\n".join(
        (
            "## Loading the knowledge base",
            f"{len(files)} files of the plans, {bytes_read / 1e6:.2f} MB of YAML; the snapshot has "
            f"{size:.1f} MB. Each step in fresh interpreters taken in turns; median of {rounds}.",
            table(
                ("step", "ms", "÷ plain loader"),
                [(STEPS[step][0], ms, ms / taken["plain"]) for step, ms in taken.items()],
            ),
        )
    )


def plan_files() -> list[Path]:
    """Return the YAML files of all plans."""
    return sorted((DATA / "plans").rglob("*.yaml"))


def _plain() -> Work:
    texts = [path.read_text(encoding="utf-8") for path in plan_files()]
    return lambda: [yaml.load(text, _FAST) for text in texts]


def _strict() -> Work:
    return lambda: [parse(path, path.name) for path in plan_files()]


def _plans() -> Work:
    return load_catalogue


def _index() -> Work:
    return partial(Understanding, load_catalogue())


def _language() -> Work:
    catalogue = load_catalogue()
    return partial(Understanding, catalogue, index=Understanding(catalogue).built)


def _first() -> Work:
    return partial(load_knowledge, folder=Path(tempfile.mkdtemp(dir=".")))


def _later() -> Work:
    folder = Path("later")
    load_knowledge(folder=folder)
    return partial(load_knowledge, folder=folder)


STEPS: dict[str, tuple[str, Callable[[], Work]]] = {
    "plain": ("plain YAML loader, nothing else", _plain),
    "strict": ("strict YAML: lines kept, doubled keys found", _strict),
    "plans": ("plans read and validated (`load_catalogue`)", _plans),
    "index": ("understanding, its index built", _index),
    "language": ("understanding, index at hand (language, names, places)", _language),
    "first": ("all of it, first start (`load_knowledge`, snapshot written)", _first),
    "later": ("all of it, later starts (from the snapshot)", _later),
}
"""Each step: what it is, and what is prepared for it, which is not timed."""


def main(step: str) -> None:
    """Do one step and print its milliseconds."""
    work = STEPS[step][1]()
    gc.collect()
    started = time.perf_counter()
    kept = work()
    taken = (time.perf_counter() - started) * 1000
    assert kept is not None, "what was loaded is alive until the time is taken"
    print(json.dumps(taken))


if __name__ == "__main__":
    main(sys.argv[1])
