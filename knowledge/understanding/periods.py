"""Periods and days that a sentence names, as dates: 下个月, 10月底前, 上周五, 国庆前, 2022年10月到2023年7月.

How the year of a bare month or day is chosen: the year of `today`; but the next year when the month ended
more than five months ago (before-forms: three months ago) – in December 3月底前 means the coming March. With
`prefer_past`, for reports of what was done, the year (the month, the week) before when it would begin more
than two months ahead (for a bare day of the month or of the week: when it lies ahead at all).

X前 counts X in when X is a day or an end (12月31日前, 10月底前), else it ends the day before X begins
(国庆前, 10月前); where that is past, it ends with X (二季度前 said in May).

每月, 一年一次, 半年总结, 三年行动计划, 五一学堂, 3个月以上 are no periods.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import named_periods as named
from . import near_periods as near
from .near_periods import BACK, VAGUE
from .period import Period, PeriodKind, Reader, Today

_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_COUNT = "一二三四五六七八九十两几半百千\\d"
_NAMED_YEAR = r"二[〇零][一二三四五六七八九〇零]{2}年|今年度?|本年度?|去年|前年|明年|后年"
_YEAR = rf"(?:(?:(?<!\d)(?:20)?\d\d年度?|{_NAMED_YEAR})的?)"
_FULL_YEAR = rf"(?:(?:(?<!\d)20\d\d年度?|{_NAMED_YEAR}|全年(?![龄级]))的?)"
_SHIFT = "(?P<shift>上上|下下|上一|下一|这一|上|本|这|当|下)"
_LIMIT = "(?P<limit>之前|以前|为止|前)?"
_UNTIL = "(?P<until>截止到?|截至|直到|到|至)?"
_TO = "[—–~至到-]+"
_PLAN = "(?:计划|规划|纲要)"
_ONCE = f"(?![{_COUNT}]{{0,2}}[次回趟])"


def _words(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# A rule: characters of which one must stand in the text, the pattern, what reads it. The first rule that fits
# takes its place in the text; a rule without reader takes it for something that is no period.
_RULES: tuple[tuple[str, str, Reader | None], ...] = (
    (
        "划纲)",
        rf"[(]?20\d\d年?{_TO}20\d\d年[)]?(?=[^,。;]{{0,12}}{_PLAN})|[(]20\d\d年?{_TO}20\d\d年[)]",
        None,
    ),
    ("推终每总报小", r"年中推进|年终要|(?<=每)年[年每]?[底初末中终]?|半年(?:总结|报告|小结)", None),
    ("五", r"五一(?:劳动奖|学堂|奖章|奖状|口号|巾帼|表彰|先进)", None),
    ("季", r"一季度(?=[一两几\d]{1,2}[次回])|季度小结", None),
    (
        "-./",
        rf"{_UNTIL}(?<![\d.])(?P<y>20\d\d)[-./](?P<m>\d{{1,2}})(?:[-./](?P<d>\d{{1,2}}))?(?![\d.])日?{_LIMIT}",
        named.read_iso,
    ),
    (
        "月",
        rf"{_UNTIL}(?P<year>{_YEAR})?(?<![\d第])(?P<m>{_N})月份?(?P<d>{_N})(?:[日号]|(?={_TO}\d))"
        rf"(?:{_TO}(?:(?P<m2>{_N})月)?(?P<d2>{_N})[日号])?{_LIMIT}",
        named.read_month_day,
    ),
    (
        "月",
        rf"(?P<year>{_YEAR})?(?<![\d第])(?P<m>{_N})月?份?(?:{_TO}|、)(?P<year2>{_YEAR})?(?P<m2>{_N})月份?底?",
        named.read_month_range,
    ),
    (
        "月",
        rf"{_UNTIL}(?P<year>{_YEAR})?(?<![\d第])(?P<m>{_N})月(?![子饼亮嫂])份?(?P<part>[上中下]旬|[底末初]|中(?![心国央级小]))?{_LIMIT}",
        named.read_month,
    ),
    (
        "月",
        rf"{_UNTIL}(?<![以之及早晚])(?:{_SHIFT}个?月(?![子饼亮])份?(?P<part>[上中下]旬|[底末初]|中(?![心国央级小]))?"
        rf"|(?<![{_COUNT}个每])月(?P<part2>[底末初])){_LIMIT}",
        near.read_relative_month,
    ),
    (
        "季",
        rf"{_UNTIL}(?:(?<![以之]){_SHIFT}个?|(?P<year>{_YEAR})?(?:(?P<first>前)|第)?(?P<q>[1-4一二三四]))季度?{_ONCE}"
        rf"(?P<part>[底末])?{_LIMIT}",
        named.read_quarters,
    ),
    ("半", rf"{_UNTIL}(?P<year>{_YEAR})?(?P<half>[上下])半年{_LIMIT}", named.read_halves),
    (
        "元三五六七国春清端中十",
        rf"(?P<gone>过完|过了)?(?P<year>{_YEAR})?(?P<name>元旦|国庆|春节|清明|端午|中秋|(?:三八|五一|六一|七一|十一)(?=节|妇女|国际|劳动节|前|之前|以前|后|期间"
        rf"|假期|放假|长假|当天|那天|建党|儿童))(?:国际|妇女|劳动|儿童|建党|国庆)*节?(?:放假|假期|长假)?(?P<over>收假|放完假)?{_LIMIT}",
        near.read_festival,
    ),
    ("最近这前", f"(?:{_words(VAGUE)})(?![的]?[一二三四五六七八九十两半\\d]+个?[天周月年])", near.read_vague),
    ("—–~至到-", rf"(?P<year>{_FULL_YEAR}){_TO}(?P<year2>{_FULL_YEAR})", named.read_year_range),
    (
        "天日周期拜月年",
        rf"(?P<lead>最近|过去|未来|接下来|今后|往后|近|前|这)?(?<![\d第每{_COUNT}])(?P<n>{_N}|半)"
        r"(?P<u>天|日(?=以?之?[内后])|周|(?<=个)月|个月|个?星期|个?礼拜|年)(?P<tail>[以之]?[内后]|[以之]?前)?",
        near.read_distance,
    ),
    (
        "年",
        rf"{_UNTIL}(?P<year>{_FULL_YEAR})(?P<part>年?[底末终内初]|年?中(?![心国央级小共]))?{_LIMIT}",
        named.read_years,
    ),
    (
        "年",
        rf"{_UNTIL}(?<![青少中老成壮幼童学周多同翌每历常数新{_COUNT}])年(?P<part>[底末终内初前]|中(?![心国央级小共])){_LIMIT}",
        named.read_bare_year,
    ),
    (
        "周期拜",
        rf"{_UNTIL}(?:(?<![以之]){_SHIFT}个?|(?<![{_COUNT}每个上下本这]))(?:周|星期|礼拜)"
        rf"(?P<day>[一二三四五六天末1-6]|日(?![常记程]))?{_LIMIT}",
        near.read_weeks,
    ),
    (
        "天日晚早",
        rf"{_UNTIL}(?<![之以提从])(?P<word>{_words(BACK)})(?![堂性赋]){_LIMIT}",
        near.read_near_days,
    ),
    (
        ".",
        rf"(?<![\d.a-z])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.%万亿千百元人个名场次期项倍米公分级版折])(?:日|号)?{_LIMIT}",
        named.read_month_day,
    ),
    (
        "日号",
        rf"{_UNTIL}(?<![\d第月年.\])〕{_COUNT}])(?P<d>{_N})[日号](?![楼文令线院店桥机])(?:下午|上午|晚上)?{_LIMIT}",
        near.read_day_of_month,
    ),
)
_COMPILED = tuple((frozenset(signs), re.compile(pattern), reader) for signs, pattern, reader in _RULES)
_ANY = re.compile(
    r"[年月季周天日号期拜昨旦庆节]|五一|三八|六一|七一|十一|清明|端午|中秋|最近|近[期来]|这阵|今[早晚]|明早|\d[-./]\d"
)


def find_periods(text: str, today: date, *, prefer_past: bool = False) -> list[Period]:
    """Return the periods that a normalised sentence names, in their order, counted from `today`.

    `prefer_past` reads a bare month or day as the last one rather than the next (for reports of work done).
    """
    if not _ANY.search(text):
        return []
    signs = frozenset(text)
    base = Today(today, prefer_past)
    taken: list[tuple[int, int]] = []
    found: list[Period] = []
    for needed, pattern, reader in _COMPILED:
        if needed.isdisjoint(signs):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            period = reader(match, base) if reader and not _repeats(text, start) else None
            if period:
                found.append(replace(period, text=match[0], begin=start, stop=end))
            # 2月30日 is no day, and no February either.
            if period or reader in (None, named.read_month_day):
                taken.append((start, end))
    return sorted(found, key=lambda period: period.begin)


def _repeats(text: str, start: int) -> bool:
    """True after 每: 每月底, 每年年初 and 每个月 come round again and name no day."""
    return text[start - 1 : start] == "每" or text[max(0, start - 2) : start] in ("每年", "每个", "每月")


__all__ = ["Period", "PeriodKind", "find_periods"]
