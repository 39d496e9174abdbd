"""The answers and changes that a button can bring to a draft; each returns the content after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from knowledge import Share
from storage import EntryStatus

from ..phrases import say
from ..progress.counting import counts_toward
from ..progress.standing import number as shown
from ..turn import Turn
from . import adjusting, reading
from .content import Content, Number, Piece

_LARGEST = Decimal(10**9)
_ANY = "个"
"""The measure that people put before anything; alone it does not say what is counted."""


class OldButton(Exception):
    """The button says something that the draft no longer has, or never had."""


def with_unit(turn: Turn, content: Content, code: str) -> Content:
    """Answer for which county it is; only one's own counties can be named."""
    membership = reading.reporter(turn)
    unit = f"county:{code}"
    if membership is None or unit not in reading.units_to_name(membership, turn.catalogue):
        raise OldButton(code)
    return replace(content, unit=unit, answers=content.answers + 1)


def with_picks(turn: Turn, content: Content, picks: str) -> Content:
    """Answer which tasks are meant: one pick for each piece that was asked."""
    numbers = picks.split("-")
    asked = content.asked
    if len(numbers) != len(asked):
        raise OldButton(picks)
    for piece, pick in zip(asked, numbers, strict=True):
        choices = content.pieces[piece].choices
        content = _with_task(turn, content, piece, choices[index(pick, len(choices))])
    return replace(content, answers=content.answers + 1)


def with_task(turn: Turn, content: Content, piece: str, task: str) -> Content:
    """Give a piece another task."""
    number = index(piece, len(content.pieces))
    answers = content.answers + 1 if content.pieces[number].ask else content.answers
    return replace(_with_task(turn, content, number, task), answers=answers)


def without_task(content: Content, piece: str) -> Content:
    """Let a problem, highlight or visit belong to no task."""
    number = index(piece, len(content.pieces))
    old = content.pieces[number]
    numbers = tuple(replace(one, target=None) for one in old.numbers)
    changed = replace(old, task=None, target=None, among=None, ask=False, numbers=numbers)
    return replace(content.with_piece(number, changed), answers=content.answers + 1)


def with_number(turn: Turn, content: Content, piece: str, which: str, change: str) -> Content:
    """Change a number: `=12` sets it, `-1` and `5` add; it never falls below 0."""
    at, old = _number(turn, content, piece, which)
    value = _decimal(change.removeprefix("="))
    value = value if change.startswith("=") else old.value + value
    return _with_number(
        turn,
        content,
        at,
        int(which),
        replace(old, value=max(value, Decimal(0)), approx=False, upto=None),
    )


def without_number(turn: Turn, content: Content, piece: str, which: str) -> Content:
    """Take one of several numbers out of a piece, whose words then say so; the last one stays to be set."""
    at = index(piece, len(content.pieces))
    old = content.pieces[at]
    place = index(which, len(old.numbers))
    if len(old.numbers) < 2:
        raise OldButton(which)
    gone = old.numbers[place]
    # Without this a paper made from the words would tell the number that is gone.
    text = old.text + say("checkin.number_removed", number=f"{shown(gone.value)}{gone.unit}")
    numbers = (*old.numbers[:place], *old.numbers[place + 1 :])
    tasks = turn.catalogue.plans[content.plan].tasks
    return content.with_piece(at, reading.aimed(replace(old, numbers=numbers, text=text), tasks))


def set_number(
    turn: Turn, content: Content, piece: int, which: int, value: Decimal, unit: str | None
) -> Content:
    """Set a number to what was typed, with its unit if one was; else 个 becomes the unit of the target."""
    at, old = _number(turn, content, str(piece), str(which))
    unit = unit or _unit(turn, content, content.pieces[at], old)
    return _with_number(
        turn, content, at, which, replace(old, value=value, unit=unit, approx=False, upto=None)
    )


