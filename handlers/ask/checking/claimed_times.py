"""Frequencies, days and years that a question claims, beside those that a point prints."""

from __future__ import annotations

import re

from knowledge import Facet, PlanPoint, parse_number

from ..times.outside import CALENDAR_YEAR
from .claiming import END, ENDING, NUMERAL

_CYCLES = {
    "two_months": ("每两个月", "两个月", "双月", "隔月"),
    "month": ("每个月", "每月", "一个月", "月月", "按月"),
    "quarter": ("每个季度", "每季度", "一个季度", "一季度", "每季", "按季"),
    "half_year": ("每半年", "半年"),
    "year": ("每年", "一年", "年年", "全年", "按年"),
}
"""How often something falls, in the words of plans and people; 每两个月 is no 每月."""
_YEARS_APART = re.compile(
    "[每隔]?[二两三四五六七八九十2-9]年(?:一[次回趟届期]|[开搞办召][^,，。]{0,2}[一1][次回趟]|的(?:数|量|总数|任务|指标))"
)
_A_RATE = re.compile("每人?(?:每年|一年|每月)(?=[0-9.]+万?元)")
"""A sum a year, which may be paid in parts: 按每人每年2万元标准."""
TIMES_A_YEAR = {"month": 12, "two_months": 6, "quarter": 4, "half_year": 2, "year": 1}
_TIMES = re.compile(f"({NUMERAL}+)[次回趟]")
_OF_DATE = "[0-9一二三四五六七八九十]+"
"""No 两: 每两月 is no date."""
_DATE = re.compile(f"({_OF_DATE})月(底|末|初|中旬|{_OF_DATE}[日号])?")
_CLAIMED_DATE = re.compile(
    f"(?P<date>{_OF_DATE}月(?:底|末|初|中旬|{_OF_DATE}[日号]|份)?)(?:之?前|以前)?[^,。0-9月]{{0,4}}"
    f"(?:{ENDING}|[对是]不[对是]?){END}"
    f"|(?:是不是|说是|听说)[^,。]*?(?P<said>{_OF_DATE}月(?:底|末|初|中旬|{_OF_DATE}[日号]|份)?)[^,。0-9月]{{0,4}}{END}"
)


def other_date(asked: str, point: PlanPoint) -> str:
    """Return the day or month claimed, when the point prints exactly one and it is another; else ""."""
    claimed = _CLAIMED_DATE.search(asked)
    if not claimed or Facet.WHEN not in point.facets:
        return ""
    said = claimed["date"] or claimed["said"]
    month, day = _date(said)
    printed = [_date(match[0]) for match in _DATE.finditer(point.say)]
    if month is None or len({told for told, _ in printed}) != 1:
        return ""
    days = {told for _, told in printed if told.isdigit() == day.isdigit()}
    differs = month != printed[0][0] or (day and days and day not in days)
    return said if differs else ""


def _date(text: str) -> tuple[float | None, str]:
    """Month and what stands behind it: 10月底 is (10, 底), 十月8号 is (10, 8)."""
    month, _, rest = text.partition("月")
    day = parse_number(rest.rstrip("日号"))
    return parse_number(month), f"{day}" if day else rest.replace("末", "底").replace("份", "")


def other_cycle(asked: str, told: str) -> str:
    """Return the frequency that the question claims, when the plan prints another one; else ""."""
    said, printed = cycles_in(asked), cycles_of(told)
    if apart := _YEARS_APART.search(asked):
        return apart[0] if printed else ""
    times = _TIMES.search(asked)
    if "year" in said and times and any(TIMES_A_YEAR[cycle] == parse_number(times[1]) for cycle in printed):
        return ""
    if not said or not printed or said.keys() & printed.keys():
        return ""
    return "、".join(word + times[0] if cycle == "year" and times else word for cycle, word in said.items())


def cycles_of(told: str) -> dict[str, str]:
    """Return the frequencies that a point prints; a sum a year is none, it may be paid in parts."""
    return cycles_in(_A_RATE.sub("", told))


def cycles_in(text: str) -> dict[str, str]:
    """Return the frequencies that a text names, each with its word: {"month": 每月}."""
    found: dict[str, str] = {}
    for cycle, words in _CYCLES.items():
        for word in words:
            if word in text:
                found[cycle] = word
                text = text.replace(word, " ")
    return found


def other_year(asked: str, told: str) -> str:
    """Return the calendar year of a claim where the plan prints exactly one other year; else ""."""
    said, printed = set(CALENDAR_YEAR.findall(asked)), set(CALENDAR_YEAR.findall(told))
    return f"{said.pop()}年" if len(said) == len(printed) == 1 and said != printed else ""
