"""厂务公开会其实没开: what was recorded and did not happen is offered to be withdrawn."""

from __future__ import annotations

import re

from knowledge import Amendment, ReportLine
from storage import Draft, Entry, EntryStatus

from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import stored
from .card import card
from .choosing import with_open
from .content import from_json
from .finding import fits_draft, fitting

_OFFERED = 6
_NOT = (
    r"(?:没有?|未|没能|没得)"
    r"(?:开|办|搞|做|弄|建|成|去|发|签|讲|来|有|完成|举办|召开|开展|组织|培训|慰问|走访|挂牌|落实)"
)
_RATHER = r"(?:其实|实际上?|不对|错了|搞错|弄错|记错|报错|说错|不是|根本|压根|最后|后来)"
_SAID = re.compile(
    rf"{_RATHER}[^。;]{{0,16}}{_NOT}|{_NOT}[^。;]{{0,8}}(?:记错|报错|弄错|搞错|说错|记早|报早)"
)


def offered(turn: Turn, line: ReportLine, draft: Draft | None) -> Reply | None:
    """Return what can be withdrawn because, as the line says, it did not happen; None for any other line.

    None as well where nothing is recorded of the work: then the line is a report like others.
    """
    if line.amendment is not None or line.quantities or _SAID.search(line.text) is None:
        return None
    meant = Amendment(withdraw=True, tasks=tuple(choice.task for part in line.parts for choice in part.tasks))
    if not meant.tasks:
        return None
    if draft is not None and fits_draft(content := from_json(draft.payload), meant):
        return card(turn, draft, Notice(say(f"checkin.{'drop_these' if content.waiting else 'drop_this'}")))
    found = [one for one in fitting(turn, meant) if one.status is not EntryStatus.NONE]
    return with_open(draft, _which(turn, found)) if found else None


def _which(turn: Turn, found: list[Entry]) -> Reply:
    if len(found) == 1:
        return stored.show(turn, found[0], Notice(say("checkin.did_not_happen")))
    options = tuple(
        Choice(stored.listed(turn, one), f"e:{one.id}:{one.version}:show") for one in found[:_OFFERED]
    )
    asked = Text(say("checkin.which_did_not_happen"), strong=True)
    return Reply((asked, Choices(options)), Outcome.ASK_BACK, "which_entry")
