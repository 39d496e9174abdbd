"""Whether what is told shows the measure that is asked for: a length (几年一届), heads, a thing counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import Facet, PlanPoint

from ..question import Question

_NUMERAL = "[0-9一二两三四五六七八九十百千半]"
_LENGTH = re.compile(
    "(?<!哪)(?:几|多少)个?(?P<unit>年|天|月|小时|星期)(?P<each>[^,，。]{0,2}一?[次届回换])?[呢啊呀]?[?。!]*$"
)
"""At the end of the question; 出去住几天 inside it tells of a few days."""
_SHOWN = {
    "年": re.compile(f"(?<![0-9]){_NUMERAL}{{1,2}}年|每年|全年|年度|[0-9]{{4}}.*[0-9]{{4}}|定期"),
    "天": re.compile(f"{_NUMERAL}天|[0-9]日|周|百日|每月|定期|及时|月底|月初"),
    "月": re.compile("月|季|年"),
    "小时": re.compile("小时"),
    "星期": re.compile("周|星期|月|季"),
}
_MONTH = "月"
_ASKS_HEADS = re.compile("(?:几|多少|好多)(?:个?人(?![次均])|名(?![额堂字称])|位(?!置))")
_HEADS = re.compile(f"{_NUMERAL}+多?个?[ ]?(?:人|名|位)")
_BODY = "body:"
_COUNTED = re.compile(
    "(?:有|要|需要|[给派配分](?:我们|咱们?|各县|每县|县里)?)(?:多少[个家名位]?|几[个家名位])(?P<noun>(?![人钱次天年月县市州区])[一-鿿]{2,4}?)(?=$|[,，。?!呢啊吗呀了])"
)


def unmeasured(question: Question, told: Sequence[PlanPoint]) -> Facet | None:
    """Return the side on which a measure is asked for that nothing told shows; None when all is well."""
    told = [point for point in told if not point.silence]
    if not told or "yes_no" in question.reading.groups:
        return None
    text = question.text
    length = _LENGTH.search(text)
    if length and (length["unit"] != _MONTH or "个月" in length[0]):
        shows = _SHOWN[length["unit"]]
        if not any(shows.search(_shown(point)) for point in told):
            return Facet.OFTEN if length["each"] else Facet.WHEN
    if _ASKS_HEADS.search(text) and not any(_counts_heads(point) for point in told):
        return Facet.COUNT
    counted = None if Facet.MONEY in question.reading.facets else _COUNTED.search(text)
    if counted and not any(_counts(counted["noun"], point) for point in told):
        return Facet.COUNT
    return None


def _counts(noun: str, point: PlanPoint) -> bool:
    """True when a number stands before the noun in what the point tells."""
    return re.search(f"{_NUMERAL}[^,，。；]{{0,12}}{re.escape(noun)}", _shown(point)) is not None


def _counts_heads(point: PlanPoint) -> bool:
    return point.owner.startswith(_BODY) or _HEADS.search(point.say) is not None


def _shown(point: PlanPoint) -> str:
    return point.say + "".join(cite.quote for cite in point.cites)
