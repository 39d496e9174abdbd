"""What a line changes in what was reported before: in the last report, or in one that it calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..understanding.blanking import blanked
from ..understanding.numbers import parse_number
from ..understanding.periods import Period
from .files import Files
from .found import Found
from .line import Amendment, Quantity, TaskChoice
from .ranges import NUMERAL

_NEW_DAY = re.compile(r"(?:改成|改为|改到|应该是|应为|应是|更正为|换成|调成|(?<!不)是)$")
_DENIED = re.compile(r"不是$")
_REFERS = re.compile(r"(?:晚上|上午|下午)?的?(?:[那这]|报|记|写|填|发|登|录|上报)")
_OF = re.compile(r"(?:晚上|上午|下午)?(?:办|搞|开|做)?的")
_VALUE = re.compile(
    rf"(?:改成|改为|改到|更正为|应该是|应为|应是|(?<!不)是|不对,?|错了,?)(?P<value>{NUMERAL})(?![\d.]*[年月日号点岁项条])"
)
_ONLY_DAY = re.compile(
    r"(?:哦|噢|啊|不对|算了|错了|[,])*(?:时间|日期|日子)?(?:应该|其实|实际上?|都|还|就|才|应)*"
    r"(?:是 +(?:[上下]午|晚上)?[办搞开做去弄]?的?|(?<=还) +的?| +(?:[上下]午|晚上)?[办搞开做去弄]?的)"
    r"(?:吧|啊|哦|哈|了)?,?(?:而?不是 +的?)?"
)
"""Nothing is said but the right day, which stands blank here: 还是昨天, 是前天不是昨天, 都是昨天的."""
_OF_DAY = re.compile(
    r"[^,。;\d 是]{2,14}?的?(?:不是 +的?,?(?:而|应该|其实)?)?(?:应该|其实|都)?是 +"
    r"(?:[上下]午|晚上)?(?:办|搞|开|做|去|弄|走|演|讲|建|发)?的?(?:吧|哦|啊)?(?:,?而?不是 +的?)?"
)
"""A work and its day, and nothing that was done: 慰问是昨天的."""
_NOTHING_ELSE = 20
"""A longer text tells more than a work and what is right of it."""
_JUST_NOW = re.compile(r"刚才|刚刚|上面|前面")
_SHORT = 14
"""A longer text names no task only in order to change to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a line before it is read as an amendment.

    Attributes:
        text: the plain line.
        periods: the days and periods in it.
        counted: its numbers, corrections applied; `denied` those that are denied in it.
        choices: the tasks that its words fit, best first.
        named: its words name a task.
        left_open: they name several, between which they leave the choice open (培训).
    """

    text: str
    periods: Sequence[Period]
    counted: Sequence[Found]
    denied: Sequence[Found]
    choices: tuple[TaskChoice, ...]
    named: bool
    left_open: bool


class AmendmentReader:
    """Reads amendments. Holds no state between lines."""

    def __init__(self, files: Files) -> None:
        """Compile the patterns of cues.yaml."""
        cues = files.cues.correction
        self._opening = files.pattern(cues.opening)
        self._last = files.pattern(cues.called)
        self._earlier = files.pattern(cues.earlier)
        self._slip = files.pattern(cues.slip)
        self._remark = files.pattern(cues.remark)
        self._change = files.pattern(cues.change)
        self._instead = files.pattern(cues.instead)
        self._into = files.pattern(cues.into)
        self._rather = files.pattern(cues.rather)
        self._leave_out = files.pattern(cues.leave_out)
        self._recall = files.pattern(cues.recall)
        self._more = files.pattern(cues.more)
        self._less = files.pattern(cues.less)
        self._withdraw = files.pattern(cues.withdraw)
        self._drop = files.pattern(cues.drop)
        self._another = files.pattern(cues.another)
        self._restore = files.pattern(cues.restore)
        self._other_task = files.pattern(cues.other_task)
        self._labels = {label: unit for label, unit in files.counting.counted.items() if label[-1] in "数次"}

    def calls(self, text: str) -> list[tuple[int, int]]:
        """Where a line that amends the last report names it: 上一条, 那两条 are no numbers of anything."""
        if not self.changes(text):
            return []
        return [match.span() for way in (self._last, self._earlier) for match in way.finditer(text)]

    def begins(self, text: str) -> int:
        """Return where the statement begins that calls a report of before; 0 at the very beginning."""
        called = [match.start() for way in (self._last, self._earlier) for match in way.finditer(text)]
        return max(text.rfind(sign, 0, min(called)) for sign in ",。;") + 1 if called else 0

    def wants_back(self, text: str) -> bool:
        """True for 刚才撤回那条能恢复吗."""
        return self._restore.search(text) is not None

    def calls_another(self, text: str) -> bool:
        """True when `text` calls a report that cannot be the one before it in its line: 上次的80人."""
        return self._another.search(text) is not None

    def read(self, told: Told) -> Amendment | None:
        """Return what the line amends, None when it amends nothing."""
        text = told.text
        last = self._last.search(text) is not None
        called = last or self._earlier.search(text) is not None
        numbers = tuple(one.quantity for one in told.counted) or self._bare(told)
        only_day = not numbers and _only_a_day(told)
        opening = only_day or self._opening.search(text) is not None
        day, between = self._days(told, opening=opening and not numbers, only_day=only_day)
        opened = opening and bool(numbers or day)
        other = self._other(told, numbers) if not called else ()
        if other:
            return Amendment(last=True, to_tasks=other)
        slipped = self._slip.search(text) is not None and bool(numbers or day)
        sure = (called and (self.changes(text) or day is not None)) or slipped or (opened and not told.named)
        short = len(text) <= _NOTHING_ELSE and not told.periods
        left_out = short and told.named and not numbers and self._leave_out.search(text) is not None
        recalled = not numbers and self._recall.search(text) is not None
        left_out = left_out or recalled
        last = last or (recalled and _JUST_NOW.search(text) is not None)
        sure = sure or left_out or (not numbers and self._drops(text, between))
        of_day = not numbers and day is not None and _of_a_day(told)
        if not (sure or of_day or self._maybe(told, opened=opened, numbers=bool(numbers or day))):
            return None
        tasks = tuple(one.task for one in told.choices) if told.named or told.left_open else ()
        return Amendment(
            last=last or not (tasks or between or told.denied),
            sure=sure,
            withdraw=left_out or (not numbers and not day and self._withdraw.search(text) is not None),
            tasks=tasks,
            begin=between.start or between.end if between else None,
            end=between.end if between else None,
            old=tuple(one.quantity for one in told.denied),
            numbers=numbers,
            change=1 if self._more.search(text) else -1 if self._less.search(text) else 0,
            day=day.end if day else None,
        )

    def _drops(self, text: str, day: Period | None) -> bool:
        """True where a report is to count no longer that is called by its day."""
        return day is not None and self._drop.search(text) is not None

    def changes(self, text: str) -> bool:
        """Return whether something is to be otherwise."""
        return any(
            pattern.search(text) is not None
            for pattern in (self._change, self._slip, self._more, self._less, self._withdraw)
        )

    def _maybe(self, told: Told, *, opened: bool, numbers: bool) -> bool:
        """True for a line that may amend a report or be one: 宣讲不是50人，是60人."""
        text = told.text
        if not numbers:
            return False
        moved = self._into.search(text) is not None
        if moved and text.startswith("把") and not told.named:
            return True
        return (
            opened
            or moved
            or (len(text) <= _NOTHING_ELSE and not told.periods and self._rather.search(text) is not None)
            or any(
                pattern.search(text) is not None
                for pattern in (self._instead, self._remark, self._more, self._less)
            )
        )

    @staticmethod
    def _days(told: Told, *, opening: bool, only_day: bool) -> tuple[Period | None, Period | None]:
        """The right day, and the days by which the report is called."""
        new: Period | None = None
        called: Period | None = None
        for period in told.periods:
            before = told.text[: period.begin + period.text.startswith("到")]
            refers = _DENIED.search(before) or _REFERS.match(told.text, period.stop)
            of = _OF.match(told.text, period.stop) and not only_day
            if not refers and (_NEW_DAY.search(before) or (opening and not of)):
                new = period if period.kind in ("day", "span", "until") else new
            elif called is None:
                called = period
        return new, called

    def _other(self, told: Told, numbers: tuple[Quantity, ...]) -> tuple[TaskChoice, ...]:
        """The tasks to which a short line changes: 换成培训."""
        found = self._other_task.search(told.text)
        rest = told.text[found.end() :] if found else ""
        if not rest or len(rest) > _SHORT or numbers or told.periods or not (told.named or told.left_open):
            return ()
        return told.choices

    def _bare(self, told: Told) -> tuple[Quantity, ...]:
        """A right number without a unit: 人数写错了应该是45; never one that belongs to a day."""
        found = _VALUE.search(told.text)
        value = parse_number(found["value"]) if found else None
        if found is None or value is None:
            return ()
        if any(one.begin < found.end("value") and found.start("value") < one.stop for one in told.periods):
            return ()
        unit = next((unit for label, unit in self._labels.items() if label in told.text), "")
        return (Quantity(value, unit, text=found["value"]),)


def _only_a_day(told: Told) -> bool:
    """True where a line says nothing but on which day it was."""
    return bool(told.periods) and _ONLY_DAY.fullmatch(_undated(told)) is not None


def _of_a_day(told: Told) -> bool:
    """True where a line says of a work nothing but on which day it was; it may be a report of its own."""
    named = told.named or told.left_open
    return named and _OF_DAY.fullmatch(_undated(told)) is not None


def _undated(told: Told) -> str:
    return blanked(told.text, [period.span for period in told.periods])
