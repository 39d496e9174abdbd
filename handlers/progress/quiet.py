"""The counties from which nothing at all was entered within a chosen time, in the order of their codes."""

from __future__ import annotations

from datetime import timedelta

from ..access import Act, may_anywhere
from ..area import command_choice
from ..ask.days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from ..units import unit_of

USUAL = 30
"""Days that are looked at when none were chosen."""
_SPANS = (7, 30, 60, 90)


def silent(turn: Turn, units: tuple[str, ...], days: int) -> Reply:
    """Name the counties without any entry of the last days, today included; the look is written down."""
    first = turn.today - timedelta(days=days - 1)
    turn.audit("see_missing", "counties", detail={"units": len(units), "days": days})
    told: set[str] = set()
    for plan in {unit_of(unit, turn.catalogue).plan for unit in units}:
        rows = turn.store.entries.for_progress(units, plan, since=first, until=turn.today)
        told |= {row.unit for row in rows}
    quiet = [unit for unit in units if unit not in told]
    blanks = {"first": day_name(first), "last": day_name(turn.today), "all": len(units), "count": len(quiet)}
    names = "、".join(unit_name(unit, turn.catalogue).removesuffix("总工会") for unit in quiet)
    spans = [Choice(say("progress.quiet_days", days=one), f"g:quiet.{one}") for one in _SPANS if one != days]
    ways = [command_choice(say("nudges.word"), "nudge")] if may_anywhere(Act.NUDGE, turn.memberships) else []
    blocks = (
        Text(say("progress.quiet_title", **blanks), strong=True),
        *((Text(names),) if names else ()),
        Notice(say("progress.quiet_note")),
        Choices((*spans, Choice(say("progress.counties"), "g:all.0"), *ways), 2),
    )
    return Reply(blocks, Outcome.ANSWERED, "progress_quiet")
