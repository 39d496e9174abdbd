"""The counties under a unit, in the order of their codes: facts for each, no ranking."""

from __future__ import annotations

from ..area import command_choice
from ..people.naming import listed_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import in_words, prefectures
from .cycles import Cycle, presents, told_by
from .pages import summary
from .prefectures import MANY, by_prefecture, counted
from .quiet import USUAL
from .standing import TaskStanding, standings

_SILENT = 3
"""More counties without anything to tell than that share one row."""


def overview(turn: Turn, units: tuple[str, ...], page: int = 0) -> Reply:
    """Show the counties that the person may see, many by prefecture first; the look is written down."""
    if len(units) > MANY and len(by_prefecture(turn, units)) > 1:
        return _prefectures(turn, units)
    return _listed(turn, units, page, say("progress.counties_title", count=len(units)), "g:all", "")


def of_prefecture(turn: Turn, units: tuple[str, ...], code: str, page: int = 0) -> Reply | None:
    """Show those of the counties that lie in a prefecture, given by its code; None when none does."""
    mine = by_prefecture(turn, units).get(f"prefecture:{code}", [])
    if not mine:
        return None
    title = say("progress.prefecture_title", name=_name(turn, f"prefecture:{code}"), count=len(mine))
    back = [Choice(say("progress.back"), "g:all.0")] if len(mine) < len(units) else []
    return _listed(turn, tuple(mine), page, title, f"g:in.{code}", code, *back)


def named(turn: Turn, units: tuple[str, ...], name: str) -> Reply | None:
    """Show those of the counties that lie in the prefecture of this name; None when it is none of theirs."""
    prefecture = prefectures.named(turn, units, name)
    return of_prefecture(turn, units, prefecture.partition(":")[2]) if prefecture is not None else None


def _prefectures(turn: Turn, units: tuple[str, ...]) -> Reply:
    """How many counties of each prefecture entered anything, each with its page."""
    turn.audit("see_progress", "counties", detail={"page": 0, "units": len(units)})
    cycles = presents(turn, units)
    told = {unit for unit, rows in told_by(turn, cycles).items() if rows}
    groups = by_prefecture(turn, units)
    options = tuple(
        Choice(counted(turn, one, len(told & set(mine)), len(mine)), f"g:in.{one.partition(':')[2]}.0")
        for one, mine in groups.items()
    )
    blocks = (
        Text(say("progress.all_title", count=len(units), told=len(told)), strong=True),
        Text(say("progress.by_name", name=_name(turn, units[0]))),
        Choices(options, 2),
        *_in_rounds(cycles),
        Notice(say("progress.counties_note")),
        Choices((*in_words.of_all_buttons(), *_further()), 2),
    )
    return Reply(blocks, Outcome.ANSWERED, "progress_counties")


def _listed(
    turn: Turn, units: tuple[str, ...], page: int, title: str, action: str, code: str, *more: Choice
) -> Reply:
    """One page of counties; `code`: that of the prefecture in which all of them lie, "" for no such one."""
    shown = units[page * MANY : (page + 1) * MANY]
    turn.audit("see_progress", "counties", detail={"page": page, "units": len(shown)})
    cycles = presents(turn, shown)
    by_unit = told_by(turn, cycles)
    silent = [unit for unit in shown if not by_unit[unit]]
    gathered = silent if len(silent) > _SILENT else []
    rows = tuple(
        (
            _name(turn, unit),
            _words(standings(cycles[unit].book, by_unit[unit], turn.today), bool(by_unit[unit])),
        )
        for unit in shown
        if unit not in gathered
    )
    names = "、".join(_name(turn, unit) for unit in gathered)
    options = tuple(Choice(_name(turn, unit), f"g:of.{unit.partition(':')[2]}") for unit in shown)
    turning = [Choice(say("progress.page_before"), f"{action}.{page - 1}")] if page > 0 else []
    if (page + 1) * MANY < len(units):
        turning.append(Choice(say("progress.page_after"), f"{action}.{page + 1}"))
    blocks = (
        Text(title, strong=True),
        *((Facts(rows),) if rows else ()),
        *((Text(say("progress.silent_many", count=len(gathered), names=names)),) if gathered else ()),
        *_in_rounds(cycles),
        Notice(say("progress.counties_note")),
        Choices(options, 2),
        Choices(
            (
                *in_words.of_all_buttons(code),
                *_further(),
                *turning,
                *more,
            ),
            2,
        ),
    )
    return Reply(blocks, Outcome.ANSWERED, "progress_counties")


def _further() -> tuple[Choice, ...]:
    quiet = Choice(say("progress.quiet"), f"g:quiet.{USUAL}")
    return quiet, command_choice(say("progress.export"), "export")


def _name(turn: Turn, unit: str) -> str:
    return listed_name(unit, turn.catalogue)


def _in_rounds(cycles: dict[str, Cycle]) -> list[Block]:
    """Which of the counties are counted by a round."""
    names = dict.fromkeys(cycle.name for cycle in cycles.values() if cycle.round is not None)
    return [Notice(say("rounds.counted_by", names="、".join(names)))] if names else []


def _words(known: tuple[TaskStanding, ...], told: bool) -> str:
    if not told:
        return say("progress.silent")
    reported, met, numbered = summary(known)
    return say("progress.county_row", reported=reported, met=met, numbered=numbered)
