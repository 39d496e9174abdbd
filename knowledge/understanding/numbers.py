"""Numbers with their units, in digits and in Chinese: 3场, 一百五十来人, 1.2万人次, 90%, 九成, 第19项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .numerals import DIGITS, PAIRS, Value, parse_between, parse_number, whole
from .tables import language_lines


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence.

    Attributes:
        value: the number itself; 1.2万人次 is 12000, money keeps its unit (2万元 is 2 with unit 万元).
        unit: as in measure_words.txt, None when there is none (七万: value 70000, no unit).
        text, start, end: what was typed and where, unit included.
        upto: the upper end of 1至2个, else None.
        approx: said to be about so much (500多人, 近百人, 一百五十来人).
        at_least, at_most: a bound (不少于, 以上; 不超过, 以内): a threshold rather than a count.
        each: a rate (每人300元).
        ordinal: counts a place in a list (第19项, 附件3, 28项归谁), not a quantity.
    """

    value: Value
    unit: str | None
    text: str
    start: int
    end: int
    upto: Value | None = None
    approx: bool = False
    at_least: bool = False
    at_most: bool = False
    each: bool = False
    ordinal: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in the sentence."""
        return self.start, self.end


_CHINESE = "零〇一二三四五六七八九两十百千万亿廿"
_BEGIN = re.compile(rf"[\d{_CHINESE}俩仨第附半]")
_POINTED = rf"[{_CHINESE}]+点[{_CHINESE}]+(?<=[万亿])"  # 三点二十 is a time
_NUMERAL = rf"{_POINTED}|(?:\d+(?:,\d{{3}})+|\d+)(?:\.\d+)?[百千万亿]*|[{_CHINESE}]+|[俩仨]"
_MARK = "第|附件|附表|附录"
_RANGE = "[至到~—–-]"
_RANK_UNITS = "个?(?:百分点|问题|月)|[项个条题届次期场批步章节部类组点名]"

# What stands around a number. Each is tried on a short piece of the text.
_UNCLEAR_BEFORE = re.compile(
    r"(?:[a-z\d./+]|(?<=\d):|几|(?<![人总次场个户件份])数)$"
)  # 数百人; not 人数100人
_ABOUT_BEFORE = re.compile(r"(?:约|近|差不多|大概|超)$")  # not 成, 上: 改成120人 and 送上30份 are exact
_MYRIAD = 10_000
_MANY_BEFORE = re.compile(r"(?<![晚早以之加赶身马])上$")  # 上百人
_AT_LEAST_BEFORE = re.compile(
    r"(?:不少于|至少|不低于|最少|起码|≥|>=|(?<!不)(?<!不得)超过|不得少于|满)(?:有|要|开展|举办|组织|召开|建立|建成|建|办|新建)?$"
)
_AT_MOST_BEFORE = re.compile(r"(?:不超过|至多|最多|不多于|不大于|不得超过|≤|<=)$")
_EACH_BEFORE = re.compile(r"(?:每[\u3400-\u9fff]{0,6}|人均|户均)$")
_AT_LEAST_AFTER = re.compile(r"(?:及|或)?以上|起步")
_AT_MOST_AFTER = re.compile(r"(?:及|或)?以下|以内")
_ABOUT_AFTER = re.compile(r"多|左右|上下")
# At least one of these signs stands in what the patterns above look for.
_BOUNDS_BEFORE = frozenset("约近多概上超成少至低起≥=满于大过")
_BOUNDS_AFTER = frozenset("及或以起多左上")
_LIST_BEFORE = re.compile(r"(?:^|[^\u3400-\u9fff\d]|任务|清单|方案|安徽|云南|那|问|看|查)$")
_LIST_AFTER = re.compile(r"归|是|的|呢|谁|由|属|要|怎么|讲|说|什么|啥|内容|指|[?。!,]|$")
_LABEL_AFTER = re.compile(r"[.、)](?!\d)")


@cache
def _units() -> dict[str, str]:
    """Every way of writing a unit, with the unit it is kept as."""
    units: dict[str, str] = {}
    for line in language_lines("measure_words.txt"):
        names = line.split()
        units.update(dict.fromkeys(names, names[0]))
    return units


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted(_units(), key=len, reverse=True)))
    return re.compile(
        rf"百分之(?P<percent>[{_CHINESE}]+|\d+(?:\.\d+)?)"
        rf"|(?P<tenths>[一二三四五六七八九两\d])成(?P<half>半|[一二三四五六七八九])?(?![立员果为功就绩熟年效本交])"
        rf"|(?P<mark>{_MARK})(?P<rank>\d+|[{_CHINESE}]+)(?P<rank_unit>{_RANK_UNITS})?"
        rf"|(?<![上下前后大])半(?P<half_unit>年|天|个月|小时)"
        rf"|(?P<value>{_NUMERAL})"
        rf"(?:{_RANGE}(?P<high>{_NUMERAL})(?P<range_unit>{unit})|(?P<about>[多余来几]|把(?={unit}))?(?P<unit>{unit})?)"
    )


def find_numbers(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """Return the numbers of a normalised sentence in their order.

    `skip`: spans of names that hold numerals (三方四家, 十个一, a date); what touches one is left out.
    Dates, list labels (1.) and numerals inside words (五一, 一线, 二十大) are no numbers.
    """
    found: list[Number] = []
    begin = _BEGIN.search(text)
    while begin:
        match = _pattern().match(text, begin.start())
        if match is None:
            begin = _BEGIN.search(text, begin.end())
            continue
        number = None
        if not any(match.start() < end and start < match.end() for start, end in skip):
            number = _read(text, match)
        if number:
            found.append(number)
        begin = _BEGIN.search(text, match.end())
    return found


def _read(text: str, match: re.Match[str]) -> Number | None:
    kind = match.lastgroup
    if match["percent"]:
        return _bounded(text, match, parse_number(match["percent"]), "%")
    if match["tenths"]:
        extra = {"": 0, "半": 5}.get(match["half"] or "", DIGITS.get(match["half"] or "", 0))
        return _bounded(text, match, (parse_number(match["tenths"]) or 0) * 10 + extra, "%")
    if match["mark"]:
        return _ranked(text, match)
    if match["high"]:
        unit = _units()[match["range_unit"]]
        return _bounded(text, match, parse_number(match["value"]), unit, upto=parse_number(match["high"]))
    if kind == "half_unit":
        return _bounded(text, match, 0.5, _units()[match["half_unit"]])
    return _counted(text, match)


def _ranked(text: str, match: re.Match[str]) -> Number | None:
    """第19项, 附件3; but 第一 in 第一责任人 is a word."""
    value = parse_number(match["rank"])
    unit = match["rank_unit"]
    if value is None or (
        match["mark"] == "第" and unit is None and match.end() < len(text) and text[match.end()] > "\u3400"
    ):
        return None
    return Number(value, unit, match[0], match.start(), match.end(), ordinal=True)


def _counted(text: str, match: re.Match[str]) -> Number | None:
    numeral, unit = match["value"], match["unit"]
    start, end = match.span()
    if _UNCLEAR_BEFORE.search(text, max(0, start - 1), start) or (
        unit == "个" and text.startswith("一", end)
    ):
        return None
    value: Value | None = parse_number(numeral)
    upto: Value | None = None
    if value is None and len(numeral) == 2 and unit and all(sign in DIGITS for sign in numeral):
        value, upto = DIGITS[numeral[0]], DIGITS[numeral[1]]
    if value is None and unit:
        value, upto = (_MYRIAD, None) if numeral == "万" else parse_between(numeral) or (None, None)
    if value is None or not _counts(text, match, value):
        return None
    kept: str | None = _units()[unit] if unit else None
    if numeral in PAIRS:
        kept = kept or "个"
    if kept == "元" and numeral[-1] == "万":
        value, kept = whole(value / 10_000), "万元"
    lone = numeral in tuple("百千万") and _MANY_BEFORE.search(text, 0, start) is not None
    approx = bool(match["about"]) or upto is not None or lone
    return _bounded(text, match, value, kept, upto=upto, approx=approx)


def _counts(text: str, match: re.Match[str], value: Value) -> bool:
    """Whether the numeral is a number there: not part of a date, a label or a word."""
    numeral, unit, end = match["value"], match["unit"], match.end()
    following = text[end : end + 1]
    if unit == "年" and numeral[0].isdigit() and value >= 20:
        return False
    if unit or numeral in PAIRS:
        if numeral[0] not in "百千万亿":
            return True
        before = (_ABOUT_BEFORE, _MANY_BEFORE)
        about = match["about"] == "把" or any(one.search(text, 0, match.start()) for one in before)
        return len(numeral) == 1 and about
    if numeral[0].isdigit():
        label = match.start() == 0 or text[match.start() - 1] in "。;"
        return following not in tuple("年月日号季:/-—+") and not (label and _LABEL_AFTER.match(text, end))
    ends = not "\u3400" <= following <= "\u9fff"
    return numeral[0] in _CHINESE[2:13] and ((ends and value >= 10) or (len(numeral) > 1 and "万" in numeral))


def _bounded(
    text: str,
    match: re.Match[str],
    value: Value | None,
    unit: str | None,
    upto: Value | None = None,
    approx: bool = False,
) -> Number | None:
    """The number with what is said around it."""
    if value is None:
        return None
    start, end = match.span()
    before, after = text[max(0, start - 8) : start], text[end : end + 1]
    bounded = not _BOUNDS_BEFORE.isdisjoint(before)
    follows = after in _BOUNDS_AFTER
    value_text = match["value"] or ""
    listed = unit in ("项", "条", "题") and value_text.isdigit() and _LIST_BEFORE.search(before)
    return Number(
        value,
        unit,
        match[0],
        start,
        end,
        upto=upto,
        approx=approx
        or (bounded and _ABOUT_BEFORE.search(before) is not None)
        or (follows and _ABOUT_AFTER.match(text, end) is not None),
        at_least=(bounded and _AT_LEAST_BEFORE.search(before) is not None)
        or (follows and _AT_LEAST_AFTER.match(text, end) is not None),
        at_most=(bounded and _AT_MOST_BEFORE.search(before) is not None)
        or (follows and _AT_MOST_AFTER.match(text, end) is not None),
        each=("每" in before or "均" in before) and _EACH_BEFORE.search(before) is not None,
        ordinal=bool(listed and _LIST_AFTER.match(text, end)),
    )


__all__ = ["Number", "Value", "find_numbers", "parse_number"]
