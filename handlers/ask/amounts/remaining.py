"""What is left of a printed number when some is done: 驿站建了1个还差几个, 500万用了300万还剩多少."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from knowledge import Cite, Hit, Number, PlanBook, PlanPoint, Target, Task, find_numbers, parse_number

from ...phrases import say
from ...reply import Reply, Text
from ..answer import Answer
from ..checking.claiming import END, ENDING, verdict_on, with_verdict
from ..finding.choosing import THING
from ..question import Question
from ..tasks.numbered import group_word
from .money import is_amount, is_named, plain, ten_thousands

_LEFT = re.compile(
    "(?:还|就|只)?(?:剩下?|差|缺|欠)(?:下|着)?的?(?:几|多少|好多)|还有(?:几|多少|好多)|还(?:要|得|需)要?[^,。]{0,3}(?:几|多少|好多)"
)
_CLAIMED = re.compile(
    "(?:还|就|只)?(?:剩下?|差|缺|欠)(?:下|着|了)?(?P<left>[0-9]+|[一二三四五六七八九十百两]+)[个项条人名次场万元]*"
    f"(?:没[做干办完弄][^,，。]{{0,2}})?{ENDING}{END}"
)
"""还剩22项吗: what is said to be left is worked out, and judged by that alone."""
_DONE = re.compile("了|已经|已|才|掉|只|[干做搞办弄建]完")
_SPENT = re.compile("(?:用|花|发|支)(?:了|掉|出|去|出去)?$|(?:已经?|才|只)$")
"""What stands before the amount that is spent of another: 500万用了300万."""
_OUTLINE = re.compile("提纲|问卷|[道个]题")
_NEAR = 3
_MEASURES = (None, "个", "项", "条", "人", "名", "次", "场")


def remaining(question: Question) -> Reply | None:
    """Return what is left of the number that the plan prints, by what the question says is done.

    None where the question says of nothing how much is done, or the plan prints no number of it.
    """
    text = question.text
    if not _DONE.search(text) or not question.book:
        return None
    claimed = _CLAIMED.search(text)
    if not (claimed or _LEFT.search(text)):
        return None
    end = claimed.start() if claimed else len(question.text)
    numbers = [number for number in question.reading.numbers if not number.ordinal and number.start < end]
    if not numbers:
        return None
    told = (
        _of_sum(question, question.book, numbers)
        or _of_task(question, question.book, numbers)
        or _of_all(question, question.book, numbers)
    )
    return _judged(told, claimed["left"]) if told and claimed else told


def _judged(told: Reply, said: str) -> Reply:
    """The answer behind 对 or 不是: whether as much is left as the question says."""
    first = told.blocks[0]
    assert isinstance(first, Text)
    left = find_numbers(first.text)[-1].value
    right = left == parse_number(said)
    return with_verdict(told, verdict_on(right=right, said=say("numbered.said_left", left=said)))


def _of_sum(question: Question, book: PlanBook, numbers: list[Number]) -> Reply | None:
    """A printed sum of which some is spent, said in money or in what its standard pays for."""
    amounts = [number for number in numbers if is_amount(number)]
    sums = {ten_thousands(one) for one in amounts if not _SPENT.search(question.text, 0, one.start)}
    printed = [money for money in book.money if money.amount in sums]
    found = [money for money in printed if is_named(question, money)] or printed
    if not found:
        found = [money for money in book.money if money.amount and is_named(question, money) and amounts]
    if len(found) != 1:
        return None
    money, amount = found[0], found[0].amount or 0.0
    spent = next((ten_thousands(one) for one in amounts if ten_thousands(one) != amount), None)
    counted = [number for number in numbers if number not in amounts]
    if spent is None and money.rate and counted and not money.rate.period:
        spent = float(counted[-1].value) * money.rate.value
    if spent is None or not 0 <= spent <= amount:
        return None
    answer = Answer("remaining").fact(
        say(
            "money.left",
            title=money.title,
            amount=plain(amount),
            spent=plain(spent),
            left=plain(amount - spent),
        )
    )
    answer.cite(book, Cite(clause=money.clause, quote=money.quote))
    return answer.notice(say("money.left_derived")).reply()


def _of_task(question: Question, book: PlanBook, numbers: list[Number]) -> Reply | None:
    """A target of which some is done; None where money is asked for or told."""
    done = numbers[-1]
    if question.reading.groups & {"money_word", "how_much"} or (done.unit is None and "万" in done.text):
        return None
    for task, target in tasks_counting(question, book, done, question.hits(book.id)):
        return _say_left(book, task, target, done) if one_done(numbers, target.value or 0.0) else None
    return None


def tasks_counting(
    question: Question, book: PlanBook, done: Number, hits: Iterable[Hit]
) -> Iterator[tuple[Task, Target]]:
    """Give the tasks that the best of `hits` belong to, each with its target that the number counts."""
    near = [hit.point for hit in islice(hits, _NEAR) if hit.score >= THING]
    for task in {task.id: task for point in near for task in _tasks(book, point)}.values():
        if target := _target(question, task, done):
            yield task, target


def _tasks(book: PlanBook, point: PlanPoint) -> list[Task]:
    """The task of a point; of a duty's point those of its clause."""
    kind, _, number = point.owner.partition(":")
    if kind == "task":
        return [book.tasks[number]]
    return [task for task in book.tasks.values() if kind == "duty" and task.clause == point.clause]


