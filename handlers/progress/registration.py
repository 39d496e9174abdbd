"""The command and buttons of 我的进展."""

from __future__ import annotations

from collections.abc import Callable

from ..access import Act
from ..area import Area, Button, Command
from ..people.finding import units_named
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from ..units import unit_of
from . import asked, counties, export, in_words, lights, pages, quiet, ten_ones, whose
from .cycles import MARK, Cycle, numbered, present

View = Callable[[Turn, str, Cycle, str], Reply]


def progress(turn: Turn, name: str) -> Reply:
    """Show the own county's progress, the counties that one may see, or the named one."""
    units = whose.counties(turn)
    if name:
        return _named(turn, name, units)
    if len(units) == 1:
        return pages.county(turn, units[0], present(turn, units[0]))
    if not units:
        return Reply((Text(say("progress.no_counties"), strong=True),), Outcome.ANSWERED, "progress")
    return counties.overview(turn, units, 0)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `g:<view>.<county>.<more>`, and views of all counties; rights are checked by each view."""
    name, _, rest = action.partition(".")
    if name in _OF_ALL:
        units = whose.counties(turn)
        reply = _OF_ALL[name](turn, units, rest) if units else None
        return reply or progress(turn, "")
    code, _, more = rest.partition(".")
    code, _, number = code.partition(MARK)
    unit = f"county:{code}"
    if name not in _VIEWS or turn.catalogue.places.by_unit(unit) is None:
        return Reply((Notice(say("progress.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    turn.require(Act.SEE_ENTRIES, unit)
    cycle = numbered(turn, unit, number) if number else present(turn, unit)
    if cycle is None:
        return Reply((Notice(say("progress.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    return _VIEWS[name](turn, unit, cycle, more)


def _named(turn: Turn, name: str, units: tuple[str, ...]) -> Reply:
    exact, near = units_named(name, units, turn)
    if not exact and (listed := counties.named(turn, units, name)) is not None:
        return listed
    if len(exact) == 1:
        return pages.county(turn, exact[0], present(turn, exact[0]))
    offered = (exact or near)[:8]
    said = Text(say("membership.which" if offered else "membership.no_unit", name=name[:40]), strong=True)
    choices = tuple(
        Choice(unit_of(unit, turn.catalogue).name, f"g:of.{unit.partition(':')[2]}") for unit in offered
    )
    return Reply((said, Choices(choices, 2)) if choices else (said,), Outcome.ASK_BACK, "progress")


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _duties(turn: Turn, unit: str, cycle: Cycle, duty: str) -> Reply:
    """The lights of the duties, or the rule of one."""
    # Only here: what is owed is read with the counting of this package, so it cannot be read before it.
    from . import duty_lights

    return (
        duty_lights.duty_rule(turn, unit, cycle, duty) if duty else duty_lights.duty_lights(turn, unit, cycle)
    )


def _prefecture(turn: Turn, units: tuple[str, ...], rest: str) -> Reply | None:
    code, _, page = rest.partition(".")
    return counties.of_prefecture(turn, units, code, _page(page))


def _silent(turn: Turn, units: tuple[str, ...], rest: str) -> Reply:
    days, _, prefecture = rest.partition(".")
    return quiet.silent(turn, units, _page(days) or quiet.USUAL, prefecture)


_OF_ALL: dict[str, Callable[[Turn, tuple[str, ...], str], Reply | None]] = {
    "all": lambda turn, units, rest: counties.overview(turn, units, _page(rest)),
    "in": _prefecture,
    "words": in_words.of_all,
    "quiet": _silent,
}
"""Views of all the counties that one may see; none of them: the own progress."""

_VIEWS: dict[str, View] = {
    "of": lambda turn, unit, cycle, more: pages.county(turn, unit, cycle, _page(more)),
    "missing": lambda turn, unit, cycle, more: pages.missing(turn, unit, cycle, _page(more)),
    "lights": lambda turn, unit, cycle, more: lights.lights(turn, unit, cycle, _page(more)),
    "rule": lights.rule,
    "duties": lambda turn, unit, cycle, _more: _duties(turn, unit, cycle, ""),
    "duty": _duties,
    "said": in_words.of_county,
    "ten": lambda turn, unit, cycle, _more: ten_ones.ten_ones(turn, unit, cycle),
}

AREA = Area(
    "progress",
    commands=(
        Command(
            "progress",
            say("progress.command"),
            progress,
            words=(say("progress.word"), "进展", "完成情况"),
            act=Act.SEE_ENTRIES,
        ),
        Command(
            "export",
            say("progress.command_export"),
            export.export,
            words=("导出", "导出记录", "导出表格", "导出台账"),
            act=Act.SEE_ENTRIES,
        ),
    ),
    buttons=(Button("g", pressed, act=Act.SEE_ENTRIES, in_place=True),),
    text=asked.text,
)
