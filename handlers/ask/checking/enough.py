"""Whether a number is enough for a target: 疗休养120人可以吗, 职代会95%达标吗, 宣讲3场够不够."""

from __future__ import annotations

import re

from knowledge import Cite, Number, PlanBook, Target, Task, find_numbers

from ...phrases import say
from ...reply import Reply
from ..amounts.money import plain
from ..amounts.remaining import one_done, tasks_counting
from ..answer import Answer
from ..question import Question
from ..times.outside import CALENDAR_YEAR
from .claiming import NUMERAL, asks_enough, before_will_do

_UNDER = re.compile("(?:不到|没到|没有到|不足|不满|(?<!不)(?:少于|低于|小于))$")
"""What stands before a number that is not reached: 不到500人次行吗."""
_AROUND = frozenset(
    "我你咱俺们县区市里这那的了过只就都才已经一共总共全年今年搞弄做办开组织参加去来有到完成"
    "要是算不没吗吧嘛呢啊啦可以行够数达标合格超对是说能个次场名人项期家支率百分之点比例第"
    "请问帮看看一下每才安排活动工会会议职工拉让叫覆盖"
)
"""Characters that name no topic of their own."""
_ANOTHER_TIME = re.compile(f"[去前]年|(?<![0-9])[二两三四2-9]年|(?:每|一)个?(?:月|季度?|周)|{NUMERAL}+个月")
_PERIODS = {"calendar year": "calendar_year", "2023": "year_2023"}
_HITS = 6
_NEARLY = 0.2
_SHORT_PERIODS = frozenset({"quarter", "half_year", "month"})


def enough(question: Question) -> Reply | None:
    """Return whether the number said reaches the target that the plan prints, and what is missing.

    None where nothing is asked so, where no target is meant, or where more is asked than the number.
    """
    book = question.book
    if book is None or not asks_enough(question.text):
        return None
    numbers = [number for number in question.reading.numbers if not number.ordinal]
    if not numbers or "money_word" in question.reading.groups:
        return None
    topic = _UNDER.sub("", before_will_do(question.text))  # 达标 is the name of a task, too
    hits = question.understanding.find_text(topic, [book.id], limit=_HITS)
    for task, target in tasks_counting(question, book, numbers[-1], hits):
        if _settled(question, task, target, numbers):
            return _tell(question, book, task, target, numbers[-1])
    return None


def _settled(question: Question, task: Task, target: Target, numbers: list[Number]) -> bool:
    """True when the target alone settles the question: nothing else is said, no shorter time is meant."""
    done, value = numbers[-1], target.value or 0.0
    if not one_done(numbers, value) or target.period in _SHORT_PERIODS:
        return False
    if target.scope == "province" and "全省" not in question.text:
        return False
    if _other_time(question.text, target):
        return False
    upper = _upper(target)
    if upper is not None and float(done.value) > upper:
        return False
    doubtful = done.approx and abs(float(done.value) - value) <= _NEARLY * value
    if doubtful or done.at_most or (_under(question, done) and float(done.value) > value):
        return False
    known = "".join((task.title, target.what, target.quote, *task.names, *task.words))
    return all(sign in known or sign in _AROUND for sign in question.topic_words() if sign.isalnum())


def _other_time(text: str, target: Target) -> bool:
    """True when the number is of a time that the target does not count by itself: 去年建了2个."""
    if _ANOTHER_TIME.search(text):
        return True
    return any(year != target.period for year in CALENDAR_YEAR.findall(text) if target.period.isdigit())


def _upper(target: Target) -> float | None:
    """The upper end that the plan prints beside the least: 2 of 1至2个."""
    return next((float(one.upto) for one in find_numbers(target.quote) if one.upto is not None), None)


def _under(question: Question, done: Number) -> bool:
    return _UNDER.search(question.text, 0, done.start) is not None


def printed_target(target: Target) -> str:
    """Return what a target counts, of whom, in which time and how much: 职工疗休养：每个县不少于100名."""
    scope = say("numbered.each_county" if target.scope == "county" else "numbered.in_province")
    period = say(f"numbered.{_PERIODS[target.period]}") if target.period in _PERIODS else ""
    least = say("numbered.at_least") if target.compare == "at_least" else ""
    return say(
        "numbered.printed_target", what=target.what, scope=scope, period=period, least=least,
        value=plain(target.value or 0.0), unit=target.unit or "",
    )  # fmt: skip


def _tell(question: Question, book: PlanBook, task: Task, target: Target, done: Number) -> Reply:
    value, unit, reached = target.value or 0.0, target.unit or "", float(done.value)
    rest = value - reached
    printed = printed_target(target)
    answer = Answer("enough")
    if _under(question, done):
        answer.fact(say("numbered.under", printed=printed))
    elif rest > 0:
        left = plain(round(rest, 2)) + (say("numbered.points") if unit == "%" else unit)
        answer.fact(say("numbered.short", printed=printed, done=f"{plain(reached)}{unit}", left=left))
    else:
        answer.fact(say("numbered.enough", printed=printed, done=f"{plain(reached)}{unit}"))
    if rest < 0 and target.compare == "at_least" and unit != "%" and _upper(target) is None:
        answer.text(say("numbered.no_most"))
    answer.cite(book, Cite(clause=task.clause, quote=target.quote))
    return answer.notice(say("numbered.left_derived")).reply()
