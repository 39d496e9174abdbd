"""The command and buttons of 我的进展."""

from __future__ import annotations

from collections.abc import Callable

from knowledge import PlanBook

from ..access import Act
from ..area import Area, Button, Command
from ..errors import UnknownUnit
from ..people.finding import units_named
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from ..units import home_plan, unit_of
from . import counties, lights, pages, ten_ones, whose

View = Callable[[Turn, str, PlanBook, str], Reply]


def progress(turn: Turn, name: str) -> Reply:
    """Show the own county's progress, the counties that one may see, or the named one."""
    units = whose.counties(turn)
    if name:
        return _named(turn, name, units)
    if len(units) == 1:
        return pages.county(turn, units[0], _book(turn, units[0]))
    if not units:
        return Reply((Text(say("progress.no_counties"), strong=True),), Outcome.ANSWERED, "progress")
    return counties.overview(turn, units, _book(turn, units[0]), 0)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `g:<view>.<county>.<more>` and `g:all.<page>`; rights are checked by each view."""
    name, _, rest = action.partition(".")
    if name == "all":
        units = whose.counties(turn)
        page = _page(rest)
        return counties.overview(turn, units, _book(turn, units[0]), page) if units else progress(turn, "")
    code, _, more = rest.partition(".")
    unit = f"county:{code}"
    if name not in _VIEWS or turn.catalogue.places.by_unit(unit) is None:
        return Reply((Notice(say("progress.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    turn.require(Act.SEE_ENTRIES, unit)
    return _VIEWS[name](turn, unit, _book(turn, unit), more)


def _named(turn: Turn, name: str, units: tuple[str, ...]) -> Reply:
    exact, near = units_named(name, units, turn)
    if len(exact) == 1:
        return pages.county(turn, exact[0], _book(turn, exact[0]))
    offered = (exact or near)[:8]
    said = Text(say("membership.which" if offered else "membership.no_unit", name=name[:40]), strong=True)
    choices = tuple(
        Choice(unit_of(unit, turn.catalogue).name, f"g:of.{unit.partition(':')[2]}") for unit in offered
    )
    return Reply((said, Choices(choices, 2)) if choices else (said,), Outcome.ASK_BACK, "progress")


def _book(turn: Turn, unit: str) -> PlanBook:
    book = home_plan(unit_of(unit, turn.catalogue), turn.catalogue)
    if book is None:
        raise UnknownUnit(unit, sentence=say("errors.unknown_unit", name=unit))
    return book


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


_VIEWS: dict[str, View] = {
    "of": lambda turn, unit, book, more: pages.county(turn, unit, book, _page(more)),
    "missing": lambda turn, unit, book, more: pages.missing(turn, unit, book, _page(more)),
    "lights": lambda turn, unit, book, more: lights.lights(turn, unit, book, _page(more)),
    "rule": lights.rule,
    "ten": lambda turn, unit, book, _more: ten_ones.ten_ones(turn, unit, book),
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
    ),
    buttons=(Button("g", pressed, act=Act.SEE_ENTRIES),),
)
