"""The language of reports of a plan for which nobody wrote one: its tasks by their own names and words."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalogue import PlanBook
from .files import Counting, PlanTopics, Topic

_NAME = 2
"""Characters; a shorter name would be found inside other words."""


def derived(book: PlanBook) -> tuple[PlanTopics, dict[str, Topic]]:
    """Return one kind of work for each task, counted by all targets of the task, and these kinds by id.

    Titles and names of a task name the work; its `words` speak mostly of it. Words that people use for such
    work under other plans are not taken over: that they mean the same here, nobody has said.
    """
    topics, tasks = {}, {}
    for number, task in enumerate(book.tasks.values(), 1):
        topic = Topic(
            id=f"task-{number}",
            title=task.title,
            sure=tuple(name for name in (task.title, *task.names) if len(name) >= _NAME),
            likely=tuple(word for word in task.words if len(word) >= _NAME),
        )
        topics[topic.id] = topic
        tasks[task.id] = {topic.id: [target.id for target in task.targets]}
    return PlanTopics.model_validate({"plan": book.id, "tasks": tasks}), topics


def with_units(counting: Counting, books: Iterable[PlanBook]) -> Counting:
    """Return what is counted, with the units in which the targets of `books` count besides (学时, 个班)."""
    targets = [target for book in books for task in book.tasks.values() for target in task.targets]
    said = [unit for target in targets for unit in (target.unit, *target.accepts) if unit]
    known = {way for ways in counting.units.values() for way in ways} | set(counting.report_units)
    further = {unit: unit for unit in dict.fromkeys(said) if unit not in known}
    return counting.model_copy(update={"report_units": {**counting.report_units, **further}})
