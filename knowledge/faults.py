"""A fault in the knowledge base: where it stands, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend, in words for the person who edits the YAML."""

    file: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        """`file:line: what. todo`, so that editors can jump to it."""
        return f"{self.file}:{self.line}: {self.what}。{self.todo}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used; carries every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults sorted by file and line."""
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))
