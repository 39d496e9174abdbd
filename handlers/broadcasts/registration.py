"""The command and buttons of broadcasts: `bc:<id>:<version>:<verb>`."""

from __future__ import annotations

from collections.abc import Callable

from storage import Broadcast, BroadcastState

from ..access import Act
from ..area import Area, Button, Command
from ..phrases import say
from ..reply import Notice, Outcome, Reply
from ..turn import Turn
from . import answering, card, sending, writing


def pressed(turn: Turn, action: str) -> Reply:
    """Serve a button; an id is only input, so a foreign broadcast gets the same words as none."""
    number, _, rest = action.partition(":")
    version, _, verb = rest.partition(":")
    found = _broadcast(turn, number)
    if found is None:
        return Reply((Notice(say("broadcasts.not_yours"), "warning"),), Outcome.SMALL_TALK, "old_button")
    if found.state in (BroadcastState.PLANNED, BroadcastState.STOPPED):
        return _after(turn, found, verb)
    if found.state is BroadcastState.DROPPED or version != str(found.version):
        return sending.shown(turn, found.id)
    turn.stop_waiting()
    if verb in _STEPS:
        return _STEPS[verb](turn, found)
    if verb in ("g", "none") or verb.startswith("k."):
        return writing.toggle(turn, found, verb)
    return sending.shown(turn, found.id)


def _after(turn: Turn, found: Broadcast, verb: str) -> Reply:
    if verb == "see":
        return sending.progress(turn, found)
    if verb == "stop":
        return sending.stop(turn, found)
    if verb.startswith("list."):
        name, _, page = verb.removeprefix("list.").partition(".")
        is_page = page.isascii() and page.isdigit() and len(page) < 4
        return sending.listed(turn, found, name, int(page) if is_page else 0)
    return sending.shown(turn, found.id)


def _broadcast(turn: Turn, number: str) -> Broadcast | None:
    """The broadcast of a unit for which the person may write; a draft is its author's alone."""
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    found = turn.store.broadcasts.get(int(number), for_change=True)
    mine = found is not None and any(one.unit == found.unit for one in turn.memberships)
    if found is None or not mine or turn.may(Act.BROADCAST, found.unit) is None:
        return None
    is_draft = found.state in (BroadcastState.DRAFT, BroadcastState.DROPPED)
    return None if is_draft and found.author_id != turn.person.id else found


_STEPS: dict[str, Callable[[Turn, Broadcast], Reply]] = {
    "card": card.card,
    "some": writing.ask_units,
    "edit": writing.ask_text,
    "preview": card.preview,
    "send": sending.confirm,
    "drop": writing.drop,
}

AREA = Area(
    "broadcasts",
    commands=(
        Command(
            "broadcast",
            say("broadcasts.command"),
            writing.begin,
            words=("群发", "群发通知"),
            act=Act.BROADCAST,
        ),
    ),
    buttons=(
        Button("bc", pressed, act=Act.BROADCAST),
        Button(answering.PREFIX, answering.begin, act=Act.BROADCAST),
    ),
    waits={
        writing.TEXT: writing.typed_text,
        writing.UNITS: writing.typed_units,
        answering.ANSWER: answering.typed,
    },
)
