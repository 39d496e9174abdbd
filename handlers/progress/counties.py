"""The counties under a unit, in the order of their codes: facts for each, no ranking."""

from __future__ import annotations

from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .cycles import Cycle, presents, told_by
from .pages import summary
from .quiet import USUAL
from .standing import TaskStanding, standings

PAGE = 12


def overview(turn: Turn, units: tuple[str, ...], page: int) -> Reply:
    """Show the counties that the person may see, one page at a time; the look is written down."""
    shown = units[page * PAGE : (page + 1) * PAGE]
    turn.audit("see_progress", "counties", detail={"page": page, "units": len(shown)})
    cycles = presents(turn, shown)
    by_unit = told_by(turn, cycles)
    rows = tuple(
        (
            unit_name(unit, turn.catalogue),
            _words(standings(cycles[unit].book, by_unit[unit], turn.today), bool(by_unit[unit])),
        )
        for unit in shown
    )
    options = tuple(
        Choice(unit_name(unit, turn.catalogue).removesuffix("总工会"), f"g:of.{unit.partition(':')[2]}")
        for unit in shown
    )
    blocks: list[Block] = [
        Text(say("progress.counties_title", count=len(units)), strong=True),
        Facts(rows),
        *_in_rounds(cycles),
        Notice(say("progress.counties_note")),
        Choices(options, 2),
    ]
    blocks.append(Choices((Choice(say("progress.quiet"), f"g:quiet.{USUAL}"),)))
    turning = [Choice(say("progress.page_before"), f"g:all.{page - 1}")] if page > 0 else []
    if (page + 1) * PAGE < len(units):
        turning.append(Choice(say("progress.page_after"), f"g:all.{page + 1}"))
    if turning:
        blocks.append(Choices(tuple(turning), 2))
    return Reply(tuple(blocks), Outcome.ANSWERED, "progress_counties")


def _in_rounds(cycles: dict[str, Cycle]) -> list[Block]:
    """Which of the counties are counted by a round."""
    names = dict.fromkeys(cycle.name for cycle in cycles.values() if cycle.round is not None)
    return [Notice(say("rounds.counted_by", names="、".join(names)))] if names else []


def _words(known: tuple[TaskStanding, ...], told: bool) -> str:
    if not told:
        return say("progress.silent")
    reported, met, numbered = summary(known)
    return say("progress.county_row", reported=reported, met=met, numbered=numbered)
