"""The list of rounds, and ending and putting them away."""

from __future__ import annotations

from storage import SYSTEM_UNIT, Round, RoundState

from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .preview import round_row

_LISTED = 12


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
    found = _round(turn, number)
    if found is None or found.state is not RoundState.OPEN:
        return old_button(turn)
    said = Text(say("rounds.end_ask", name=found.name), strong=True)
    return _asked(said, say("rounds.end_means"), say("rounds.end_yes"), f"ro:ended:{found.id}")


def end(turn: Turn, number: str) -> Reply:
    """End a round; its entries stay with it."""
    found = _round(turn, number)
    ended = turn.store.rounds.end(found.id, turn.moment) if found is not None else None
    if ended is None:
        return old_button(turn)
    turn.audit("end_round", f"round:{ended.id}", unit=SYSTEM_UNIT)
    return rounds_list(turn, Text(say("rounds.ended", name=ended.name), strong=True))


def ask_archive(turn: Turn, number: str) -> Reply:
    """Ask before an ended round is put away."""
    found = _round(turn, number)
    if found is None or found.state is not RoundState.ENDED:
        return old_button(turn)
    said = Text(say("rounds.archive_ask", name=found.name), strong=True)
    return _asked(said, say("rounds.archive_means"), say("rounds.archive_yes"), f"ro:archived:{found.id}")


def archive(turn: Turn, number: str) -> Reply:
    """Put an ended round away; its entries stay."""
    found = _round(turn, number)
    archived = turn.store.rounds.archive(found.id, turn.moment) if found is not None else None
    if archived is None:
        return old_button(turn)
    turn.audit("archive_round", f"round:{archived.id}", unit=SYSTEM_UNIT)
    return rounds_list(turn, Text(say("rounds.archived", name=archived.name), strong=True))


def _asked(said: Text, means: str, yes: str, action: str) -> Reply:
    buttons = Choices((Choice(yes, action), Choice(say("rounds.list"), "ro:list")), 2)
    return Reply((said, Text(means), buttons), Outcome.ASK_BACK, "round_ask")


def _step(found: Round) -> Choice:
    if found.state is RoundState.OPEN:
        return Choice(say("rounds.end", name=found.name), f"ro:end:{found.id}")
    return Choice(say("rounds.archive", name=found.name), f"ro:arch:{found.id}")


def _round(turn: Turn, number: str) -> Round | None:
    is_id = number.isascii() and number.isdigit() and len(number) <= 18
    return turn.store.rounds.get(int(number), for_change=True) if is_id else None
