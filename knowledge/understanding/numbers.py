"""Numbers with their units, in digits and in Chinese: 3场, 一百五十来人, 1.2万人次, 90%, 九成, 第19项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .tables import language_lines

Value = int | float

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {
    "〇": 0,
    "两": 2,
    "幺": 1,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_PAIRS = {"俩": 2, "仨": 3}
_ARABIC = re.compile(r"(\d+(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿]*)")


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


def parse_number(text: str) -> Value | None:
    """The value of a numeral in digits or Chinese (一千二百, 一百五, 三万五, 二〇二三, 1.2万, 1,200), else None."""
    text = text.strip()
    match = _ARABIC.fullmatch(text)
    if match:
        whole = match[1].replace(",", "")
        value: Value = float(whole + match[2]) if match[2] else int(whole)
        for sign in match[3]:
            value *= _TENS.get(sign) or _MYRIADS[sign]
        return _whole(value)
    return _parse_chinese(text)


def _whole(value: Value) -> Value:
    """12000 for 12000.0: a number that is whole is an integer."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _parse_chinese(text: str) -> int | None:
    if not text:
        return None
    if text in _PAIRS:
        return _PAIRS[text]
    if text[0] in _MYRIADS:
        return None
    if text[0] == "廿":
        text = "二十" + text[1:]
    if all(sign in _DIGITS for sign in text):
        # Digit by digit only for one digit and for years: 二三 is two or three.
        if len(text) == 1 or (len(text) == 4 and text[0] in "一二"):
            return int("".join(str(_DIGITS[sign]) for sign in text))
        return None
    return _parse_places(text)


def _parse_places(text: str) -> int | None:
    """三百二十五, 一百五, 三万五: digits with their places, the last place left out where it follows on."""
    total = section = digit = 0
    place, pending, zero = 1, False, False
    for sign in text:
        if sign in _DIGITS:
            if pending:
                return None
            digit, pending = _DIGITS[sign], sign not in "零〇"
            zero = zero or not pending
        elif sign in _TENS:
            place, zero = _TENS[sign], False
            section += (digit if pending else 1) * place
            digit, pending = 0, False
        elif sign in _MYRIADS:
            place, zero = _MYRIADS[sign], False
            total += (section + digit) * place
            section, digit, pending = 0, 0, False
        else:
            return None
    if pending:
        section += digit * (place // 10 if place >= 100 and not zero else 1)
    return total + section


_CHINESE = "零〇一二三四五六七八九两十百千万亿廿"
_BEGIN = re.compile(rf"[\d{_CHINESE}俩仨第附半]")
_NUMERAL = rf"(?:\d+(?:,\d{{3}})+|\d+)(?:\.\d+)?[百千万亿]*|[{_CHINESE}]+|[俩仨]"
_MARK = "第|附件|附表|附录"
_RANGE = "[至到~—–-]"
_RANK_UNITS = "个?(?:百分点|问题|月)|[项个条题届次期场批步章节部类组点名]"

# What stands around a number. Each is tried on a short piece of the text.
_UNCLEAR_BEFORE = re.compile(r"(?:[a-z\d.:/+]|[几数])$")
_ABOUT_BEFORE = re.compile(r"(?:约|近|差不多|大概|上|超|成)$")
_AT_LEAST_BEFORE = re.compile(
    r"(?:不少于|至少|不低于|最少|起码|≥|>=|(?<!不)(?<!不得)超过|不得少于|满)(?:有|要|开展|举办|组织|召开|建立|建成|建|办|新建)?$"
)
_AT_MOST_BEFORE = re.compile(r"(?:不超过|至多|最多|不多于|不大于|不得超过|≤|<=)$")
_EACH_BEFORE = re.compile(r"(?:每[\u3400-\u9fff]{0,6}|人均|户均)$")
_AT_LEAST_AFTER = re.compile(r"(?:及|或)?以上|起步")
_AT_MOST_AFTER = re.compile(r"(?:及|或)?以下|以内")
_ABOUT_AFTER = re.compile(r"多|左右|上下")
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
        rf"|(?P<low>{_NUMERAL}){_RANGE}(?P<high>{_NUMERAL})(?P<range_unit>{unit})"
        rf"|(?<![上下前后大])半(?P<half_unit>年|天|个月|小时)"
        rf"|(?P<value>{_NUMERAL})(?P<about>[多余来几])?(?P<unit>{unit})?"
    )


def find_numbers(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """Return the numbers of a normalised sentence in their order.

    `skip`: spans of names that hold numerals (三方四家, 十个一, a date); nothing that touches one is returned.
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
        extra = {"": 0, "半": 5}.get(match["half"] or "", _DIGITS.get(match["half"] or "", 0))
        return _bounded(text, match, (parse_number(match["tenths"]) or 0) * 10 + extra, "%")
    if match["mark"]:
        return _ranked(text, match)
    if match["low"]:
        unit = _units()[match["range_unit"]]
        return _bounded(text, match, parse_number(match["low"]), unit, upto=parse_number(match["high"]))
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
    value, upto = parse_number(numeral), None
    if value is None and len(numeral) == 2 and unit and all(sign in _DIGITS for sign in numeral):
        value, upto = _DIGITS[numeral[0]], _DIGITS[numeral[1]]
    if value is None or not _counts(text, match, value):
        return None
    kept: str | None = _units()[unit] if unit else None
    if numeral in _PAIRS:
        kept = kept or "个"
    if kept == "元" and numeral[-1] == "万":
        value, kept = _whole(value / 10_000), "万元"
    return _bounded(text, match, value, kept, upto=upto, approx=bool(match["about"]) or upto is not None)


def _counts(text: str, match: re.Match[str], value: Value) -> bool:
    """Whether the numeral is a number there: not part of a date, a label or a word."""
    numeral, unit, end = match["value"], match["unit"], match.end()
    following = text[end : end + 1]
    if unit == "年" and numeral[0].isdigit() and value >= 20:
        return False
    if unit or numeral in _PAIRS:
        return (
            numeral[0] not in "百千万亿"
            or len(numeral) == 1
            and _ABOUT_BEFORE.search(text[: match.start()]) is not None
        )
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
    before = text[max(0, start - 8) : start]
    listed = unit in ("项", "条", "题") and _LIST_BEFORE.search(before) and _LIST_AFTER.match(text, end)
    return Number(
        value,
        unit,
        match[0],
        start,
        end,
        upto=upto,
        approx=approx or bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end)),
        at_least=bool(_AT_LEAST_BEFORE.search(before) or _AT_LEAST_AFTER.match(text, end)),
        at_most=bool(_AT_MOST_BEFORE.search(before) or _AT_MOST_AFTER.match(text, end)),
        each=bool(_EACH_BEFORE.search(before)),
        ordinal=bool(listed) and match["value"] is not None and match["value"][0].isdigit(),
    )
