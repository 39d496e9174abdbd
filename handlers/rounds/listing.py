"""The list of rounds, and ending and putting them away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from storage import SYSTEM_UNIT, Round, RoundState

from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .preview import round_row

_LISTED = 12

_DONE = {"end": "ended", "archive": "archived"}
"""What is done to a round, and what it is called afterwards."""


def rounds_list(turn: Turn, *lead: Block) -> Reply:
    """Show the rounds that are open or ended, with what can be done, and the way to a new one."""
    found = turn.store.rounds.list(RoundState.OPEN, RoundState.ENDED)[:_LISTED]
    rows = tuple(round_row(one, turn.catalogue) for one in found)
    there: Block = Facts(rows, say("rounds.list_title")) if rows else Text(say("rounds.none"))
    new = tuple(
        Choice(say("rounds.new", plan=book.plan.name), f"ro:plan:{book.id}")
        for book in turn.catalogue.plans.values()
    )
    steps = tuple(_step(one) for one in found)
    blocks = (*lead, there, *((Choices(steps),) if steps else ()), Choices(new, 2))
    return Reply(blocks, Outcome.ANSWERED, "rounds")


def old_button(turn: Turn) -> Reply:
    """Say that the button is old; nothing was changed."""
    return rounds_list(turn, Notice(say("rounds.old_button"), "warning"))


def ask_end(turn: Turn, number: str) -> Reply:
    """Ask before a round is ended."""
    return _ask(turn, number, RoundState.OPEN, "end")


def end(turn: Turn, number: str) -> Reply:
    """End a round; its entries stay with it."""
    return _settled(turn, number, turn.store.rounds.end, "end")


def ask_archive(turn: Turn, number: str) -> Reply:
    """Ask before an ended round is put away."""
    return _ask(turn, number, RoundState.ENDED, "archive")


def archive(turn: Turn, number: str) -> Reply:
    """Put an ended round away; its entries stay."""
    return _settled(turn, number, turn.store.rounds.archive, "archive")


def _ask(turn: Turn, number: str, before: RoundState, deed: str) -> Reply:
    found = _round(turn, number)
    if found is None or found.state is not before:
        return old_button(turn)
    yes = Choice(say(f"rounds.{deed}_yes"), f"ro:{_DONE[deed]}:{found.id}")
    said = Text(say(f"rounds.{deed}_ask", name=found.name), strong=True)
    buttons = Choices((yes, Choice(say("rounds.list"), "ro:list")), 2)
    return Reply((said, Text(say(f"rounds.{deed}_means")), buttons), Outcome.ASK_BACK, "round_ask")


def _settled(turn: Turn, number: str, settle: Callable[[int, datetime], Round | None], deed: str) -> Reply:
    found = _round(turn, number)
    done = settle(found.id, turn.moment) if found is not None else None
    if done is None:
        return old_button(turn)
    turn.audit(f"{deed}_round", f"round:{done.id}", unit=SYSTEM_UNIT)
    return rounds_list(turn, Text(say(f"rounds.{_DONE[deed]}", name=done.name), strong=True))


def _step(found: Round) -> Choice:
    if found.state is RoundState.OPEN:
        return Choice(say("rounds.end", name=found.name), f"ro:end:{found.id}")
    return Choice(say("rounds.archive", name=found.name), f"ro:arch:{found.id}")


def _round(turn: Turn, number: str) -> Round | None:
    is_id = number.isascii() and number.isdigit() and len(number) <= 18
    return turn.store.rounds.get(int(number), for_change=True) if is_id else None
