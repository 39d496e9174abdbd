"""What was understood of one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from ..schema.task import Target

Kind = Literal["progress", "problem", "highlight", "visit", "none"]
Status = Literal["done", "doing", "blocked", "none"]


class Share(StrEnum):
    """What a number is beside the others of its line; only what is done and no part of another counts.

    OPEN: of things not yet done (还有1个在装修). PART: a part of the number before it (其中骑手150人).
    OF_YEAR: such a part that tells this year's share (其中今年新建2个); it counts for a yearly target instead
    of ALL_YEARS, the number that it is a part of. OF_NAMED: such a part that alone is what the target asks
    (建会3家，其中25人以上的1家), of ALL_NAMED. BESIDE: of other things than the work (表彰6个班组).
    """

    WHOLE = ""
    OPEN = "open"
    PART = "part"
    OF_YEAR = "of_year"
    ALL_YEARS = "all_years"
    OF_NAMED = "of_named"
    ALL_NAMED = "all_named"
    BESIDE = "beside"

    def counts_for(self, target: Target) -> bool:
        """Return whether such a number may count for the target."""
        if self in (Share.OF_YEAR, Share.ALL_YEARS):
            return (self is Share.OF_YEAR) == (target.period != "programme")
        return self in (Share.WHOLE, Share.OF_NAMED)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that a careful clerk would note.

    Attributes:
        value, unit: 1.2万人次 is 12000 人次, 七万 is 7 万元, 九成 is 90 %.
        target: id of the target that counts this unit, None where no target does.
        so_far: a running total (累计, 已达) rather than what this one time brought.
        doubt: so_far was said in a word that may also mean this one time (一共): ask 本次还是累计？
        approx: about so much (500多人, 几乎百人, 四五十人).
        upto: the upper end where two were told (四五十人, 30到40人); `value` is the lower one, of which alone
            one can be sure. None where one number was told.
        text: as it was typed.
        people: 个 was said of people (100个产业工人).
        share: see Share.
    """

    value: int | float
    unit: str
    target: str | None = None
    so_far: bool = False
    doubt: bool = False
    approx: bool = False
    text: str = ""
    people: bool = False
    share: Share = Share.WHOLE
    upto: int | float | None = None


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task that the words fit, how well (above 0, without upper end), and the work that fitted.

    Attributes:
        targets: the targets that count this work as it was told; () when none does, None when the words name
            no kind of work, so that any target of the task may be meant.
        target: the one target that the words name, if they name one.
    """

    task: str
    score: float
    topic: str
    targets: tuple[str, ...] | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a line says about one piece of work; a line about two pieces has two parts.

    Attributes:
        tasks: the tasks that it may mean, best first; none when no task fits.
        quantities: in the order typed, corrections applied.
        status: done, doing, blocked or none (not begun, nothing to report).
        ask: several tasks fit about as well, or none fits well: the person must choose.
        text: the words of this part.
        day: its own day where the line tells of several; None where the line's holds.
        unsaid: no day is said of it, though one is of other works of the line.
    """

    tasks: tuple[TaskChoice, ...]
    quantities: tuple[Quantity, ...]
    status: Status
    ask: bool
    text: str
    day: date | None = None
    unsaid: bool = False

    @property
    def task(self) -> str | None:
        """The best task, or None."""
        return self.tasks[0].task if self.tasks else None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a line changes in something that was reported before.

    Attributes:
        last: it means what was reported last (上一条, 刚才那条), or does not say what it means (不对是3场).
        sure: it can only be a correction; else it may be a new report where nothing fits it.
        withdraw: what was reported is to count no longer.
        tasks: the tasks by which it is called, () when it is called by none.
        begin, end: the days by which it is called, None when it is called by none.
        old: the numbers that are denied (不是50人).
        numbers: the right numbers; unit "" where none was said.
        change: 1 when the numbers are to be added (少写了20人), -1 when they are to be taken off, else 0.
        day: the right day.
        to_tasks: the tasks that it may belong to instead (换成培训), best first.
    """

    last: bool = False
    sure: bool = True
    withdraw: bool = False
    tasks: tuple[str, ...] = ()
    begin: date | None = None
    end: date | None = None
    old: tuple[Quantity, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    change: int = 0
    day: date | None = None
    to_tasks: tuple[TaskChoice, ...] = ()

    @property
    def names_nothing(self) -> bool:
        """True when nothing says which report is meant."""
        return not self.tasks and self.end is None and not self.old


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line as it was understood; nothing of it is stored.

    Attributes:
        kind: none for a line that reports nothing (question, greeting, chatter).
        parts: one for each task; empty for kind none.
        day: the day meant, None when no day is said; never after `today` unless `future`.
        future: the only day said lies ahead.
        apart: words of the line that correct another report of before, not done; "" for none.
        apart_first: they stand before what the line reports.
        asked: words of the line that ask something besides, not answered; "" for none.
        asked_of_it: they ask about the very thing that is reported (还差几个).
        each: words that tell a number of each of several, of how many is not said (各办1场); "" for none.
        past: a period that is over and was said without a day (去年11月), as typed; "" for none.
        amendment: what the line changes in an earlier report; None for a report of its own.
        masked: what had been hidden before the line came here (身份证号, 手机号, 银行卡号).
        text: the line in its plain form.
        plan: the plan on whose tasks it was read.
    """

    kind: Kind
    parts: tuple[Part, ...] = ()
    day: date | None = None
    future: bool = False
    amendment: Amendment | None = None
    masked: tuple[str, ...] = ()
    text: str = ""
    plan: str = ""
    past: str = ""
    apart: str = ""
    apart_first: bool = False
    each: str = ""
    asked: str = ""
    asked_of_it: bool = False

    @property
    def ask(self) -> bool:
        """True when the person must be asked which task is meant."""
        return any(part.ask for part in self.parts)

    @property
    def status(self) -> Status:
        """The status of the first part; none for a line without parts."""
        return self.parts[0].status if self.parts else "none"

    @property
    def tasks(self) -> tuple[str, ...]:
        """Task numbers, best first: the best of each part, then the other choices where one must be asked."""
        best = [part.task for part in self.parts if part.task]
        others = [choice.task for part in self.parts if part.ask for choice in part.tasks]
        return tuple(dict.fromkeys(best + others))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities of all parts in their order."""
        return tuple(quantity for part in self.parts for quantity in part.quantities)

    @property
    def so_far(self) -> bool:
        """True when a running total is told."""
        return any(quantity.so_far for quantity in self.quantities)
