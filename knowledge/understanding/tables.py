"""The plain text tables under data/language that the understanding reads once at the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LANGUAGE = Path(__file__).resolve().parent.parent / "data" / "language"


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of every line that is neither empty nor a comment (#)."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            text = line.strip()
            if text and not text.startswith("#"):
                yield number, text


def language_lines(name: str) -> Iterator[str]:
    """The lines of a table under data/language, without comments."""
    for _, text in lines_of(LANGUAGE / name):
        yield text


def language_sections(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a table under data/language by section; a line that ends with a colon opens one."""
    sections: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in language_lines(name):
        if line.endswith(":"):
            section = line[:-1]
        else:
            sections[section] = (*sections.get(section, ()), *line.split())
    return sections
