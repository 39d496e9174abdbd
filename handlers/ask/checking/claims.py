"""Checking a claim in the question (每县10项？ 补5万吧) against what the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge import Facet, Number, PlanPoint, blanked, each_of, find_numbers

from ...phrases import say
from ..amounts.money import is_amount, is_money, ten_thousands
from ..question import Question
from . import asserted
from .claimed_times import TIMES_A_YEAR, cycles_in, cycles_of, other_cycle, other_date, other_year
from .claiming import ASKING, claims_something

_KNOWN_WHOLE = 0.75
"""按季划拨对不 says nothing but the frequency; 每年县长主持吧 says more than a point knows."""
_ASKED_FOR = re.compile("(?:多久|多长时间|隔多久|几个?[月天年周]|多少[天月])[^,，。]{0,6}$")
"""What stands behind these words is asked for, and claimed by nobody: 多久报一次."""
_EACH = ("个", "名", "位", "人", "家", "户")
"""Measures whose one is no claim beside another number: 一个县补2万吧."""
_ALIKE = {"条": "项", "人": "名", "位": "名", "处": "个", "座": "个", "家": "个", "回": "次", "趟": "次"}
"""Measures of one thing: 100名 is printed, 50人 is asked."""
_PARTS = re.compile("[，；：。]")
_OF_ONE = re.compile("[每一]个?(?:联合会|县|人|名|家|个)|标准")
_RATE = re.compile("标准|每")
_STANDARD = 4
"""What is claimed of one is judged by the standard, not by the sum that stands beside it."""
_LITTLE = re.compile("[每年是的给那这个都有吗吧对不补助钱款,，。?？ ]")
_OF_ALL = "全省"
Quantity = tuple[str, float]


def verdicts(question: Question, points: Sequence[PlanPoint]) -> dict[str, str]:
    """Return at most one verdict for each plan, by the key of the point that it belongs to.

    It is that of the first point that settles the claim; another point of the same item that confirms
    it goes first (a sum and its standard are two figures of one item).
    """
    if not claims_something(question):
        return {}
    found: dict[str, tuple[PlanPoint, str]] = {}
    telling = question.understanding.telling(question.topic_words())
    more = any(says_more(question, point) for point in points)
    for point in points:
        told = verdict(question, point, more=more)
        if not told:
            continue
        first, before = found.setdefault(point.plan, (point, told))
        same = point.owner and point.owner == first.owner
        if same and told == say("points.right") != before and telling(point) >= telling(first):
            found[point.plan] = (point, told)
    return {point.key: told for point, told in found.values()}


def verdict(question: Question, point: PlanPoint, *, more: bool = False) -> str:
    """Return 对 or 不是 in words when the question claims something that the point settles, else "".

    One claimed quantity that the point prints otherwise is enough for 不是; 对 needs them all. `more`: the
    figures are known to be right and something else is claimed, so that only this is judged.
    """
    if point.silence or not claims_something(question) or _counts_several(question, point):
        return ""
    if wrong := asserted.denied(question.text, point.say):
        return say("points.wrong", said=wrong)
    if more:
        return ""
    if wrong := _other_figure(question, point):
        return say("points.wrong", said=wrong)
    if not agrees(question, point) or asserted.more_or_less(question.text):
        return ""
    text, told = question.text, point.say
    if others := asserted.of_others(text, told) or asserted.not_for_one(question, point.plan):
        return say("points.wrong", said=others)
    if asserted.says_more(question, told):
        return ""
    return say("points.it_is") if asserted.denies_number(text) else say("points.right")


def says_more(question: Question, point: PlanPoint) -> bool:
    """Return True when a point prints the figures of a claim and not what else is claimed of them."""
    if point.silence or not claims_something(question) or _other_figure(question, point):
        return False
    text = question.text
    return (
        agrees(question, point)
        and not asserted.of_others(text, point.say)
        and asserted.says_more(question, point.say)
    )


def _other_figure(question: Question, point: PlanPoint) -> str:
    """What the question claims and the point prints otherwise: a frequency, a day, of whom each, a number."""
    part = _part_on_topic(question, point)
    text = question.text
    if asserted.sum_of_its_own(question, point):
        return ""
    cycle = other_cycle(_without_names(text, point), point.say)
    if (cycle and not _item_says(question, point, cycle)) or (cycle := other_date(text, point)):
        return cycle
    if _of_money(question.reading.numbers) and not _of_money(find_numbers(point.say)):
        return ""  # who gets how much is not settled by who does something
    if wrong := _other_bearer(text, part):
        return wrong
    if Facet.WHEN in point.facets and (year := other_year(text, point.say)):
        return year
    if _no_money_asked(question, point) or _of_unnamed_sum(question, point):
        return ""  # how many talks a sum pays for in all does not settle how many a county holds
    told, claimed = _figures(question, point, part)
    units = {unit for unit, _ in told}
    printed = told | set(_quantities(find_numbers(point.say)))
    others = [one for one in claimed if one[0] in units and one not in printed]
    return "、".join(f"{n:.10g}{unit}" for unit, n in others or _beside(claimed, printed))


def _beside(claimed: list[Quantity], printed: set[Quantity]) -> list[Quantity]:
    """Of a claim with a right figure, those that the point prints otherwise beside it: 5万分三次给."""
    if not printed.intersection(claimed):
        return []
    units = [unit for unit, _ in printed]
    return [one for one in claimed if one not in printed and units.count(one[0]) == 1]


def agrees(question: Question, point: PlanPoint) -> bool:
    """Return whether all figures claimed stand in the part of a point that is on the topic."""
    if _no_money_asked(question, point) or _other_level(question.text):
        return False
    told, claimed = _figures(question, point, _part_on_topic(question, point))
    if claimed:
        return told.issuperset(claimed)
    said = cycles_in(_without_names(question.text, point)).keys()
    knows = question.understanding.knows(question.topic_words(), point)
    asks = question.reading.groups & ASKING
    return bool(said) and not asks and said <= cycles_of(point.say).keys() and knows >= _KNOWN_WHOLE


def _counts_several(question: Question, point: PlanPoint) -> bool:
    """True for a sum claimed of several, where the point prints another number of them: 2个县10万."""
    numbers = question.reading.numbers
    if Facet.MONEY not in point.facets or not _of_money(numbers):
        return False
    printed = _quantities(find_numbers(point.say))
    several = [one for one in numbers if one.unit in _EACH and one.value > 1 and not one.ordinal]
    return any((_ALIKE.get(one.unit or "", one.unit), one.value) not in printed for one in several)


def _of_unnamed_sum(question: Question, point: PlanPoint) -> bool:
    """True where a printed total is claimed of nothing that is named: 100万是每年的吗 is of no other sum."""
    if len(_LITTLE.sub("", question.topic_words())) > 1:
        return False
    claimed = {ten_thousands(one) for one in question.reading.numbers if is_amount(one)}
    totals = question.catalogue.plans[point.plan].money
    return any(one.amount in claimed and point.owner != f"money:{one.id}" for one in totals)


def _item_says(question: Question, point: PlanPoint, cycle: str) -> bool:
    """True when another point of the same item prints the frequency: 按季 beside 每年全额列入预算."""
    others = question.catalogue.plans[point.plan].points if point.owner else ()
    return any(other.owner == point.owner and not other.silence and cycle in other.say for other in others)


def _without_names(asked: str, point: PlanPoint) -> str:
    """The question without what the point is called: the half-year of 半年报告 is no claim."""
    names = (name for name in (point.topic, *point.names) if not name.startswith(("按", "每")))
    called = sorted(names, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, called)), " ", asked)


def _no_money_asked(question: Question, point: PlanPoint) -> bool:
    return Facet.MONEY in point.facets and not _of_money(question.reading.numbers)


def _figures(question: Question, point: PlanPoint, part: str) -> tuple[set[Quantity], list[Quantity]]:
    """The quantities that the part of a point prints, and those claimed; what is asked for is not claimed."""
    told = set(_quantities(find_numbers(part)))
    text = question.text
    tasks = len(question.catalogue.plans[point.plan].tasks)
    numbers = [
        one
        for one in question.reading.numbers
        if not _ASKED_FOR.search(text, 0, one.start)
        and not (one.value == tasks and text.startswith("任务", one.end))  # 32项任务 names all of them
    ]
    if (parts := asserted.parts_of(text)) and parts == asserted.parts_of(point.say):
        told.add(("次", float(parts)))
    if "year" in cycles_in(text) and (cycles := cycles_in(point.say)):
        told |= {("次", float(TIMES_A_YEAR[cycle])) for cycle in cycles}  # 每半年1次 is 一年两次
    bare = {one.value for one in numbers if one.unit is None and not one.ordinal and "万" not in one.text}
    claimed = _claimed([one for one in numbers if not (bare and _is_one(one))], point, told)
    return told, claimed + [one for one in told if one[1] in bare]


def share_refuted(question: Question, point: PlanPoint) -> bool:
    """True when a number is claimed for each county that the point prints for all of them together."""
    groups = question.reading.groups
    if not point.silence or _OF_ALL not in point.say or not {"per_county", "yes_no"} <= groups:
        return False
    claimed = [item for item in _quantities(question.reading.numbers) if item[1] != 1]
    return bool(claimed) and set(_quantities(find_numbers(point.say))).issuperset(claimed)


def _part_on_topic(question: Question, point: PlanPoint) -> str:
    """The part of a point with several figures that shares most with the topic; all of it when none does."""
    parts = [part for part in _PARTS.split(point.say) if _quantities(find_numbers(part))]
    words = question.topic_words()
    words = blanked(words, [(one.start, one.end) for one in each_of(words)])  # of whom is no topic
    topic = question.understanding.comparable(words)
    pairs = {first + second for first, second in pairwise(topic) if " " not in (first, second)}
    shared = [sum(pair in question.understanding.comparable(part) for pair in pairs) for part in parts]
    if _OF_ONE.search(question.text):
        shared = [
            found + _STANDARD * bool(_RATE.search(part)) for found, part in zip(shared, parts, strict=True)
        ]
    best = max(shared, default=0)
    return parts[shared.index(best)] if best and shared.count(best) == 1 else point.say


def _claimed(numbers: Iterable[Number], point: PlanPoint, told: set[Quantity]) -> list[Quantity]:
    """The quantities claimed, as they stand; one of something and the topic's own number are the last."""
    said = _quantities(numbers)
    topic = set(_quantities(find_numbers("。".join((point.topic, *point.names)))))
    real = [item for item in said if item not in topic and not (item[0] in _EACH and item[1] == 1)]
    return [item for item in said if item in real or item in told] if real else said


