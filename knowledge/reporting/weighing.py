"""What a stretch of a line says of its task: the tasks that fit, and between which the person must choose."""

from __future__ import annotations

from dataclasses import dataclass

from .line import TaskChoice
from .task_match import Evidence, TaskMatcher

_CLOSE = 0.85
"""A second task that fits this share of the first one is as likely meant."""
_OPEN = 0.5
"""The same for words that are known to leave the task open (培训)."""
_UNSURE = 2.0
"""A score below which the person is asked even where no other task comes near."""
_NAMES = 5.0
"""A score that one word alone reaches only where it names the work by itself."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch of a line with the tasks that fit it, best first, and those between which it leaves open."""

    text: str
    evidence: Evidence
    choices: tuple[TaskChoice, ...]
    left_open: tuple[TaskChoice, ...]

    @property
    def works(self) -> tuple[str, ...]:
        """The kinds of work that it may tell of where it stands in a list; () where it names none."""
        if self.left_open:
            return tuple(one.topic for one in self.left_open)
        sure = self.choices and self.choices[0].score >= _UNSURE and self.choices[0].topic
        return (self.choices[0].topic,) if sure else ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tasks that a stretch may mean, best first, and whether the person must choose."""

    tasks: tuple[TaskChoice, ...]
    ask: bool


def weigh(text: str, matcher: TaskMatcher, evidence: Evidence | None = None) -> Weighed:
    """Return what `text` says of its task; `evidence` where it is known already."""
    evidence = evidence or matcher.evidence(text)
    choices, left_open = matcher.choices(text, evidence), matcher.open_choices(text, evidence)
    return Weighed(text, evidence, choices, left_open)


def choose(weighed: Weighed) -> Chosen:
    """Return the tasks that a stretch means, one where nothing comes near it."""
    left_open, choices = weighed.left_open, weighed.choices
    if left_open:
        open_to = tuple(one for one in left_open if one.score >= _OPEN * left_open[0].score)
        return Chosen(open_to, ask=len(open_to) > 1)
    if not choices:
        return Chosen((), ask=True)
    close = tuple(choice for choice in choices if choice.score >= _CLOSE * choices[0].score)
    ask = len(close) > 1 or choices[0].score < _UNSURE
    return Chosen(close if ask else close[:1], ask)


def choose_side(weighed: Weighed) -> Chosen:
    """Return the tasks of one of several works; a word that only speaks mostly of a task leaves it open."""
    chosen = choose(weighed)
    if weighed.left_open or not weighed.choices or weighed.choices[0].score >= _NAMES:
        return chosen
    return Chosen(weighed.choices[:3], ask=True)
