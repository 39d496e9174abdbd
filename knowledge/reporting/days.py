"""The day that a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..months import months_after
from ..understanding.numbers import parse_number
from ..understanding.periods import Period, find_periods
from .files import DayWords
from .found import touches

_NAMES = re.compile(r"[5五][.·]?[1一](?=学堂|劳动奖|奖章|口号)|三八(?=红旗手)")
_DAY_OF_MONTH = re.compile(r"(?P<which>上|本|这)个?月的?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]")
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)")
_LONG_AGO = timedelta(days=300)
"""A feast that was so long ago is the coming one, for which something is done before: it names no day."""
_LENGTHS = ("week", "month", "quarter", "half", "year")
_ABOUT = re.compile(r"的?(?:工会)?(?:工作|总结|报告|小结|情况|报表|预算|计划|任务|经费|资金|材料|信息)")
_WEEK_DIGIT = re.compile(r"(?:周|星期|礼拜)\d$")
_COUNTED = re.compile("[场次个家户人名期份支件项]")
_AHEAD = timedelta(days=60)
"""A month and day further ahead than this are those of the year before, as for every report."""


class DayReader:
    """Finds the days of lines, the past meant where nothing else is said. Holds no state between lines."""

    def __init__(self, words: DayWords, corrections: re.Pattern[str]) -> None:
        """Compile the words of days.yaml; `corrections` as inside a line."""
        self._near = dict(words.near)
        self._feasts = {name: _month_day(day) for name, day in words.feasts.items()}
        feasts = "|".join(sorted(self._feasts, key=len, reverse=True))
        self._feast = re.compile(
            rf"(?:{feasts})(?:(?<=[节日])(?!前|后|期间)(?:当[天日]|那[天日])?|当[天日]|那[天日])"
        )
        self._word = re.compile("|".join(sorted(map(re.escape, self._near), key=len, reverse=True)))
        month, day = r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
        self._bare = re.compile(
            rf"(?:(?<!\d)(?P<y>(?:20)?\d\d)年)?(?<![\d第]){month}月(?:份)?{day}(?!{words.not_units})"
        )
        self._signs = re.compile(rf"(?:^|(?<=,)){month}[/-]{day}(?={words.acts})")
        self._corrections = corrections
        self._same_day = re.compile("|".join(words.same_day))

    def find(self, text: str, today: date) -> list[Period]:
        """Return the periods that a line names, in their order."""
        taken = [match.span() for match in _NAMES.finditer(text)]
        found: list[Period] = []
        for period in self._own(text, today):
            if not touches(period.span, taken):
                found.append(period)
                taken.append(period.span)
        told = find_periods(text, today, prefer_past=True)
        found += [one for one in told if not touches(one.span, taken) and not _counts(one, text)]
        return sorted(found, key=lambda period: period.begin)

    def day_of(self, periods: Sequence[Period], text: str, today: date) -> tuple[date | None, bool]:
        """Return the day meant and whether it lies ahead; None where no day is said.

        Of several days the first that is not ahead is meant; after 不对 the later one. A stretch of a few
        days (3月5日至7日) counts on its last day.
        """
        days = self.only_days(periods, today)
        if not days:
            return self._reached(periods, today), False
        for match in self._corrections.finditer(text):
            later = [period for period in days if period.begin >= match.end()]
            if later and any(period.stop <= match.start() for period in days):
                days = later
        # 不是今天，是昨天: the denied one is not meant.
        days = [period for period in days if not text.endswith("不是", 0, period.begin)] or days
        days = _joined(days, text)
        past = [period for period in days if period.end <= today]
        chosen = past[0] if past else days[0]
        # 上周三到周五 is told as a day and the day up to which it went.
        up_to = (one.end for one in periods if one.kind == "until" and one.begin == chosen.stop)
        last = next((end for end in up_to if chosen.end <= end <= today), chosen.end)
        return last, last > today

    @staticmethod
    def only_days(periods: Sequence[Period], today: date) -> list[Period]:
        """Return those of the periods that are days on which something was done."""
        return [period for period in periods if _is_day(period) and not _is_coming_feast(period, today)]

    def past_period(self, periods: Sequence[Period], text: str, today: date) -> str:
        """Return the words of a month, quarter, half or year that is over and in which something was done.

        上半年工作报告 names what the report is about, not when it was handed in.
        """
        return next(
            (
                one.text
                for one in periods
                if one.kind in _LENGTHS and one.end < today and not _ABOUT.match(text, one.stop)
            ),
            "",
        )

    def is_of_today(self, text: str) -> bool:
        """True for 上午, 刚刚 and the like, which mean today in a line that names no day."""
        return self._same_day.search(text) is not None

    @staticmethod
    def _reached(periods: Sequence[Period], today: date) -> date | None:
        """The day up to which a running total counts: 截至6月底, 到上个礼拜为止; None where it lies ahead."""
        ends = [one.end for one in periods if one.kind == "until" and not one.text.endswith("前")]
        return next((end for end in ends if end <= today), None)

    def _own(self, text: str, today: date) -> Iterator[Period]:
        """Days as only reports write them: 昨儿, 上个月25号, 6月12办的, 3/8在镇上, 20230530."""
        for match in self._word.finditer(text):
            yield _one_day(today + timedelta(days=self._near[match[0]]), match)
        for match in self._feast.finditer(text):
            when = next(when for name, when in self._feasts.items() if match[0].startswith(name))
            year = today.year if when <= (today.month, today.day) else today.year - 1
            yield _one_day(date(year, *when), match)
        for match in _DAY_OF_MONTH.finditer(text):
            back = 0 if match["which"] in "本这" else 1
            month = months_after(today, -back)
            day = _day(month.year, month.month, int(parse_number(match["day"]) or 0))
            if day:
                yield _one_day(day, match)
        for match in _COMPACT.finditer(text):
            day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            if day:
                yield _one_day(day, match)
        for match in (*self._bare.finditer(text), *self._signs.finditer(text)):
            said = match.groupdict().get("y")
            day = _day(int(said) % 100 + 2000 if said else today.year, int(match["m"]), int(match["d"]))
            if day and not said and day - today > _AHEAD:
                day = _day(today.year - 1, day.month, day.day)
            if day:
                yield _one_day(day, match)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _one_day(day: date, match: re.Match[str]) -> Period:
    return Period(day, day, "day", match[0], *match.span())


def _joined(days: list[Period], text: str) -> list[Period]:
    """The days, of two that 到 joins only the later one: 上个月28号到这个月5号."""
    kept = [
        one
        for one, following in pairwise(days)
        if (text[one.stop : following.begin] + following.text[:1]).lstrip("日号")[:1] not in tuple("到至~-")
    ]
    return [*kept, *days[-1:]]


def _counts(period: Period, text: str) -> bool:
    """True for 本周1 in 本周1场, which is no Monday."""
    return _WEEK_DIGIT.search(period.text) is not None and _COUNTED.match(text, period.stop) is not None


def _is_coming_feast(period: Period, today: date) -> bool:
    return today - period.end > _LONG_AGO and not re.search(r"[\d年月日号]", period.text)


def _is_day(period: Period) -> bool:
    """True for a day, or a stretch that is given by its days."""
    if period.vague or period.before:
        return False
    by_days = "月" in period.text and ("日" in period.text or "号" in period.text)
    return period.kind == "day" or (period.kind == "span" and period.start is not None and by_days)
