"""For which papers of the plan an entry is used, so that nobody is asked for the same thing again."""

from __future__ import annotations

import re
from functools import cache

from knowledge import Duty, PlanBook, Role
from storage import Entry, EntryKind

from ..phrases import say

_SHOWN = 4


def papers(entry: Entry, book: PlanBook) -> tuple[str, ...]:
    """Return the papers of the plan that take entries of this kind and are not past on the entry's day."""
    found = [duty for duty in book.duties if _is_for(duty.title, entry.kind) and _takes(duty, entry)]
    return tuple(duty.title for duty in found[:_SHOWN])


def _takes(duty: Duty, entry: Entry) -> bool:
    past = duty.due is not None and duty.due.date < entry.on
    return not past and (Role.COUNTY in duty.owes or Role.COUNTY in duty.concerns)


@cache
def _is_for(title: str, kind: EntryKind) -> bool:
    """Whether a paper of this title takes entries of this kind; the plans have few papers."""
    return re.search(say(f"checkin.papers_{kind.value}"), title) is not None
