"""The questions that are asked: the development set where it is at hand, else the project's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OWN = Path(__file__).with_name("questions.txt")
DEVELOPMENT = ROOT.parent / "shared" / "benchmark" / "ask_dev.jsonl"
DAY = "2023-04-10"
"""The day on which a question is asked that names none: the middle of both programmes."""

Case = dict[str, Any]
"""What `python -m bot ask --batch` takes: question, county, plan, date, history."""

_NAMES = frozenset({"county", "prefecture", "liaison", "province", "plan", "date"})


@dataclass(frozen=True)
class Questions:
    """Questions and where they come from."""

    source: str
    cases: tuple[Case, ...]


def load_questions(limit: int | None = None) -> Questions:
    """Return the questions, `limit` of them spread over the whole set. Raises ValueError for a bad line."""
    if DEVELOPMENT.exists():
        lines = DEVELOPMENT.read_text(encoding="utf-8").splitlines()
        source, cases = "development set", [json.loads(line) for line in lines if line.strip()]
    else:
        source, cases = "own questions", own_questions()
    dated = [{"date": DAY, **case} for case in cases]
    chosen = dated[:: max(1, len(dated) // limit)][:limit] if limit else dated
    return Questions(source, tuple(chosen))


def own_questions(path: Path = OWN) -> list[Case]:
    """Return the project's own questions. Raises ValueError for a line that is written wrongly."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    """`question | county=… | after=the question before`; `after` may stand several times."""
    question, *rest = (part.strip() for part in line.split("|"))
    case: Case = {"question": question}
    for part in rest:
        name, _, value = part.partition("=")
        if name == "after" and value:
            case.setdefault("history", []).append(value)
        elif name in _NAMES and value:
            case[name] = value
        else:
            raise ValueError(f"{line!r}: {part!r} is none of after=…, {', '.join(sorted(_NAMES))}")
    return case
