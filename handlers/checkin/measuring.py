"""A number that was told without a unit (收了一千二): what it counts is asked, with the units of the task."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge import Task
from storage import Draft

from ..phrases import say
from ..progress.counting import PERSONS, RATE
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from . import changing, choosing, reading
from .content import Content, Piece
from .numbers import number_words

_USUAL = ("人", "户", "份", "元", "家", "件")
_EVENTS = frozenset({"场", "次", "回", "期", "班"})
_MANY = 100
"""So many events are hardly meant."""
_OFFERED = 6
_NONE = "x"
_SAID = {"块": "元", "块钱": "元", "个人": "人", "名": "人"}


def ask(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Ask for the unit of the first number that has none; a typed number with its unit answers too."""
    piece, which = content.unmeasured[0]
    turn.wait_for("draft_number", draft=draft.id, piece=piece, number=which)
    held = content.pieces[piece]
    said = number_words(held.numbers[which])
    options = tuple(
        Choice(f"{said}{unit}", choosing.action(draft, f"m.{piece}.{which}.{at}"))
        for at, unit in enumerate(_units(turn, content, held, held.numbers[which].value))
    )
    none = Choice(say("checkin.no_such_number"), choosing.action(draft, f"m.{piece}.{which}.{_NONE}"))
    asked = Text(say("checkin.which_measure", number=said), strong=True)
    blocks = (*lead, choosing.what(content), asked, Choices(options, 3))
    return Reply(
        (*blocks, Choices((none, choosing.leaving(draft, content)), 2)), Outcome.ASK_BACK, "draft_measure"
    )


def answered(turn: Turn, content: Content, words: list[str]) -> Content:
    """Give the number the unit that was pressed, or leave it to the note. Raises OldButton for another."""
    at = changing.index(words[0], len(content.pieces))
    piece = content.pieces[at]
    which = changing.index(words[1], len(piece.numbers))
    tasks = turn.catalogue.plans[content.plan].tasks
    number = piece.numbers[which]
    units = _units(turn, content, piece, number.value)
    kept = () if words[2] == _NONE else (replace(number, unit=units[changing.index(words[2], len(units))]),)
    numbers = (*piece.numbers[:which], *kept, *piece.numbers[which + 1 :])
    changed = content.with_piece(at, reading.aimed(replace(piece, numbers=numbers), tasks))
    return replace(changed, answers=content.answers + 1)


def typed(turn: Turn, content: Content, text: str) -> Content | None:
    """Give the number that is asked for the unit that was typed alone (元); None for anything else."""
    waiting = turn.waiting or {}
    at, which = waiting["piece"], waiting["number"]
    if (at, which) not in content.unmeasured:
        return None
    piece = content.pieces[at]
    unit = _SAID.get(text, text)
    units = _units(turn, content, piece, piece.numbers[which].value)
    return answered(turn, content, [str(at), str(which), str(units.index(unit))]) if unit in units else None


def _units(turn: Turn, content: Content, piece: Piece, value: Decimal) -> tuple[str, ...]:
    """The units that the piece's targets count, then usual ones; one for people, one for events."""
    task = turn.catalogue.plans[content.plan].tasks.get(piece.task or "")
    found: list[str] = []
    for unit in (*_counted(piece, task), *_USUAL):
        kin = next((kind for kind in (PERSONS, _EVENTS) if unit in kind), frozenset({unit}))
        if kin.isdisjoint(found) and not (kin is _EVENTS and value > _MANY):
            found.append(unit)
    return tuple(found[:_OFFERED])


def _counted(piece: Piece, task: Task | None) -> list[str]:
    targets = task.targets if task is not None else ()
    meant = [one for one in targets if piece.among is None or one.id in piece.among]
    return [unit for one in meant for unit in (one.unit, *one.accepts) if unit is not None and unit != RATE]
