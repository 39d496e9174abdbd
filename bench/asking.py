"""One question end to end, without a database: how long, which stage takes what, against what."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cli.asking import request_of
from bot.compose import build_services
from handlers import Reply, Request, Services, dispatch

from .questions import Questions, load_questions
from .samples import Samples, medians, time_each, together
from .stages import REST, measured_stages
from .table import table
from .yardsticks import measure_yardsticks

SLOWEST = 5


def asking(limit: int | None = None, rounds: int = 15) -> str:
    """Return the tables on one question."""
    questions = load_questions(limit)
    services = build_services()
    requests = [request_of(case, services) for case in questions.cases]
    first = together(time_each(lambda request: answer_as_new(request, services), requests, 1))
    each = time_each(lambda request: answer_as_new(request, services), requests, rounds)
    again = time_each(lambda request: dispatch(request, services), requests, rounds)
    texts = [request.text or "" for request in requests]
    yardsticks = measure_yardsticks(services.catalogue, texts, max(1, rounds // 5))
    return "\n\n".join(
        (
            "## One question",
            f"{len(requests)} questions ({questions.source}), {rounds} rounds; `dispatch` in process, "
            "without a database. Microseconds.",
            _times(first, each, again),
            f"The slowest: {_slowest(questions, each)}.",
            "### Stages",
            "Measured inside the same answers in further rounds with a clock around each stage. A follow-up "
            "reads several sentences, so a stage may run more than once a question.",
            _stages(requests, services, max(1, rounds // 3)),
            "### Against",
            _against(together(each), yardsticks),
        )
    )


def forget(services: Services) -> None:
    """Let every sentence be new again, however often it was asked. What one answer reads twice stays read."""
    services.understanding.forget()
    services.reporting.forget()
    services.answers.forget()


def answer_as_new(request: Request, services: Services) -> Reply:
    """Return the answer to a sentence that nobody has asked before."""
    forget(services)
    return dispatch(request, services)


def _times(first: Samples, each: Sequence[Samples], again: Sequence[Samples]) -> str:
    rows = (
        ("a new sentence, every call", together(each)),
        ("a new sentence, median of its rounds", medians(each)),
        ("a new sentence, the first after a start", first),
        ("a sentence asked before, every call", together(again)),
        ("a sentence asked before, median of its rounds", medians(again)),
    )
    return table(
        ("", "mean", "p50", "p95", "p99"),
        [(name, s.mean, s.median, s.percentile(95), s.percentile(99)) for name, s in rows],
    )


def _slowest(questions: Questions, each: Sequence[Samples]) -> str:
    order = sorted(range(len(each)), key=lambda number: -each[number].median)[:SLOWEST]
    return "; ".join(f"{questions.cases[n]['question']} ({each[n].median:,.0f})" for n in order)


def _stages(requests: Sequence[Request], services: Services, rounds: int) -> str:
    with measured_stages() as clock:
        answer = clock.timed(REST, dispatch)
        for _ in range(rounds):
            for request in requests:
                forget(services)
                answer(request, services)
    asked = len(requests) * rounds
    whole = clock.taken.total()
    rows = [
        (stage, taken / asked / 1000, f"{100 * taken / whole:.1f} %", clock.calls[stage] / asked)
        for stage, taken in clock.taken.most_common()
    ]
    return table(
        ("stage", "µs a question", "share", "times a question"),
        [*rows, ("together", whole / asked / 1000, "100 %", "")],
    )


def _against(ours: Samples, yardsticks: Sequence[tuple[str, Samples]]) -> str:
    rows = [("one question, answered", ours), *yardsticks]
    return table(
        ("", "mean µs", "p95 µs", "ours ÷ it (mean)"),
        [(name, s.mean, s.percentile(95), f"{ours.mean / s.mean:,.2f}") for name, s in rows],
    )
