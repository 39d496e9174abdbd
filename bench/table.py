"""Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; all columns but the first are aligned right."""
    lines = [_line(head), _line(["---", *["--:"] * (len(head) - 1)])]
    return "\n".join(lines + [_line([_cell(value) for value in row]) for row in rows])


def number(value: float) -> str:
    """Return a number with three figures that count: 0.042, 4.2, 42, 4,200."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 0.1 else f"{value:.3f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
