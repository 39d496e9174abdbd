"""Questions about the plans and what is kept around them: whom for, what came before, what comes after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import frames
from .area import Area, Command
from .ask import answer
from .phrases import say
from .reminders import own
from .reply import Choice, Choices, Outcome, Prompt, Reply, SilenceKind
from .request import Request
from .rounds.current import moved_plan, moved_plans
from .services import Services
from .turn import Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to be answered without the database."""

    request: Request
    question: str


def ready(turn: Turn, question: str, *, follow_up: bool) -> Asked:
    """Return the question with unit, plan and, if it may lean on them, the earlier questions."""
    history: tuple[str, ...] = ()
    if follow_up:
        given = turn.request.history
        history = given if given is not None else frames.history(turn)
    rounds = moved_plans(turn.store, turn.catalogue)
    unit = turn.unit_id
    request = replace(
        turn.request,
        text=question,
        button=None,
        unit=unit,
        plan=turn.plan,
        history=history,
        round=moved_plan(turn.store, unit, turn.catalogue) if rounds and unit is not None else None,
        rounds=rounds,
    )
    return Asked(request, question)


def answered(asked: Asked, services: Services) -> Reply:
    """Return the plain answer. Raises PersonError."""
    return answer(asked.request, services)


def kept(turn: Turn, asked: Asked, reply: Reply) -> Reply:
    """Keep the question in the conversation; return the answer with the buttons that go with it."""
    if not asked.question.strip():
        # In a group only an answer to this message is heard, so the text field is opened for one.
        prompt = () if turn.request.private else (Prompt(say("commands.placeholder_group")),)
        return replace(reply, blocks=(*reply.blocks, *prompt))
    if not asked.request.key:
        return reply
    frame = frames.Frame(
        key=asked.request.key,
        question=asked.question,
        intent=reply.intent,
        outcome=str(reply.silence or reply.outcome),
        unit=asked.request.unit,
        plan=asked.request.plan,
    )
    frames.remember(turn, frame)
    buttons = _buttons(turn, frame, reply)
    return replace(reply, blocks=(*reply.blocks, Choices(buttons, 2))) if buttons else reply


def _buttons(turn: Turn, frame: frames.Frame, reply: Reply) -> tuple[Choice, ...]:
    if reply.silence is SilenceKind.NOT_FOUND:
        return (Choice(say("points.hand_on"), f"h:{frame.reference}"),)
    if turn.request.private and reply.outcome is Outcome.ANSWERED and reply.quotes:
        return (
            Choice(say("feedback.useful"), f"u:{frame.reference}"),
            Choice(say("feedback.useless"), f"n:{frame.reference}"),
        )
    return ()


def _due(words: str) -> str:
    return say("commands.due_when", when=words) if words else say("commands.due_now")


AREA = Area(
    "asking",
    commands=(
        Command("ask", say("commands.ask"), question=lambda words: words, words=("问", "提问"), group=True),
        Command(
            "due", say("commands.due"), question=_due, member=own.due, words=("到期", "要交什么"), group=True
        ),
    ),
)
