"""How load time, memory and answers grow when there are many times as many plans.

`python -m bench.growing make|ask TIMES FILE …` is one step of it in a process of its own.
"""

from __future__ import annotations

import json
import pickle
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.cli.asking import request_of
from handlers import Services
from knowledge import Understanding, load_catalogue

from .asking import answer_as_new
from .fresh import fresh
from .machine import resident
from .multiplying import multiplied
from .questions import Case, load_questions
from .samples import Samples, medians, time_each
from .table import number, table

FACTORS = (1, 3, 10, 30)
ONE_PLAN = "anhui-2022"
"""The plan that a question is asked against when it names none."""


def growing(limit: int | None = None, rounds: int = 3, factors: Sequence[int] = FACTORS) -> str:
    """Return the table on growth; every factor is measured in fresh interpreters."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        grown = [(factor, _grown(folder, factor, limit, rounds)) for factor in factors]
    base = grown[0][1]
    return "\n\n".join(
        (
            "## Growth",
            "Both plans so many times over, in fresh interpreters; the same questions asked in one plan, and "
            f"in all of them; median of {rounds} rounds each. Behind each figure: how many times that of "
            f"× {factors[0]}. Growth is at most linear where this is not above the factor.",
            table(
                ("plans", "points", "index ms", "start from snapshot ms", "memory MB"),
                [(f"× {f}", f"{m['points']:,}", *_compared(m, base, _SIZES)) for f, m in grown],
            ),
            table(
                ("plans", "one plan: mean µs", "p95 µs", "all plans: mean µs", "p95 µs"),
                [(f"× {f}", *_compared(m, base, _TIMES)) for f, m in grown],
            ),
        )
    )


_SIZES = ("index_ms", "start_ms", "memory")
_TIMES = ("one_mean", "one_p95", "all_mean", "all_p95")


def _compared(measured: dict[str, Any], base: dict[str, Any], names: Sequence[str]) -> list[str]:
    return [
        "unknown"
        if measured[name] is None
        else f"{number(measured[name])} (× {measured[name] / base[name]:.1f})"
        for name in names
    ]


def _grown(folder: Path, factor: int, limit: int | None, rounds: int) -> dict[str, Any]:
    file = str(folder / f"times-{factor}.pickle")
    made = fresh(folder, "-m", "bench.growing", "make", str(factor), file)
    asked = fresh(folder, "-m", "bench.growing", "ask", file, str(limit or 0), str(rounds))
    Path(file).unlink()
    return {**made, **asked}


def make(times: int, file: Path) -> dict[str, float]:
    """Multiply the plans, index them and keep both in a file as a start would find them."""
    catalogue = multiplied(load_catalogue(), times)
    started = time.perf_counter()
    understanding = Understanding(catalogue)
    taken = (time.perf_counter() - started) * 1000
    file.write_bytes(pickle.dumps((catalogue, understanding.built), pickle.HIGHEST_PROTOCOL))
    return {"index_ms": taken, "points": sum(len(book.points) for book in catalogue.plans.values())}


def ask(file: Path, limit: int | None, rounds: int) -> dict[str, float | None]:
    """Start from the file and ask the questions, in one plan and in all of them."""
    started = time.perf_counter()
    catalogue, index = pickle.loads(file.read_bytes())
    understanding = Understanding(catalogue, index=index)
    taken = (time.perf_counter() - started) * 1000
    memory = resident()
    services = Services(catalogue, understanding, None, partial(datetime.now, UTC))
    cases = load_questions(limit).cases
    one = _asked([_in_one(case) for case in cases], services, rounds)
    every = _asked([_in_all(case) for case in cases], services, rounds)
    return {
        "start_ms": taken,
        "memory": memory,
        "one_mean": one.mean,
        "one_p95": one.percentile(95),
        "all_mean": every.mean,
        "all_p95": every.percentile(95),
    }


def _in_one(case: Case) -> Case:
    return case if case.get("county") or case.get("prefecture") else {"plan": ONE_PLAN, **case}


def _in_all(case: Case) -> Case:
    return {name: value for name, value in case.items() if name in ("question", "date", "history")}


def _asked(cases: Sequence[Case], services: Services, rounds: int) -> Samples:
    requests = [request_of(case, services) for case in cases]
    return medians(time_each(lambda request: answer_as_new(request, services), requests, rounds))


def main(arguments: Sequence[str]) -> None:
    """Do one step and print its figures as JSON."""
    step, *rest = arguments
    if step == "make":
        figures: dict[str, Any] = make(int(rest[0]), Path(rest[1]))
    else:
        figures = ask(Path(rest[0]), int(rest[1]) or None, int(rest[2]))
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
