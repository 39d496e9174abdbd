"""Units that count the same in another word: 人 and 名, 场 and 次."""

from __future__ import annotations

PERSONS = frozenset({"人", "人次", "名"})
EVENTS = frozenset({"场", "次", "期"})
PERSONS_OR_ANY = PERSONS | {"个"}
"""With the word that people put before anything, persons among it."""
EVENTS_OR_ANY = EVENTS | {"个"}
"""With the word that people put before anything, events among it."""