def _is_one(number: Number) -> bool:
    """True for 一个人 beside a number without its measure (一个人3000), which is the one claimed."""
    return number.value == 1 and number.unit in _EACH


def _quantities(numbers: Iterable[Number]) -> list[Quantity]:
    """Unit and value of each number that has a unit, in their order; of a range both ends."""
    found: dict[Quantity, None] = {}
    for number in numbers:
        if number.ordinal:
            continue
        for value in (number.value, number.upto):
            unit, size = number.unit or "", value
            if size is None:
                continue
            if "万" in number.text and unit in ("", "元"):
                unit, size = "万元", size / 10_000
            if unit not in ("", "年"):
                found[_ALIKE.get(unit, unit), float(size)] = None
    return list(found)


def _of_money(numbers: Iterable[Number]) -> bool:
    return any(is_money(number) for number in numbers)


def _other_level(asked: str) -> bool:
    """True for 每个乡镇: what is printed without 每 is said of the county."""
    return any(one.of_another_level for one in each_of(asked))


def _other_bearer(asked: str, printed: str) -> str:
    """The 每个乡镇 of a claim where the plan says it of each county; "" where it says of nobody."""
    told = {one.kind for one in each_of(printed)}
    wrong = [one.text for one in each_of(asked) if one.kind not in told]
    return wrong[0] if told and wrong else ""
