"""Where an input belongs: buttons, commands, codes, awaited texts, lines of an area, questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from storage import SYSTEM_UNIT

from . import basics
from .access import Act, NotAllowed, may_anywhere
from .area import COMMAND_LINK, Button, Command, StartLink
from .asking import Asked, ready
from .commands import TABLES, Tables
from .groups import owning, standing
from .people import redeeming
from .reply import Reply
from .request import Request, Standing
from .turn import Turn

_GAP = re.compile(r"\s+")


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
    if spoken is not None:
        return _command(turn, spoken.name, tables)
    waiting = turn.waiting if awaited and turn.request.private else None
    if waiting is not None and waiting["for"] in tables.waits:
        kind = waiting["for"]
        return Work(partial(_take, tables.waits[kind].waits[kind]))
    return _line(turn, tables) or ready(turn, turn.text, follow_up=True)


def for_administrators(request: Request, tables: Tables = TABLES) -> bool:
    """Return whether the request is one that only administrators of its group may make."""
    if request.private or owning.is_anothers(request):
        return False
    line = request.text
    if request.button is not None:
        prefix, _, line = owning.without_mark(request.button).partition(":")
        if prefix != "c":
            button = tables.buttons.get(prefix)
            return button is not None and button.administrators
    said = (line or "").strip()
    if not said.startswith("/") and said not in tables.by_word and request.button is None:
        return False
    command = _named(said.removeprefix("/"), tables)[0]
    return command is not None and command.administrators


def surely_writes(request: Request, tables: Tables = TABLES) -> bool:
    """Return whether the input is sure to write, whoever sends it.

    A button that changes something does, and words that are no command: they are kept at least as a question.
    """
    if request.button is None:
        words = (request.text or "").strip()
        return not words.startswith("/") and words not in tables.by_word
    prefix = request.button.partition(":")[0]
    button = tables.buttons.get(prefix)
    return prefix == "q" or (request.private and button is not None and not button.reads)


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
    if not _stands(turn, button):
        return Work(standing.refuse, reads=True)
    _check(turn, button.act)
    return Work(lambda any_turn: _served(button, any_turn, rest), button.reads)


def _served(button: Button, turn: Turn, rest: str) -> Reply:
    reply = button.handle(turn, rest)
    return replace(reply, in_place=True) if button.in_place else reply


def _command(turn: Turn, line: str, tables: Tables) -> Route:
    command, name, rest = _named(line, tables)
    if command is None:
        return Work(lambda reading: basics.unknown_command(reading, name.lower(), tables.areas), reads=True)
    if turn.request.private and not command.private:
        return Work(lambda reading: standing.group_only(reading, command.name), reads=True)
    if not turn.request.private and not command.group:
        return Work(lambda reading: basics.private_only(reading, command), reads=True)
    if not _stands(turn, command):
        return Work(standing.refuse, reads=True)
    _check(turn, command.act)
    if command.member is not None and not rest and _speaks_for_a_unit(turn):
        own = command.member
        return Work(lambda reading: own(reading, rest), reads=True)
    if command.question is not None:
        return ready(turn, command.question(rest), follow_up=bool(rest))
    link = _link(rest, tables) if command.name == "start" and turn.request.private else None
    if link is not None:
        return Work(lambda writing: link.handle(writing, rest.removeprefix(link.prefix)))
    handle = command.handle
    assert handle is not None, "a command without a question has a handler"
    return Work(lambda any_turn: handle(any_turn, rest), command.reads)


def _link(rest: str, tables: Tables) -> StartLink | None:
    """The link that leads here; its parameter is one word."""
    links = (link for area in tables.areas for link in area.links)
    return next((link for link in links if rest.startswith(link.prefix)), None)


def _named(line: str, tables: Tables) -> tuple[Command | None, str, str]:
    """The command, its name as typed, and what follows; a link names one behind /start."""
    name, rest = (*_GAP.split(line.strip(), maxsplit=1), "")[:2]
    plain = name.partition("@")[0]
    command = tables.by_name.get(plain.lower()) or tables.by_word.get(plain)
    if command is not None and command.name == "start" and rest.startswith(COMMAND_LINK):
        return _named(rest.removeprefix(COMMAND_LINK), tables)
    return command, plain, rest


def _stands(turn: Turn, one: Command | Button) -> bool:
    """Whether who speaks in a group may do what only its administrators may."""
    return not one.administrators or turn.request.private or turn.request.standing is Standing.ADMINISTRATOR


def _speaks_for_a_unit(turn: Turn) -> bool:
    membership = turn.membership
    return turn.request.private and membership is not None and membership.unit != SYSTEM_UNIT


def _check(turn: Turn, act: Act | None) -> None:
    if act is not None and not may_anywhere(act, turn.memberships):
        raise NotAllowed.to(act, turn.memberships)
