"""All of a plan's tasks or of a checklist at a glance: 我的任务, 一共多少项任务, 十个一有哪些."""

from __future__ import annotations

from knowledge import Checklist, Cite, Facet, PlanBook, Task

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question, residue

_TASK_WORDS = str.maketrans("", "", "项个条件任务工作清单事活具体方案必须需")
_LIST_WORDS = str.maketrans("", "", "个项条题任务问清单列参考调研内容")
_LISTED = frozenset({Facet.WHAT, Facet.MEANING, Facet.COUNT})
"""Sides that a list answers; when, who and how much it does not."""
_SHOWN = 3


def tasks_overview(question: Question) -> Reply | None:
    """Return the tasks of the plans in focus by their groups; None when something of its own is asked."""
    reading = question.reading
    if (
        reading.facets - _LISTED
        or reading.references
        or reading.names
        or residue(reading).translate(_TASK_WORDS)
    ):
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


def list_overview(question: Question) -> Reply | None:
    """Return the lines of a checklist, or its parts where it has parts; None when more is asked."""
    words = [word.word for word in question.reading.words if word.group == "list_word"]
    left = residue(question.reading, without=words[0])
    if question.reading.facets - _LISTED or left.translate(_LIST_WORDS):
        return None
    answer = Answer("list_overview")
    for book in question.books:
        for checklist in book.checklists:
            if any(word in checklist.title or word == checklist.kind for word in words):
                _say_list(answer, book, checklist)
    reply = answer.reply()
    return reply if reply.blocks else None


def _say_list(answer: Answer, book: PlanBook, checklist: Checklist) -> None:
    items = checklist.items
    sections = dict.fromkeys(item.section for item in items if item.section)
    answer.fact(say("numbered.list", plan=book.plan.name, kind=checklist.kind, count=len(items)))
    if sections:
        counts = [(section, sum(item.section == section for item in items)) for section in sections]
        answer.rows([(section, say("numbered.questions", count=count)) for section, count in counts])
    else:
        answer.rows([(str(item.no), item.title) for item in items])
    answer.cite(book, Cite(clause=checklist.clause, quote=checklist.quote))
    answer.cite(book, *(Cite(clause=item.clause, quote=item.quote) for item in items if not sections))
