"""All tasks of a plan at a glance, for who asks 我的任务, 有哪些任务 or 一共多少项."""

from __future__ import annotations

from knowledge import Cite, PlanBook, Task

from ..phrases import say
from ..reply import Reply
from .answer import Answer
from .question import Question, residue

_TASK_WORDS = str.maketrans("", "", "项个条件任务工作清单事活具体方案必须需")
_SHOWN = 3


def tasks_overview(question: Question) -> Reply | None:
    """Return the tasks of the plans in focus by their groups; None when something of its own is asked."""
    reading = question.reading
    if reading.references or reading.names or residue(reading).translate(_TASK_WORDS):
        return None
    answer = Answer("tasks_overview")
    for book in question.books:
        _say_plan(answer, book, whole=question.book is not None)
    if question.unit is not None:
        answer.step(say("numbered.step_month"), say("numbered.ask_month"))
    return answer.reply()


def _say_plan(answer: Answer, book: PlanBook, *, whole: bool) -> None:
    """The number of tasks, then each group; its tasks by name when only one plan is told."""
    tasks = list(book.tasks.values())
    answer.fact(
        say("numbered.overview", plan=book.plan.name, count=len(tasks), groups=len(book.groups))
        + ("" if "1" in book.tasks else say("numbered.by_clause"))
    )
    rows = []
    for group in book.groups:
        inside = [task for task in tasks if task.group == group.no]
        rows.append((group.title, _named(inside) if whole else say("numbered.tasks", count=len(inside))))
        answer.cite(book, Cite(clause=group.clause, quote=group.quote))
    answer.rows(rows)
    for task in tasks[:_SHOWN] if whole else tasks[:1]:
        answer.step(f"{book.label(task.clause)} {task.title}", _ask(book, task))


def _named(tasks: list[Task]) -> str:
    return "；".join(f"{task.id}. {task.title}" if task.id.isdigit() else task.title for task in tasks)


def _ask(book: PlanBook, task: Task) -> str:
    """The shortest question that a numbered task answers."""
    number = f"第{task.id}项" if task.id.isdigit() else task.clause
    return f"{book.plan.name}{number}是什么"
