"""What a claim says beside its numbers: of whom, how often, in one go. 对 needs all of it."""

from __future__ import annotations

import re

from knowledge import Money, PlanPoint, each_of, parse_number

from ..question import Question
from ..times.outside import CALENDAR_YEAR
from .claiming import END, ENDING, NUMERAL

_WHOLE = re.compile("全省|全州|全市|全国")
_ONE_OF_EACH = re.compile("每个?县|各县|一个县|县县")
_ONE_COUNTY = re.compile(
    "(?:都?给|拨给|分给|是|归)?(?:我们|咱们?|俺们|本|我)[县区市]|(?:都?给|拨给)?(?:每个?|一个)[县区]"
)
_SUM = re.compile("([0-9]+)万")
AT_ONCE = "一次性|一次就?[给发拨付][清完齐足]"
_AT_ONCE = re.compile(f"{AT_ONCE}|一把[给发拨付]清?")
_OF_MONEY = re.compile("专项|工作|经费|补助|资金|项目|计划")
_AT_MOST = re.compile("最多|至多|顶多|不超过|不能超过|封顶")
_AT_LEAST = re.compile("至少|不少于|不低于|以上|最少|起码")
_PART = re.compile("年初|年底|年中")
_ONLY = re.compile("[只仅光](?:算|是|能|要|给|有|包括|限)|才算")
_PAID_BY = re.compile("(?:省|州|市|县|全总|财政)[里总]?(?:来)?(?:出|配|掏|承担|负担)的")
_IN_PARTS = re.compile("分(?P<parts>[两二三四五2-5])[次批期回]|分期|分批")
_CYCLE = re.compile("每(?:个|一)?(?:年|月|季度?|半年|周|两个月)|年年|月月|按[月年季]|一年(?=[一两二三四1-9])")
"""What is said of every year needs a plan that says so; 一年 alone may be the one year of the plan."""
_MONTH = re.compile("([0-9]{1,2}|[一二三四五六七八九十]{1,2})月")
_RATIO = re.compile(f"({NUMERAL}+)(?:[:：]|比)({NUMERAL}+)")
_IS = re.compile(f"(?<![不还就总])是(?!不|否)(?P<said>[^,，。?？是]{{2,10}}?)(?:的)?(?:{ENDING}|不)?{END}")
_OF_IT = re.compile("的?(?:数|钱|任务|指标|量|标准|意思|活儿?|事|经费|补助|时候)?$")
_NOT_SO_MANY = re.compile(
    f"(?<!是)不是(?:每[^,，。0-9]{{0,4}})?{NUMERAL}[^,，。吗嘛]{{0,6}}(?:吧|对吧|是吧|没错吧){END}"
)
_MORE_OR_LESS = re.compile(
    f"(?:不止|不到|(?<!不)(?<!不得)超过|多于|大于|(?<!不)(?<!不得)(?:少于|低于)|不足|不满){NUMERAL}"
)
_HALF = 0.5


def denies_number(asked: str) -> bool:
    """Return True for 不是5万吧, which says that it is another number; 不是5万吗 takes it for granted."""
    return _NOT_SO_MANY.search(asked) is not None


def more_or_less(asked: str) -> bool:
    """Return True for 不止100人, which the printed number neither confirms nor denies."""
    return _MORE_OR_LESS.search(asked) is not None


def denied(asked: str, told: str) -> str:
    """Return the words of a claim that the plan's own words contradict, whatever number stands there."""
    at_once = _AT_ONCE.search(asked)
    if at_once and _IN_PARTS.search(told):
        return at_once[0]
    most = _AT_MOST.search(asked)
    if most and _AT_LEAST.search(told) and not _AT_LEAST.search(asked):
        return most[0]
    return _other_ratio(asked, told) or _other_part(asked, told)


def _other_part(asked: str, told: str) -> str:
    """年底 where the plan says 年初, and the other way round."""
    said, printed = set(_PART.findall(asked)), set(_PART.findall(told))
    return said.pop() if len(said) == len(printed) == 1 and said != printed else ""


