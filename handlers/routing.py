"""Where an input belongs: buttons, commands, codes, awaited texts, lines of an area, questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from . import basics
from .access import Act, NotAllowed, may_anywhere
from .asking import Asked, ready
from .commands import TABLES, Tables
from .people import redeeming
from .reply import Reply
from .turn import Turn


@dataclass(frozen=True, slots=True)
class Work:
    """A handler to be run in a transaction; `reads`: it changes nothing."""

    handle: Callable[[Turn], Reply | None]
    reads: bool = False


Route = Asked | Work


def choose(turn: Turn, codes: tuple[str, ...], *, awaited: bool = True, tables: Tables = TABLES) -> Route:
    """Return where the input goes. Raises NotAllowed for what only others may do.

    `awaited` False: the text was not what was waited for, so that is passed over.
    """
    if turn.request.button is not None:
        return _pressed(turn, turn.request.button, tables)
    text = turn.text.strip()
    code = _code(turn, codes)
    if code is not None:
        return code
    if text.startswith("/"):
        return _command(turn, text[1:], tables)
    spoken = tables.by_word.get(text)
    if spoken is not None and (turn.request.private or spoken.group):
        return _command(turn, spoken.name, tables)
    waiting = turn.waiting if awaited and turn.request.private else None
    if waiting is not None and waiting["for"] in tables.waits:
        kind = waiting["for"]
        return Work(partial(_take, tables.waits[kind].waits[kind]))
    return _line(turn, tables) or ready(turn, turn.text, follow_up=True)


def _take(handle: Callable[[Turn, str], Reply | None], turn: Turn) -> Reply | None:
    return handle(turn, turn.text.strip())


def _line(turn: Turn, tables: Tables) -> Work | None:
    for area in tables.areas:
        handle = area.text(turn) if area.text is not None else None
        if handle is not None:
            return Work(handle)
    return None


def _code(turn: Turn, codes: tuple[str, ...]) -> Work | None:
    if not codes:
        return None
    if turn.request.private:
        return Work(lambda writing: redeeming.redeem(writing, codes[0]))
    known = [code for code in codes if turn.store.invitations.find(code) is not None]
    return Work(lambda writing: redeeming.refuse_in_group(writing, known)) if known else None


def _pressed(turn: Turn, action: str, tables: Tables) -> Route:
    prefix, _, rest = action.partition(":")
    if prefix == "q":
        return ready(turn, rest, follow_up=False)
    if prefix == "c":
        return _command(turn, rest, tables)
    button = tables.buttons.get(prefix)
    if button is None:
        return Work(lambda reading: basics.old_button(reading, tables.areas), reads=True)
    if not button.group and not turn.request.private:
        return Work(basics.private_only, reads=True)
    _check(turn, button.act)
    return Work(lambda any_turn: button.handle(any_turn, rest), button.reads)


def _command(turn: Turn, line: str, tables: Tables) -> Route:
    name, _, rest = line.strip().partition(" ")
    plain = name.partition("@")[0]
    command = tables.by_name.get(plain.lower()) or tables.by_word.get(plain)
    rest = rest.strip()
    if command is None:
        return Work(lambda reading: basics.unknown_command(reading, plain.lower(), tables.areas), reads=True)
    if not (command.private if turn.request.private else command.group):
        return Work(basics.private_only, reads=True)
    _check(turn, command.act)
    if command.question is not None:
        return ready(turn, command.question(rest), follow_up=bool(rest))
    handle = command.handle
    assert handle is not None, "a command without a question has a handler"
    return Work(lambda any_turn: handle(any_turn, rest), command.reads)


def _check(turn: Turn, act: Act | None) -> None:
    if act is not None and not may_anywhere(act, turn.memberships):
        raise NotAllowed.to(act, member=bool(turn.memberships))
