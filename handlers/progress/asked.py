"""Questions in plain words about what was entered, led to the pages that show it."""

from __future__ import annotations

import re

from ..area import Handle
from ..people.finding import units_named
from ..turn import Turn
from . import counties, pages, quiet, whose
from .cycles import present

_END = r"[?？。！!呢呀啊吗了]*"
_WHAT = r"(?:啥|什么|哪些|多少|几条)(?:内容|东西|进展|事)?"
_HOW = r"(?:怎么样|怎样|咋样|咋个样|如何)"
_DONE = rf"(?:报|做|干|记|填)了(?:些|点)?{_WHAT}"
_STANDS = rf"(?:的?进展|(?:做|干|报|完成)[得的]?(?:情况)?){_HOW}"
_DID = rf"(?:最近|这个月|都|现在|目前)*(?:{_DONE}|{_STANDS})"
_OF = re.compile(rf"(?P<who>[\u4e00-\u9fff]{{2,15}}?)的?{_DID}{_END}")
_COUNTY = r"(?:县|县里|县上|县市区|县区|单位|地方)"
_NOTHING = re.compile(
    rf"(?:(?:有|还有)?(?:哪些|哪几个|哪个|几个|多少个?){_COUNTY}?)(?:还|最近|这个月|都)*"
    rf"(?:一条|啥|什么|一点)也?都?(?:没|没有|没得)(?:报|记|填|写)(?:过|上来)?{_END}"
)
_ALL = re.compile(rf"(?:我们)?(?:下面|全[省市州]|各|州里|市里|省里|的|几个|这些|所有)*{_COUNTY}")


def text(turn: Turn) -> Handle | None:
    """Return who serves a question about entries that the person may see; None for other texts."""
    said = re.sub(r"\s", "", turn.text)
    if not turn.request.private or not (_NOTHING.fullmatch(said) or _OF.fullmatch(said)):
        return None
    units = whose.counties(turn)
    if len(units) > 1 and _NOTHING.fullmatch(said):
        return lambda writing: quiet.silent(writing, units, quiet.USUAL)
    asked = _OF.fullmatch(said)
    if asked is None or not units:
        return None
    if len(units) > 1 and _ALL.fullmatch(asked["who"]):
        return lambda writing: counties.overview(writing, units, 0)
    exact, _ = units_named(asked["who"], units, turn)
    if len(exact) != 1:
        return None
    return lambda writing: pages.county(writing, exact[0], present(writing, exact[0]))
