"""Asking twice before something that cannot be taken back."""

from __future__ import annotations

from ..area import cancel_choice
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn

KIND = "confirm"


def ask(turn: Turn, what: str, explained: tuple[str, ...], *, yes: str, action: str) -> Reply:
    """Explain and ask the first time; the button with `action` asks again."""
    turn.wait_for(KIND, what=what, step=1)
    said = [Text(sentence, strong=not number) for number, sentence in enumerate(explained)]
    return Reply((*said, _choices(yes, action)), Outcome.ASK_BACK, KIND)


def ask_again(turn: Turn, what: str, sentence: str, *, yes: str, action: str) -> Reply:
    """Ask the second time; the button with `action` does it. An old button says that it is old."""
    if not at(turn, what, 1):
        return too_late(turn)
    turn.wait_for(KIND, what=what, step=2)
    return Reply((Text(sentence, strong=True), _choices(yes, action)), Outcome.ASK_BACK, KIND)


def confirmed(turn: Turn, what: str) -> bool:
    """Return whether both questions were answered with yes just now; the answer is used up."""
    twice = at(turn, what, 2)
    if twice:
        turn.stop_waiting()
    return twice


def at(turn: Turn, what: str, step: int) -> bool:
    """Return whether this very thing was asked the `step`th time."""
    waiting = turn.waiting or {}
    return waiting.get("for") == KIND and waiting.get("what") == what and waiting.get("step") == step


def too_late(_turn: Turn) -> Reply:
    """Say that nothing was changed, and how to begin again."""
    back = Choices((Choice(say("membership.to_me"), "c:me"),))
    return Reply((Notice(say("membership.too_late"), "warning"), back), Outcome.SMALL_TALK, "too_late")


def _choices(yes: str, action: str) -> Choices:
    return Choices((Choice(yes, action), cancel_choice(say("membership.rather_not"))))
