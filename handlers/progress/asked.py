"""Questions in plain words about what was entered, led to the pages that show it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..area import Handle
from ..people.finding import units_named
from ..reply import Reply
from ..spoken import END
from ..turn import Turn
from . import counted, counties, entered, lights, pages, quiet, ten_ones, whose
from .cycles import present

_WHAT = r"(?:啥|什么|哪些|多少|几条)(?:内容|东西|进展|事)?"
_HOW = r"(?:怎么样|怎样|咋样|咋个样|如何)"
_DONE = rf"(?:报|做|干|记|填)了(?:些|点)?{_WHAT}"
_PROGRESS = r"的?(?:工作|总体)?(?:进展|进度|完成情况)(?:情况)?"
_STANDS = rf"(?:(?P<progress>{_PROGRESS})(?:{_HOW})?|的?(?:做|干|报|完成)[得的]?(?:情况)?{_HOW})"
_DID = rf"(?:最近|这个月|都|现在|目前)*(?:{_DONE}|{_STANDS})"
_OF = re.compile(rf"(?P<who>[\u4e00-\u9fff]{{0,15}}?)的?{_DID}{END}")
_COUNTY = r"(?:县|县里|县上|县市区|县区|单位|地方)"
_NOTHING = re.compile(
    rf"(?:(?:有|还有)?(?:哪些|哪几个|哪个|几个|多少个?){_COUNTY}?)(?:还|最近|这个月|都)*"
    rf"(?:(?:一条|啥|什么|一点)也?都?)?(?:没|没有|没得)(?:报|记|填|写)(?:过|上来)?{END}"
)
_MINE = r"(?:我们?|咱们?|本)"
_ALL = re.compile(rf"{_MINE}?(?:下面|全[省市州]|各|[省市州]里?|的|几个|这些|所有)*{_COUNTY}?")
_OWN = re.compile(rf"(?:{_MINE}(?:这边|这里)?的?|全){_COUNTY}?(?:总?工会)?")
_LEFT = re.compile(rf"(?:{_MINE}{_COUNTY}?)?(?:还|都)*(?:差|缺)(?:哪些|什么|啥|多少){END}")
_LIGHTS = re.compile(rf"(?:看|{_MINE}{_COUNTY}?的?)*(?:任务)?亮灯(?:情况|页)?{END}")
_PLACE = re.compile(rf"(?:下面|各|所有|全部|的)*{_COUNTY}?$")
"""What may follow a prefecture's name: 昆明市各县."""
_FARE = (
    r"(?:做到哪(?:里|儿|步)?|完成(?:得|情况|了)?|做得|做了|落实得?|进展|进度)"
    rf"(?:{_HOW}|多少|哪些|几个)?{END}"
)
_DUTIES = re.compile(rf"(?:看)?事项(?:亮灯|的灯)(?:情况)?{END}")
_MANY = re.compile(r"几|多少|(?:报|记|填)[了过的]|[了标](?:没|吗|么)|记录|进展|[上后前]一?[次回]")
_LIST = re.compile(r"(?:做到哪|完成|做得|做了|进展|落实).{0,8}$")


def _duties(turn: Turn, unit: str) -> Reply:
    # Only here: what is owed is read with the counting of this package, so it cannot be read before it.
    from . import duty_lights

    return duty_lights.duty_lights(turn, unit, present(turn, unit))


_VIEWS = (
    (_LEFT, lambda turn, unit: pages.missing(turn, unit, present(turn, unit))),
    (_DUTIES, _duties),
    (_LIGHTS, lambda turn, unit: lights.lights(turn, unit, present(turn, unit), 0)),
)


def text(turn: Turn) -> Handle | None:
    """Return who serves a question about entries that the person may see; None for other texts."""
    said = re.sub(r"\s", "", turn.text)
    asked = _OF.fullmatch(said)
    view = next((shown for words, shown in _VIEWS if words.fullmatch(said)), None)
    if not turn.request.private or not turn.memberships:
        return None
    if not (asked or view or _NOTHING.fullmatch(said) or _MANY.search(said) or _LIST.search(said)):
        return None
    units = whose.counties(turn)
    if not units:
        return None
    if (entries := entered.asked(turn, said, units)) is not None:
        return entries
    if (task := counted.last_time(turn, said, units) or counted.asked(turn, said, units)) is not None:
        return task
    if (listed := _list(turn, said, units)) is not None:
        return listed
    if view is not None:
        return _own_or_all(units, view)
    if len(units) > 1 and _NOTHING.fullmatch(said):
        return lambda writing: quiet.silent(writing, units, quiet.USUAL)
    return _standing(turn, asked, units) if asked is not None else None


def _list(turn: Turn, said: str, units: tuple[str, ...]) -> Handle | None:
    """Who shows the page of the plan's checklist: 十个一做到哪了."""
    if len(units) != 1:
        return None
    checklist = ten_ones.checklist_of(present(turn, units[0]).book)
    if checklist is None or not re.fullmatch(rf"(?:{_MINE}{_COUNTY}?的?)?{checklist.kind}{_FARE}", said):
        return None
    return lambda writing: ten_ones.ten_ones(writing, units[0], present(writing, units[0]))


def _standing(turn: Turn, asked: re.Match[str], units: tuple[str, ...]) -> Handle | None:
    """Who shows how the own county, all counties or the named one stand."""
    who = asked["who"]
    meant = (_OWN if len(units) == 1 else _ALL).fullmatch(who)
    if (who and meant) or (not who and asked["progress"]):
        return _own_or_all(units, lambda turn, unit: pages.county(turn, unit, present(turn, unit)))
    exact, _ = units_named(who, units, turn)
    if not exact and (place := _PLACE.sub("", who)) and counties.named(turn, units, place) is not None:
        return lambda writing: counties.named(writing, units, place) or counties.overview(writing, units)
    if len(exact) != 1:
        return None
    return lambda writing: pages.county(writing, exact[0], present(writing, exact[0]))


def _own_or_all(units: tuple[str, ...], view: Callable[[Turn, str], Reply]) -> Handle:
    """The page of the only county, else the list from which one is chosen."""
    if len(units) == 1:
        return lambda writing: view(writing, units[0])
    return lambda writing: counties.overview(writing, units)
