"""Numbers that are told for each of several days, places or things: 昨天和今天各办1场, 三个乡镇各30人."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..understanding.numbers import parse_number
from .every import ONE_EACH, Rated, rated
from .found import Found, standing
from .line import Quantity, Share
from .ranges import RANGE

Span = tuple[int, int]

EACH = re.compile(
    r"(?<!全[国省市县州])各(?:自|地|处|点|天|乡镇|家|村|组)?(?:都|也|分别)?"
    r"(?:新?[办搞开演做弄讲发建招放捐给有来到去派出选送配领录写做印添]|安排|举办|开展|召开|组织|宣讲|参加|参训|培训|慰问|新增|新建|发展|入会|入|录入?|采集|登记|走访|帮扶|资助|救助|建会|报名|结业)?"
    r"(?:了|过|有|约){0,2}$"
    # A deed may name its thing before the number: 各宣讲二十大1场.
    r"|(?<!全[国省市县州])各(?:都|也|分别)?(?:宣讲|举办|开展|召开|慰问|新建|[办搞演做弄送](?!公|事)|开(?!发)|讲(?!师)|建(?![筑设]))"
    r"[了过]?[^,。;!\d一二两三四五六七八九十各]{0,2}(?:二十大)?[^,。;!\d一二两三四五六七八九十各]{0,5}$"
)
_SIGNS = ",。;!"
_NUMERAL = r"(?:\d+|[一二两三四五六七八九十百]+)"
_PLACES = r"(?:个|处)?(?:乡镇|镇|乡|街道|村|社区|县|园区|片区|工业园|开发区|点|班组|车间|工地|部门|单位)"
_SAID = re.compile(
    rf"(?P<count>{_NUMERAL}{RANGE})(?P<of>天|{_PLACES}|个|家|户|场|次|期|支|位|名|人|所|处)"
    r"(?P<what>[^,。;!、和与及跟\d一二两三四五六七八九十]{0,8})$"
)
_LISTED = re.compile(r"[\u3400-\u9fff]{1,6}?(?:镇|乡|街道|村|社区|县|区|园|厂|公司|学校|医院|工地)")
_BETWEEN = re.compile(r"[、,和与及跟]?")
_ENDING = 2
"""So many signs at the end of two names say that they are things of one kind."""
_IS_PLACE = re.compile(rf"天|{_PLACES}")
_IS_AREA = re.compile("(?:乡镇|镇|乡|街道|村|社区|县|园区|片区|工业园|开发区|工地|部门|单位|点)")


@dataclass(frozen=True, slots=True)
class Spread:
    """The numbers of a line, those told for each multiplied; `told`: as they stand where 各 or 每 does.

    `open`: words that leave it open how many there are.
    """

    found: list[Found]
    open: str = ""
    told: tuple[Found, ...] = ()

    def standing(self) -> Spread:
        """Return the numbers without those that the line denies."""
        return replace(self, found=standing(self.found), told=tuple(standing(self.told)))


def multiplied(
    text: str, found: Sequence[Found], days: Sequence[Span], rates: Sequence[Found] = ()
) -> Spread:
    """Return the numbers, each 各办1场 times the days, places or things that stand before it.

    A number of places that only says how many (三个乡镇各办1场) is no quantity of its own. Where nothing says
    how many, the number stays as it is and the words are returned as open. `rates` are told right after 每.
    """
    at_rates = "每" in text or ONE_EACH.search(text) is not None
    if "各" not in text and not at_rates:
        return Spread(list(found))
    spread = _for_each(text, found, days) if "各" in text else Spread(list(found))
    spread = _at_rates(text, spread, rates) if at_rates else spread
    return replace(spread, told=tuple(found))


def _at_rates(text: str, spread: Spread, rates: Sequence[Found]) -> Spread:
    """The numbers, those told at a rate (每个乡镇1场) as what they come to."""
    found = spread.found
    result: list[Found] = []
    places: list[Span] = []
    left_open = spread.open
    for one in sorted((*found, *rates), key=lambda number: number.start):
        told = rated(text, one, found, rate=one in rates) or Rated(one)
        result += [told.one] if told.one is not None else []
        places += [told.place] if told.place is not None else []
        left_open = left_open or told.open
    kept = [one for one in result if not any(begin <= one.start < end for begin, end in places)]
    return Spread(kept, left_open)


def _for_each(text: str, found: Sequence[Found], days: Sequence[Span]) -> Spread:
    result: list[Found] = []
    places: set[int] = set()
    left_open, times = "", 0
    for one in found:
        each = EACH.search(text, 0, one.start)
        if each is None or one.denied:
            result.append(one)
            continue
        begin = _begin(text, each.start())
        place: Span | None = None
        if begin < each.start() or times < 2:
            begin = begin if begin < each.start() else _begin(text, begin - 1)
            times, place = _times(text[begin : each.start()].rstrip(_SIGNS), begin, each.start(), days)
        if times > 1:
            result.append(replace(one, quantity=_of_all(one, times, found)))
            places |= {two.start for two in found if place and place[0] <= two.start < place[1]}
        else:
            left_open = left_open or text[each.start() : one.end]
            result.append(one)
    return Spread([one for one in result if one.start not in places], left_open)


def _begin(text: str, end: int) -> int:
    """Where the clause begins that goes up to `end`; one that begins with 各 leans on the one before."""
    return max(text.rfind(sign, 0, max(0, end)) for sign in _SIGNS) + 1


def _of_all(one: Found, times: int, found: Sequence[Found]) -> Quantity:
    """The number of all; where it was told before, 办了2场,两个镇各1场, it is only a detail of that one."""
    value = one.quantity.value * times
    before = (two for two in found if two.end <= one.start and two.quantity.unit == one.quantity.unit)
    if any(two.quantity.value == value for two in before):
        return replace(one.quantity, share=Share.PART)
    upto = one.quantity.upto
    return replace(one.quantity, value=value, upto=upto * times if upto is not None else None)


def _times(clause: str, begin: int, end: int, days: Sequence[Span]) -> tuple[int, Span | None]:
    """How many there are, and where a number of mere places stands; 0 where nothing says it."""
    said = _SAID.search(clause)
    if said is not None:
        place = (begin + said.start(), begin + said.end()) if _names_places(said) else None
        return int(parse_number(said["count"]) or 0), place
    named = [span for span in days if begin <= span[0] and span[1] <= end]
    if len(named) > 1:
        return len(named), None
    return _in_list(clause), None


def _names_places(said: re.Match[str]) -> bool:
    return _IS_PLACE.fullmatch(said["of"]) is not None or (
        said["of"] in ("个", "处") and _IS_AREA.match(said["what"]) is not None
    )


def _in_list(clause: str) -> int:
    """How many places or things of one kind a clause lists: 章凤镇和景坎镇, 骑手驿站和环卫驿站."""
    parts = re.split("[、和与及跟]", clause)
    alike = all(_LISTED.search(part) for part in parts) or len({part[-_ENDING:] for part in parts}) == 1
    return len(parts) if len(parts) > 1 and alike else 0
