"""The counties from which nothing at all was entered within a chosen time, in the order of their codes."""

from __future__ import annotations

from datetime import timedelta

from ..access import Act, may_anywhere
from ..area import command_choice
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from ..units import unit_of
from .prefectures import MANY, by_prefecture, counted

USUAL = 30
"""Days that are looked at when none were chosen."""
_SPANS = (7, 30, 60, 90)


def silent(turn: Turn, units: tuple[str, ...], days: int, code: str = "") -> Reply:
    """Name the counties without any entry of the last days, today included; the look is written down.

    Many are counted by prefecture; `code` is that of the prefecture which is looked at.
    """
    groups = by_prefecture(turn, units)
    units = tuple(groups.get(f"prefecture:{code}", units))
    first = turn.today - timedelta(days=days - 1)
    turn.audit("see_missing", "counties", detail={"units": len(units), "days": days})
    told: set[str] = set()
    for plan in {unit_of(unit, turn.catalogue).plan for unit in units}:
        rows = turn.store.entries.for_progress(units, plan, since=first, until=turn.today)
        told |= {row.unit for row in rows}
    quiet = [unit for unit in units if unit not in told]
    blanks = {"first": day_name(first), "last": day_name(turn.today), "all": len(units), "count": len(quiet)}
    within = f".{code}" if code else ""
    spans = [
        Choice(say("progress.quiet_days", days=one), f"g:quiet.{one}{within}")
        for one in _SPANS
        if one != days
    ]
    spans += [Choice(say("progress.back"), f"g:quiet.{days}")] if code else []
    ways = [command_choice(say("nudges.word"), "nudge")] if may_anywhere(Act.NUDGE, turn.memberships) else []
    blocks = (
        Text(say("progress.quiet_title", **blanks), strong=True),
        *_named(turn, quiet, groups if not code else {}, days),
        Notice(say("progress.quiet_note")),
        Choices((*spans, Choice(say("progress.counties"), "g:all.0"), *ways), 2),
    )
    return Reply(blocks, Outcome.ANSWERED, "progress_quiet")


def _named(turn: Turn, quiet: list[str], groups: dict[str, list[str]], days: int) -> list[Block]:
    """The counties by name; many by prefecture, each with the way to its own."""
    if len(quiet) > MANY and len(groups) > 1:
        options = tuple(
            Choice(counted(turn, one, silent, len(mine)), f"g:quiet.{days}.{one.partition(':')[2]}")
            for one, mine in groups.items()
            if (silent := len(set(mine) & set(quiet)))
        )
        return [Text(say("progress.quiet_by")), Choices(options, 2)]
    names = "、".join(unit_name(unit, turn.catalogue).removesuffix("总工会") for unit in quiet)
    return [Text(names)] if names else []