def parts_of(text: str) -> float | None:
    """Return in how many parts a text says that something is paid: 2 of 分两次拨付; else None."""
    found = _IN_PARTS.search(text)
    return parse_number(found["parts"]) if found and found["parts"] else None


def of_others(asked: str, told: str) -> str:
    """Return of whom a claim says its number, where the plan says the number of others; else "".

    全省 where it is printed of each county, 每个县 where it is printed of the province.
    """
    whole, each = _WHOLE.search(asked), _ONE_OF_EACH.search(asked)
    told_each = any(one.kind == "county" for one in each_of(told))
    if whole and not each and told_each and not _WHOLE.search(told):
        return whole[0]
    return each[0] if each and not whole and not told_each and _WHOLE.search(told) else ""


def not_for_one(question: Question, plan: str) -> str:
    """Return of which one county a claim says a sum that is printed for all of them; else "".

    省总给我们县拨500万: no standard is so large, and the plan names no county.
    """
    one = _ONE_COUNTY.search(question.text)
    money = question.catalogue.plans[plan].money
    sums = {item.amount for item in money if item.amount} - {item.rate.value for item in money if item.rate}
    said = [match for match in _SUM.finditer(question.text) if parse_number(match[1]) in sums]
    return f"{one[0].removeprefix('是')}的" if one and said else ""


def sum_of_its_own(question: Question, point: PlanPoint) -> bool:
    """Return whether a claim names a printed sum by its title that the point does not print: 培训3500万."""
    said = {parse_number(match[1]) for match in _SUM.finditer(question.text)}
    return any(
        money.amount in said and _titled(question.text, money) and f"{money.amount:g}万" not in point.say
        for money in (question.catalogue.plans[point.plan].money if said else ())
    )


def _titled(text: str, money: Money) -> bool:
    """True when two characters of a sum's title stand side by side in a text: 培训 of 技能培训经费."""
    title = _OF_MONEY.sub("", money.title)
    return any(title[place : place + 2] in text for place in range(len(title) - 1))


def says_more(question: Question, told: str) -> bool:
    """True when a claim says more than its numbers that what is told does not: 500万每年都有吧."""
    asked = question.text
    if _times(asked) - _times(told) or _PAID_BY.search(asked):
        return True
    if _ONLY.search(asked) and not _ONLY.search(told):
        return True
    cycles = [word for word in _CYCLE.findall(asked) if word]
    if cycles and not re.search("每|年年|全年|一年|按[月年季]", told):
        return True
    if _AT_ONCE.search(asked) or (said := _predicate(asked)) is None:
        return _AT_ONCE.search(asked) is not None
    comparable = question.understanding.comparable
    words, whole = comparable(said).replace(" ", ""), comparable(told).replace(" ", "")
    pairs = {words[place : place + 2] for place in range(len(words) - 1)}
    return bool(pairs) and sum(pair in whole for pair in pairs) < _HALF * len(pairs)


def _times(text: str) -> set[str]:
    """The calendar years and the months that a text names: {2023, 7月}."""
    months = {f"{parse_number(month) or 0:g}月" for month in _MONTH.findall(text)}
    return months | set(CALENDAR_YEAR.findall(text))


def _predicate(asked: str) -> str | None:
    """What a thing is said to be, where that holds no number of its own: 全省平均, 必须完成."""
    found = _IS.search(asked)
    whole = found["said"] if found else ""
    bare = _OF_IT.sub("", whole)
    said = bare if len(bare) > 1 else whole
    return None if len(said) < 2 or re.search(NUMERAL, said) or any(each_of(said)) else said


def _other_ratio(asked: str, told: str) -> str:
    said, printed = _RATIO.search(asked), _RATIO.search(told)
    if said is None or printed is None:
        return ""
    one, two = (tuple(parse_number(part) for part in found.groups()) for found in (said, printed))
    return said[0] if one != two else ""
