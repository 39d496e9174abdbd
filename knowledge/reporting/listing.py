"""Numbers that stand for others of their work: all of which some are told, what is told one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .alike import EVENTS_OR_ANY
from .found import Found

_EVENTS = frozenset({"场", "次"})
_THERE = frozenset({"个", "家"})
_ALL = re.compile(r"(?:^|[,。;!]|全[县市区]|[县市区]里|我[县市区们]|所属|下属|辖区|共|的)$")
_SOME_OF = re.compile(
    r"(?:(?!其中)[㐀-鿿]){1,10}(?:里有|中有|有|里|中)"
    r"|(?:乡镇|镇|乡|街道|村|社区|企业|公司|单位|学校|园区)(?:工会|职工之家)?[㐀-鿿]{1,4}了"
)
_IN_ALL = re.compile(
    r"[㐀-鿿]{0,6}[,;(](?:全[县市区]|我[县市区]|[县市区]里)?(?:一共|总共|共|总的)?(?:是|有)?"
)
_PLACES = re.compile("(?:乡镇|镇|乡|街道|村|社区|企业|公司|单位)(?=$|[,。;!)])")
_SIGNS = ",。;!、"
_MEMBERS = "(?:工会)?(?:会员|职工|基层工会|工会组织|注册会员)"
_STOCK = re.compile(rf"(?:全[县市区]|我[县市区]|现有|目前|共有)*{_MEMBERS}(?:数|总数)?(?:有|是|为|共)?")
_IN_ALL_STOCK = re.compile(
    rf"(?:全[县市区]|我[县市区])?(?:总{_MEMBERS}|{_MEMBERS}总数|现有{_MEMBERS})(?:数|有|是|为|达|到)*"
)
_NEW = re.compile(
    r"[^,。;\d]{0,2}[,;](?:其中)?(?:今年|本月|本周|今天|这次)?新(?:增|发展|入会|吸收)[^,。;\d]{0,6}"
)
_NEW_BEFORE = re.compile(r"新(?:增|发展|入会|吸收)[^,。;\d]{0,6}$")
_WHICH = re.compile("[上前这那头]$")
_NEAR = 2
_UP_TO = re.compile(r"[^,。;]{0,5}(?:到|至|为)了?")


def same(one: Found, other: Found) -> bool:
    """True where `one` stands and has the same unit."""
    return not one.denied and one.quantity.unit == other.quantity.unit


def lists(found: Sequence[Found], one: Found) -> bool:
    """True for one of several numbers that together are the one before them: 2个,一个在东街一个在西街."""
    for at, whole in enumerate(found):
        after = [two for two in found[at + 1 :] if same(two, whole)]
        if (
            len(after) > 1
            and one in after
            and sum(two.quantity.value for two in after) == whole.quantity.value
        ):
            return True
    return False


def risen(text: str, found: Sequence[Found]) -> list[Found]:
    """从5家做到9家: the first number is what was before, the second a running total."""
    result: list[Found] = []
    for one in found:
        before = result[-1] if result else None
        rises = before and same(before, one) and text.startswith("从", max(0, before.start - 1))
        if before and rises and _UP_TO.fullmatch(text, before.end, one.start):
            result[-1] = replace(before, denied=True)
            one = replace(one, quantity=replace(one.quantity, so_far=True))
        result.append(one)
    return result


def how_many(text: str, found: Sequence[Found]) -> list[Found]:
    """Without what says which time is meant where the times are counted too: 上一次宣讲办了3场."""
    times = [one for one in found if one.quantity.unit in _EVENTS]
    which = [one for one in times if one.quantity.value == 1 and _WHICH.search(text, 0, one.start)]
    return [one for one in found if one not in which or len(which) == len(times)]


def without_all(text: str, found: Sequence[Found]) -> list[Found]:
    """Without how many there are of which some are told: 14个乡镇有9个达标了.

    Only places and firms are there whatever is done: 60人参加有20人是女职工 are 60.
    """
    result = list(found)
    for one, two in pairwise(found):
        all_, some = one.quantity, two.quantity
        there = all_.unit in _THERE and not all_.people
        of_all = there and all_.unit == some.unit and all_.value >= some.value
        if of_all and _ALL.search(text, 0, one.start) and _SOME_OF.fullmatch(text, one.end, two.start):
            result.remove(one)
        elif there and all_.unit == some.unit and all_.value < some.value and _of_so_many(text, one, two):
            result.remove(two)
    return result


def _of_so_many(text: str, one: Found, two: Found) -> bool:
    """True where the second number tells of how many places the first one is: 达标4个,共11个乡镇."""
    return (
        _IN_ALL.fullmatch(text, one.end, two.start) is not None and _PLACES.match(text, two.end) is not None
    )


def without_stock(text: str, found: Sequence[Found]) -> list[Found]:
    """Without how many there are beside how many are new: 会员1200人,新增80人; 新增会员80,总会员1200."""
    result = list(found)
    for one, two in pairwise(found):
        less, more = sorted((one, two), key=lambda number: number.quantity.value)
        if less.quantity.unit != more.quantity.unit or less.quantity.value == more.quantity.value:
            continue
        begin = max(text.rfind(sign, 0, more.start) for sign in _SIGNS) + 1
        if more is one:
            new = _NEW.fullmatch(text, one.end, two.start)
            stock = _STOCK.fullmatch(text, begin, more.start)
        else:
            new = _NEW_BEFORE.search(text, 0, one.start)
            stock = _IN_ALL_STOCK.fullmatch(text, begin, more.start)
        if new and stock and more in result:
            result.remove(more)
    return result


def summed(found: Sequence[Found]) -> list[Found]:
    """Without what only lists the number before it one by one: 两期,一期45人一期52人."""
    result: list[Found] = []
    for one in found:
        same = [two for two in result if two.quantity.unit == one.quantity.unit]
        listed = (
            one.quantity.value == 1
            and one.quantity.text[:1] in "一1"
            and any(two.quantity.value > 1 for two in same)
        )
        followed = any(
            0 <= two.start - one.end <= _NEAR and two.quantity.unit != one.quantity.unit for two in found
        )
        if not (listed and followed and one.quantity.unit in EVENTS_OR_ANY):
            result.append(one)
    return result


def by_work(found: Sequence[Found], borders: Sequence[int]) -> list[list[Found]]:
    """The numbers, those of each work by themselves."""
    if not borders:
        return [list(found)]
    ends = [0, *borders, found[-1].end if found else 0]
    return [[one for one in found if begin <= one.start < end] for begin, end in pairwise(ends)]
