"""Numbers told at a rate: 每个乡镇演1场 of 3个乡镇 makes 3场, 每场80人 of 3场 makes 240人.

A rate of money or time stays a detail of the note; how often a thing is to be held (每季度1次) is no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .found import Found
from .line import Quantity, Share
from .ranges import RANGE, both_ends

Span = tuple[int, int]

ONE_EACH = re.compile("一(?:乡镇|镇|乡|街道|村|社区|企业|车间|工地|家|户|校|厂|站|点)[一1]")
"""As good as 每: 三个镇一镇一场."""
_EVERY = re.compile(
    r"(?:每一?|(?<!第)一(?=(?:乡镇|镇|乡|街道|村|社区|企业|车间|工地|家|户|校|厂|站|点)$))(?!年|月|周|日|晚|季|半年|个(?:月|季|星期|礼拜|年|人)|人|名|位)(?P<what>[^每,。;!、\d]{1,14})$"
)
_MEASURE = re.compile(r"个|家|处|所|户|场|期|次|支|天|座|批|堂")
_ALIKE = {"批": "期", "堂": "场", "处": "个", "座": "个", "所": "个"}
_NUMERAL = rf"(?P<count>(?:\d+|[一二两三四五六七八九十百]+){RANGE})"
_AREAS = re.compile(
    r"乡镇|镇|乡|街道|村|社区|县|园区|片区|工业园|开发区|班组|车间|工地|部门|单位|企业|公司|学校|点(?!赞|评)"
)
_GONE_TO = re.compile(r"(?:[走跑去到进建签访入]了?|[了过])$")
"""Before a number of places that was done itself: 跑了4家企业."""
_LONGEST, _SHORTEST = 4, 1
_DETAIL = frozenset({"元", "万元", "%", "天", "条"})
"""Units in which a rate says how it was done, not how much."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What a rate comes to: the number, or None for a mere detail.

    `place`: where the number of places stands; `open`: words that leave it open how many there are.
    """

    one: Found | None
    place: Span | None = None
    open: str = ""


def rated(text: str, one: Found, found: Sequence[Found], *, rate: bool) -> Rated | None:
    """Return what a number is where 每 stands before it; None where it is told for no each.

    `found` are the other numbers of the line; `rate`: the number stands so close that it is nothing else.
    """
    every = _EVERY.search(text, 0, one.start)
    if every is None or one.quantity.unit in _DETAIL:
        return Rated(None) if rate else None
    measure = _MEASURE.match(every["what"])
    noun = every["what"][measure.end() if measure else 0 :]
    said = _places(text, noun, every.span()) if noun else None
    ends = both_ends(said["count"]) if said is not None else None
    if said is not None and ends is not None:
        others = [two for two in found if not said.start() <= two.start < said.end()]
        place = None if _GONE_TO.search(text, 0, said.start()) else said.span()
        times = Quantity(ends[0], "", approx=ends[1] is not None, upto=ends[1])
        return _multiplied(one, times, others, place)
    counted = _counted(measure[0], every.start(), found, one) if measure else None
    if counted is not None:
        return _multiplied(one, counted.quantity, found, every.span())
    area = _AREAS.match(noun)
    if area is None:
        return Rated(None) if rate else None
    if any(_alike(one, two) for two in found):
        return Rated(replace(one, quantity=replace(one.quantity, share=Share.PART)))
    return Rated(one, open=text[every.start() : one.end])


def _places(text: str, noun: str, every: Span) -> re.Match[str] | None:
    """Where the line says how many of what stands after 每 there are: 3个乡镇, 12个村."""
    for length in range(min(_LONGEST, len(noun)), _SHORTEST - 1, -1):
        name = noun[:length]
        if length == _SHORTEST and not _AREAS.match(name):
            continue
        way = re.compile(rf"{_NUMERAL}(?:个|家|处|所|户|座)?(?:乡|街)?{re.escape(name)}")
        for said in way.finditer(text):
            if said.end() <= every[0] or said.start() >= every[1]:
                return said
    return None


def _counted(measure: str, before: int, found: Sequence[Found], one: Found) -> Found | None:
    """The number in the measure of 每场, 每期, 每个: the nearest before it, else the first behind it."""
    unit = _ALIKE.get(measure, measure)
    like = [two for two in found if two is not one and two.quantity.unit == unit and not two.denied]
    earlier = [two for two in like if two.end <= before]
    return earlier[-1] if earlier else next(iter(like), None)


def _multiplied(one: Found, times: Quantity, found: Sequence[Found], place: Span | None) -> Rated:
    """The number times how many there are; of two numbers with two ends the lower and the upper ones."""
    told = one.quantity
    value, most = told.value * times.value, (told.upto or told.value) * (times.upto or times.value)
    if times.value < 1 or any(_alike(one, two) and two.quantity.value == value for two in found):
        return Rated(None, place)
    approx, upto = told.approx or times.approx, most if most > value else None
    return Rated(replace(one, quantity=replace(told, value=value, approx=approx, upto=upto)), place)


def _alike(one: Found, two: Found) -> bool:
    return two is not one and two.quantity.unit == one.quantity.unit and not two.denied
