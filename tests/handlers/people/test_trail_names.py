"""What the audit trail calls an action in Chinese: every action that the code writes has such a name."""

from __future__ import annotations

import re
from pathlib import Path

from handlers.phrases import phrase_names

HANDLERS = Path(__file__).resolve().parents[3] / "handlers"
_WRITTEN = re.compile(r"\baudit(?:\.add)?\(\s*\"(\w+)\"")


def actions(source: str) -> set[str]:
    """The actions that a piece of code writes to the trail."""
    return set(_WRITTEN.findall(source))


def test_every_action_has_a_name() -> None:
    written = {one for file in HANDLERS.rglob("*.py") for one in actions(file.read_text(encoding="utf-8"))}
    assert {"add_entry", "withdraw_entry", "see_progress", "invite"} <= written
    assert {one for one in written if f"audit.{one}" not in phrase_names()} == set()


def test_an_action_is_found_however_it_is_written() -> None:
    assert actions('turn.audit("a", x)\nstore.audit.add(\n    "b",\n    at=now)') == {"a", "b"}