def one_done(numbers: list[Number], whole: float) -> bool:
    """Return False where more than the whole and the last number are counted alike: which is done is open."""
    done = numbers[-1]
    return all(one.value == whole for one in numbers[:-1] if one.unit == done.unit)


def _target(question: Question, task: Task, done: Number) -> Target | None:
    """The one target of a task that the number counts; the one that is named, where several could be."""
    fits = [
        target
        for target in task.targets
        if target.value
        and (target.count == "sum" or done.unit == "%")
        and (done.unit is None or done.unit in (target.unit, *target.accepts))
    ]
    if len(fits) > 1:
        topic = question.topic_words()
        pairs = {first + second for first, second in pairwise(topic)}
        return max(fits, key=lambda target: sum(pair in target.what for pair in pairs))
    return fits[0] if fits else None


def _say_left(book: PlanBook, task: Task, target: Target, done: Number) -> Reply:
    value, unit = target.value or 0.0, target.unit or ""
    rest = value - float(done.value)
    key = "numbered.left" if rest > 0 else "numbered.reached"
    scope = say("numbered.each_county" if target.scope == "county" else "numbered.in_province")
    answer = Answer("remaining").fact(
        say(
            key,
            what=target.what,
            scope=scope,
            value=plain(value),
            unit=unit,
            done=plain(float(done.value)),
            left=plain(max(rest, 0)),
        )
    )
    answer.cite(book, Cite(clause=task.clause, quote=target.quote)).notice(say("numbered.left_derived"))
    if target.compare == "at_least":
        answer.notice(say("numbered.left_of_least"))
    return answer.reply()


def _of_all(question: Question, book: PlanBook, numbers: list[Number]) -> Reply | None:
    """Of all tasks, actions, questions of the outline: those that are not done; None for those of a time."""
    done = numbers[-1]
    whole = _whole(question.text, book) if done.unit in _MEASURES and not question.reading.periods else None
    if whole is None or done.value not in range(whole[1] + 1) or not one_done(numbers, whole[1]):
        return None
    noun, count, cites = whole
    answer = Answer("remaining").fact(
        say(
            "numbered.left_of_all",
            plan=book.plan.name,
            noun=noun,
            count=count,
            done=plain(float(done.value)),
            left=plain(count - float(done.value)),
        )
    )
    return answer.cite(book, *cites).notice(say("numbered.left_derived")).reply()


def _whole(text: str, book: PlanBook) -> tuple[str, int, list[Cite]] | None:
    """What the question speaks of several of: its noun, how many the plan has, and where they stand."""
    for checklist in book.checklists:
        outline = any(item.section for item in checklist.items)
        if checklist.kind in text or (outline and _OUTLINE.search(text)):
            noun = say("numbered.outline_items") if outline else checklist.kind
            return noun, len(checklist.items), [Cite(clause=checklist.clause, quote=checklist.quote)]
    groups = [Cite(clause=group.clause, quote=group.quote) for group in book.groups]
    if "任务" in text:
        return say("numbered.task_items"), len(book.tasks), groups
    if group_word(book) in text:
        return group_word(book), len(book.groups), groups
    return None
