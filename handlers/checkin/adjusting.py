"""The page of one number: steps, frequent values, the other numbers, the targets, how far the work is."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from knowledge import Task
from storage import Draft, EntryFilter, EntryStatus

from ..phrases import cut, say
from ..progress.counting import MARKS
from ..progress.standing import number
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from .choosing import action, back
from .content import Content, Number, Piece
from .numbers import number_words

_STEPS = (-1, 1, 5, 10)
_USUAL = {"场": (1, 2, 3), "次": (1, 2, 3), "人次": (50, 100, 200), "人": (20, 50, 100), "名": (20, 50, 100)}
_STATUSES = (EntryStatus.DONE, EntryStatus.DOING, EntryStatus.BLOCKED)


def quantity(turn: Turn, draft: Draft, content: Content, index: int, which: int) -> Reply:
    """Show one number with buttons to change it; another number, a target or a status is one tap away."""
    piece = content.pieces[index]
    task = turn.catalogue.plans[content.plan].tasks.get(piece.task or "")
    shown = piece.numbers[which] if which < len(piece.numbers) else blank(piece, task)
    turn.wait_for("draft_number", draft=draft.id, piece=index, number=which)
    blocks: list[Block] = [
        Text(_now(content, index, shown, task), strong=True),
        Text(say("checkin.type_number")),
        Choices(tuple(_steps(draft, index, which)), 4),
    ]
    usual = _frequent(turn, content, piece, shown.unit)
    if usual:
        values = (
            Choice(f"{number(v)}{shown.unit}", action(draft, f"n.{index}.{which}.={number(v)}"))
            for v in usual
        )
        blocks.append(Choices(tuple(values), 3))
    blocks += _beside(draft, content, index, which, task)
    states = (
        Choice(say(f"checkin.status_{one.value}"), action(draft, f"st.{index}.{which}.{one.value}"))
        for one in _STATUSES
    )
    blocks.append(Choices(tuple(states), 3))
    finish = [] if content.in_doubt else [Choice(say("checkin.save"), action(draft, "save"))]
    blocks.append(Choices((*finish, back(draft)), 2))
    return Reply(tuple(blocks), Outcome.ASK_BACK, "draft_number")


def blank(piece: Piece, task: Task | None) -> Number:
    """Return the number that a piece without one begins with: 0 of what its target counts."""
    targets = task.targets if task is not None else ()
    target = next((one for one in targets if one.id == piece.target), None) or next(
        (one for one in targets if one.unit is not None), None
    )
    if target is None or target.unit is None:
        return Number(Decimal(0), say("checkin.times"))
    return Number(Decimal(0), target.unit, target.id)


def _now(content: Content, index: int, shown: Number, task: Task | None) -> str:
    title = task.title if task is not None else cut(content.pieces[index].text)
    return say("checkin.number_now", task=title, number=number_words(shown))


def _steps(draft: Draft, index: int, which: int) -> list[Choice]:
    labels = {step: f"+{step}" if step > 0 else f"−{-step}" for step in _STEPS}
    return [Choice(label, action(draft, f"n.{index}.{which}.{step}")) for step, label in labels.items()]


def _frequent(turn: Turn, content: Content, piece: Piece, unit: str) -> list[Decimal]:
    """The values that the unit entered most for this task, else usual ones of the measure."""
    found: Counter[Decimal] = Counter()
    if content.unit is not None and piece.task is not None:
        wanted = EntryFilter((content.unit,), plan=content.plan, task=piece.task, limit=30)
        for entry in turn.store.entries.list(wanted):
            found.update(
                one.value for one in entry.quantities if one.unit == unit not in MARKS and one.value > 0
            )
    common = [value for value, _ in found.most_common(3)]
    return sorted(set(common)) if common else [Decimal(value) for value in _USUAL.get(unit, ())]


def _beside(draft: Draft, content: Content, index: int, which: int, task: Task | None) -> list[Block]:
    """The other numbers and pieces of the draft, and the targets of the task where it has several."""
    options = [
        Choice(number_words(one), action(draft, f"qty.{place}.{spot}"))
        for place, piece in enumerate(content.pieces)
        for spot, one in enumerate(piece.numbers)
        if (place, spot) != (index, which)
    ]
    blocks: list[Block] = []
    if options:
        blocks += [Text(say("checkin.other_numbers")), Choices(tuple(options), 3)]
    numbers = content.pieces[index].numbers
    if len(numbers) > 1:
        said = say("checkin.remove_number", number=f"{number(numbers[which].value)}{numbers[which].unit}")
        blocks.append(Choices((Choice(said, action(draft, f"off.{index}.{which}")),)))
    targets = task.targets if task is not None and len(task.targets) > 1 else ()
    if targets:
        aims = (
            Choice(cut(target.what, 18), action(draft, f"aim.{index}.{which}.{target.id}"))
            for target in targets
        )
        blocks += [Text(say("checkin.which_target")), Choices(tuple(aims))]
    return blocks