def with_target(turn: Turn, content: Content, piece: str, which: str, target: str) -> Content:
    """Let a number count for one of the task's targets, in its unit; a piece without number aims there."""
    at = index(piece, len(content.pieces))
    old = content.pieces[at]
    task = turn.catalogue.plans[content.plan].tasks.get(old.task or "")
    wanted = next((one for one in task.targets if one.id == target), None) if task is not None else None
    if task is None or wanted is None:
        raise OldButton(target)
    if not old.numbers or wanted.unit is None:
        return content.with_piece(
            at, reading.aimed(replace(old, target=target, among=(target,)), {task.id: task})
        )
    number = old.numbers[index(which, len(old.numbers))]
    unit = number.unit if counts_toward(wanted, number.unit) else wanted.unit
    chosen = replace(number, unit=unit, target=target, chosen=True, share=Share.WHOLE)
    return _with_number(turn, content, at, int(which), chosen)


def with_status(turn: Turn, content: Content, piece: str, status: str) -> Content:
    """Say how far the work is; with 已完成 the numbers of what was not done yet count too."""
    at = index(piece, len(content.pieces))
    if status not in {one.value for one in EntryStatus}:
        raise OldButton(status)
    changed = replace(content.pieces[at], status=EntryStatus(status))
    if changed.status is EntryStatus.DONE:
        numbers = tuple(_done(one) for one in changed.numbers)
        tasks = turn.catalogue.plans[content.plan].tasks
        changed = reading.aimed(replace(changed, numbers=numbers), tasks)
    return content.with_piece(at, changed)


def _done(number: Number) -> Number:
    return replace(number, share=Share.WHOLE) if number.share is Share.OPEN else number


def on_day(turn: Turn, content: Content, day: str, piece: str = "") -> Content:
    """Set the day meant, of one piece or of all; never one that lies ahead."""
    try:
        meant = date.fromisoformat(day)
    except ValueError as error:
        raise OldButton(day) from error
    if meant > turn.today:
        raise OldButton(day)
    return content.on_day(meant, index(piece, len(content.pieces)) if piece else None)


def decided(content: Content, *, so_far: bool) -> Content:
    """Answer 本次还是累计？ for every number in doubt."""
    pieces = tuple(
        replace(
            piece,
            numbers=tuple(
                replace(one, doubt=False, so_far=so_far) if one.doubt else one for one in piece.numbers
            ),
        )
        for piece in content.pieces
    )
    return replace(content, pieces=pieces)


def index(text: str, count: int) -> int:
    """Return the number in a button's action. Raises OldButton for anything but 0 to count − 1."""
    if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) >= count:
        raise OldButton(text)
    return int(text)


def _with_task(turn: Turn, content: Content, piece: int, task: str) -> Content:
    tasks = turn.catalogue.plans[content.plan].tasks
    if task not in tasks:
        raise OldButton(task)
    old = content.pieces[piece]
    said = reading.meant_by(turn, content.plan, old.text, task, content.as_of)
    changed = replace(
        old,
        task=task,
        target=said.target if said else None,
        among=said.targets if said else None,
        ask=False,
    )
    return content.with_piece(piece, reading.aimed(changed, tasks))


def _number(turn: Turn, content: Content, piece: str, which: str) -> tuple[int, Number]:
    at = index(piece, len(content.pieces))
    numbers = content.pieces[at].numbers
    place = index(which, max(1, len(numbers)))
    if numbers:
        return at, numbers[place]
    task = turn.catalogue.plans[content.plan].tasks.get(content.pieces[at].task or "")
    return at, adjusting.blank(content.pieces[at], task)


def _unit(turn: Turn, content: Content, piece: Piece, old: Number) -> str:
    """The unit of a number typed without one: its own, or the target's where 个 counts for none."""
    if old.unit != _ANY or any(one.target is not None for one in piece.numbers):
        return old.unit
    task = turn.catalogue.plans[content.plan].tasks.get(piece.task or "")
    targets = task.targets if task is not None else ()
    return next((one.unit for one in targets if one.id == piece.target and one.unit), old.unit)


def _with_number(turn: Turn, content: Content, piece: int, which: int, number: Number) -> Content:
    old = content.pieces[piece]
    numbers = (*old.numbers[:which], number, *old.numbers[which + 1 :])
    tasks = turn.catalogue.plans[content.plan].tasks
    return content.with_piece(piece, reading.aimed(replace(old, numbers=numbers), tasks))


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise OldButton(text) from error
    if not value.is_finite() or abs(value) > _LARGEST:
        raise OldButton(text)
    return value
