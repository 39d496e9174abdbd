"""Starting: imports, until ready, until the trial page answers, and memory."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path

from .fresh import compile_all, fresh
from .page import PageStart, start_page
from .table import number, table

ROUNDS = 7
BUNDLE = "telegram.ext, sqlalchemy.orm, rapidfuzz, pydantic, yaml"
IMPORTS = (
    ("the libraries alone", BUNDLE),
    ("one question on the command line", "bot.cli"),
    ("what the trial page needs", "bot.cli, storage, bot.web, bot.web.app, uvicorn"),
    ("what Telegram needs", "bot.cli, storage, bot.telegram, bot.telegram.run"),
)
_IMPORT = """
import time; started = time.process_time()
{work}
taken = time.process_time() - started
import json, bench.machine
print(json.dumps([taken * 1000, bench.machine.resident()]))
"""
_OURS = "from bot.beginning import uncollected\nwith uncollected():\n    import {names}"
"""As `python -m bot` does it; the libraries are imported as anybody would."""

_READY = """
import sys, time; started = time.perf_counter()
from pathlib import Path
from bot.beginning import uncollected
with uncollected():
    from bot.cli.asking import build_services
    from bot.config import Settings
    from handlers import Services
imported = time.perf_counter()
settings = Settings(data_dir=Path(sys.argv[1]))
known = None
if sys.argv[2:]:
    from datetime import UTC, datetime
    from knowledge import load_knowledge
    known = Services(*load_knowledge(folder=Path(sys.argv[2])), None, lambda: datetime.now(UTC))
services = build_services(settings, known=known)
taken = time.perf_counter() - started
services.storage.close()
import json, bench.machine
print(json.dumps([taken * 1000, (imported - started) * 1000, bench.machine.resident()]))
"""


def starting(rounds: int = ROUNDS) -> str:
    """Return the tables on imports, readiness and the trial page; the bytecode is made first."""
    compile_all()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        fresh(folder, "-c", "import json, knowledge; knowledge.load_knowledge(); print(json.dumps(0))")
        imports, ready, page = _imports(folder, rounds), _ready(folder, rounds), _page(folder, rounds)
    return "\n\n".join(
        (
            "## Starting",
            f"Fresh interpreters, with bytecode, taken in turns; median of {rounds}. The start of Python "
            "itself is in the last table only. Imports are counted in the processor's time, which others at "
            "work on the machine change little.",
            imports,
            ready,
            page,
        )
    )


def _imports(folder: Path, rounds: int) -> str:
    taken: dict[str, list[list[float]]] = {names: [] for _, names in IMPORTS}
    for _ in range(rounds):
        for _, names in IMPORTS:
            work = f"import {names}" if names == BUNDLE else _OURS.format(names=names)
            taken[names].append(fresh(folder, "-c", _IMPORT.format(work=work)))
    whole = _median(one[0] for one in taken[BUNDLE])
    rows = []
    for label, names in IMPORTS:
        times = [one[0] for one in taken[names]]
        rows.append(
            (
                f"{label}: `{names}`",
                *(f"{value:,.0f}" for value in (_median(times), min(times))),
                f"{_median(times) / whole:.2f}",
                _memory(one[1] for one in taken[names]),
            )
        )
    return table(("import of", "CPU ms", "least CPU ms", "÷ the libraries", "memory MB"), rows)


def _ready(folder: Path, rounds: int) -> str:
    """Until the services are built: knowledge, understanding and database. The imports are part of it."""
    kinds: dict[str, list[list[float]]] = {
        "nothing kept: empty data folder, no snapshot": [],
        "empty data folder": [],
        "every later start": [],
    }
    for turn in range(rounds):
        data, empty, other = folder / f"data-{turn}", folder / f"empty-{turn}", folder / f"other-{turn}"
        empty.mkdir()
        runs = ((str(other), str(empty)), (str(data),), (str(data),))
        for kept, arguments in zip(kinds.values(), runs, strict=True):
            kept.append(fresh(folder, "-c", _READY, *arguments))
    rows = [
        (
            name,
            *(f"{_median(one[part] for one in runs):,.0f}" for part in (0, 1)),
            _memory(r[2] for r in runs),
        )
        for name, runs in kinds.items()
    ]
    return table(("ready: services built", "ms", "of it imports", "memory MB"), rows)


def _page(folder: Path, rounds: int) -> str:
    starts: dict[str, list[PageStart]] = {"first start": [], "every later start": []}
    for turn in range(rounds):
        for kept in starts.values():
            kept.append(start_page(folder, folder / f"page-{turn}"))
    rows = [
        (
            name,
            f"{_median(one.answers for one in kept):,.0f}",
            f"{_median(one.question for one in kept):,.0f}",
            _memory(one.idle for one in kept),
            _memory(one.asked for one in kept),
        )
        for name, kept in starts.items()
    ]
    head = (
        "`python -m bot run`",
        "ms until the page answers",
        "ms first question",
        "memory MB",
        "after it MB",
    )
    return table(head, rows)


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _memory(values: Iterable[float | None]) -> str:
    known = [value for value in values if value is not None]
    return number(_median(known)) if known else "unknown"
