"""这阶段要做什么, 之后那一步呢: the phase that runs today, or one beside the phase asked about before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge import Phase, PlanBook

from ...reply import Reply
from ..question import Question
from .due import phase_on

_THIS = re.compile(
    "(?:现在|眼下|当前|目前|如今|正在进行)?的?(?:[这本此]一?个?(?:阶段|步(?![骤子行]))|[现当](?:前的?)?阶段)"
)
_STEP = "(?:[那这]?一?个?|的)?(?:阶段|步(?![骤子行]))"
_AFTER = re.compile(f"(?:那|再|然后)*(?:下|后)一?个?(?:阶段|步)|(?:之后|接下来|后面|往后|接着)的?{_STEP}")
_THEN = re.compile(
    "^(?:那|再|接着|然后)*(?:然后|往后|后面|后来|接下来|再下来|往下)(?:呢|是啥|是什么|做什么|干啥|干什么)?[?？。]*$"
)
"""然后呢 goes on in the row of phases where one was talked about."""
_NOW = re.compile("(?:现在|眼下|当前|目前|如今|[到在]).{0,4}(?:哪|什么|啥|第几)一?个?(?:阶段|步(?![骤子行]))")
_BEFORE = re.compile(f"(?:那|再)*(?:上|前)一?个?(?:阶段|步)|(?:之前|前面|往前)的?{_STEP}")
_ORDINAL = re.compile("^第.阶段$")


def this_phase(question: Question, ask: Callable[[str], Reply]) -> Reply | None:
    """Return what `ask` answers when 这阶段 stands there as the phase of today.

    With several plans in focus, or where none runs, it is told how each plan stands. None where no phase is
    meant so, or one is named beside it.
    """
    said = _THIS.search(question.text)
    if said is None or any(_named(phase, question.text) for book in question.books for phase in book.phases):
        return None
    running = _running(question, question.dated[0]) if question.book else None
    if running is None:
        return phase_on(question)
    return ask(f"{question.text[: said.start()]}{_name(running)}{question.text[said.end() :]}")


def beside_phase(
    text: str, before: Callable[[], str], books: Sequence[PlanBook], earlier: Callable[[], Question]
) -> str | None:
    """Return the question with 之后那一步 as the phase after the one that the question `before` was about.

    That is the one it named, or the one that runs where it asked for it (`earlier`: 这阶段, 现在到哪一步).
    None where no such words stand there, no phase was meant, or there is none on that side.
    """
    for pattern, step in ((_AFTER, 1), (_BEFORE, -1), (_THEN, 1)):
        if said := pattern.search(text):
            beside = _beside(before(), step, books) or _beside_running(earlier(), step)
            if beside is None:
                return None
            rest = "是什么" if pattern is _THEN else text[said.end() :]
            return f"{text[: said.start()]}{_name(beside)}{rest}"
    return None


def _beside(earlier: str, step: int, books: Sequence[PlanBook]) -> Phase | None:
    for book in books:
        places = [place for place, phase in enumerate(book.phases) if _named(phase, earlier)]
        if len(places) == 1 and 0 <= places[0] + step < len(book.phases):
            return book.phases[places[0] + step]
    return None


def _beside_running(earlier: Question, step: int) -> Phase | None:
    """The phase beside the one that runs today, where the question before asked for this one."""
    if not earlier.book or not (_THIS.search(earlier.text) or _NOW.search(earlier.text)):
        return None
    book = earlier.dated[0]
    running = _running(earlier, book)
    place = book.phases.index(running) + step if running else -1
    return book.phases[place] if 0 <= place < len(book.phases) else None


def _named(phase: Phase, text: str) -> bool:
    return any(name in text for name in (phase.title, *phase.names))


def _running(question: Question, book: PlanBook) -> Phase | None:
    running = [phase for phase in book.phases if phase.starts <= question.today <= phase.ends]
    return running[0] if len(running) == 1 else None


def _name(phase: Phase) -> str:
    """Its number where the plan counts phases, else its title."""
    return next(filter(_ORDINAL.match, phase.names), phase.title)
