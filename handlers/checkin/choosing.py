"""What a draft asks and offers: county, task, number, day, and what becomes of it when another line comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from knowledge import PlanBook, Task
from storage import Draft, EntryFilter, EntryKind, EntryStatus

from ..phrases import say
from ..progress.counting import DONE_MARK
from ..progress.standing import number
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from . import reading
from .content import Content, Number, Piece
from .days import day_words, offered

PAGE = 8
"""How many tasks or counties stand on one page."""
_TITLE = 16
_COMBINED = {1: 5, 2: 3, 3: 2}
"""How many choices each question offers when so many are asked at once."""
_STEPS = (-1, 1, 5, 10)
_USUAL = {"场": (1, 2, 3), "次": (1, 2, 3), "人次": (50, 100, 200), "人": (20, 50, 100), "名": (20, 50, 100)}
_STATUSES = (EntryStatus.DONE, EntryStatus.DOING, EntryStatus.BLOCKED)


def action(draft: Draft, verb: str) -> str:
    """Return the action of a button of this draft in its present version."""
    return f"d:{draft.id}:{draft.version}:{verb}"


def task_button(task: Task, verb: str) -> Choice:
    """Return a button that names a task: 19 产业工人、农民工技能提升培训."""
    title = task.title if len(task.title) <= _TITLE else f"{task.title[:_TITLE]}…"
    return Choice(f"{task.id} {title}", verb)


def pages(draft: Draft, verb: str, page: int, count: int) -> list[Choice]:
    """Return the buttons that turn pages; `verb` gets the page's number at its end."""
    found = [Choice(say("checkin.page_before"), action(draft, f"{verb}.{page - 1}"))] if page > 0 else []
    if (page + 1) * PAGE < count:
        found.append(Choice(say("checkin.page_after"), action(draft, f"{verb}.{page + 1}")))
    return found


def units(turn: Turn, draft: Draft, content: Content, page: int, *lead: Block) -> Reply:
    """Ask for which county this is."""
    membership = reading.reporter(turn)
    known = reading.units_to_name(membership, turn.catalogue) if membership is not None else ()
    places = [turn.catalogue.places.by_unit(unit) for unit in known]
    named = [place for place in places if place is not None]
    options = [
        Choice(place.name, action(draft, f"unit.{place.code}"))
        for place in named[page * PAGE : (page + 1) * PAGE]
    ]
    asked = Text(say("checkin.which_county"), strong=True)
    turning = Choices((*pages(draft, "units", page, len(named)), _drop(draft)), 3)
    return Reply(
        (*lead, _what(content), asked, Choices(tuple(options), 2), turning), Outcome.ASK_BACK, "draft_unit"
    )


def tasks(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Ask which task is meant; several pieces are asked at once, so that one tap answers."""
    book = turn.catalogue.plans[content.plan]
    asked = content.asked
    if any(not content.pieces[one].choices for one in asked):
        first = next(one for one in asked if not content.pieces[one].choices)
        return all_tasks(turn, draft, content, first, 0, *lead)
    limit = _COMBINED.get(len(asked), 2)
    offers = [range(min(limit, len(content.pieces[one].choices))) for one in asked]
    options = [
        Choice(_combined(book, content, asked, picks), action(draft, f"pick.{'-'.join(map(str, picks))}"))
        for picks in product(*offers)
    ]
    others = [Choice(say("checkin.other_task"), action(draft, f"all.{asked[0]}.0"))]
    if content.kind is not EntryKind.PROGRESS:
        others.append(Choice(say("checkin.skip_task"), action(draft, f"skip.{asked[0]}")))
    said = Text(say("checkin.which_task"), strong=True)
    return Reply(
        (*lead, _what(content), said, Choices(tuple(options)), Choices((*others, _drop(draft)), 3)),
        Outcome.ASK_BACK,
        "draft_task",
    )


def change_task(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Offer other tasks for each piece: the close ones, else all of them; a typed word finds one too."""
    book = turn.catalogue.plans[content.plan]
    turn.wait_for("draft_task", draft=draft.id, piece=0)
    if len(content.pieces) == 1 and len(content.pieces[0].choices) < 2:
        return all_tasks(turn, draft, content, 0, 0)
    options = []
    for index, piece in enumerate(content.pieces):
        lead = say("checkin.piece_short", number=index + 1) if len(content.pieces) > 1 else ""
        for task_id in [one for one in piece.choices if one != piece.task and one in book.tasks][:4]:
            button = task_button(book.tasks[task_id], action(draft, f"set.{index}.{task_id}"))
            options.append(Choice(f"{lead}{button.label}", button.action))
        options.append(Choice(f"{lead}{say('checkin.other_task')}", action(draft, f"all.{index}.0")))
    said = Text(say("checkin.change_task_to"), strong=True)
    return Reply((said, Choices(tuple(options)), Choices((_back(draft),))), Outcome.ASK_BACK, "draft_task")


def all_tasks(turn: Turn, draft: Draft, content: Content, piece: int, page: int, *lead: Block) -> Reply:
    """Offer every task of the plan, page by page."""
    known = list(turn.catalogue.plans[content.plan].tasks.values())
    shown = known[page * PAGE : (page + 1) * PAGE]
    options = tuple(task_button(task, action(draft, f"set.{piece}.{task.id}")) for task in shown)
    others = pages(draft, f"all.{piece}", page, len(known))
    if content.kind is not EntryKind.PROGRESS:
        others.append(Choice(say("checkin.skip_task"), action(draft, f"skip.{piece}")))
    said = Text(say("checkin.which_task_all", text=_cut(content.pieces[piece].text)), strong=True)
    last = _drop(draft) if content.pieces[piece].ask else _back(draft)
    turn.wait_for("draft_task", draft=draft.id, piece=piece)
    return Reply((*lead, said, Choices(options), Choices((*others, last), 3)), Outcome.ASK_BACK, "draft_task")


def quantity(turn: Turn, draft: Draft, content: Content, index: int, which: int) -> Reply:
    """Show one number with buttons to change it; another number, a target or a status is one tap away."""
    piece = content.pieces[index]
    task = turn.catalogue.plans[content.plan].tasks.get(piece.task or "")
    shown = piece.numbers[which] if which < len(piece.numbers) else _blank(piece, task)
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
    blocks.append(Choices((*finish, _back(draft)), 2))
    return Reply(tuple(blocks), Outcome.ASK_BACK, "draft_number")


def day(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Offer today and the days before it; another day can be typed."""
    turn.wait_for("draft_day", draft=draft.id)
    options = tuple(
        Choice(label, action(draft, f"on.{one.isoformat()}")) for label, one in offered(turn.today)
    )
    said = Text(say("checkin.which_day", day=day_words(content.on, turn.today)), strong=True)
    typed = Text(say("checkin.type_day"))
    return Reply((said, typed, Choices(options, 4), Choices((_back(draft),))), Outcome.ASK_BACK, "draft_day")


def second_line(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Ask what becomes of the open draft now that another line has come."""
    waiting = content.waiting[0]
    rows = [
        Text(say("checkin.open_one", text=_summary(turn, content))),
        Text(say("checkin.new_one", text=_cut(waiting.text))),
    ]
    first = [Choice(say("checkin.save_first"), action(draft, "first"))] if _savable(content) else []
    merge = [Choice(say("checkin.merge"), action(draft, "merge"))] if content.entry is None else []
    instead = Choice(say("checkin.drop_first"), action(draft, "instead"))
    said = Text(say("checkin.two_lines"), strong=True)
    return Reply(
        (*lead, said, *rows, Choices((*first, *merge, instead), 3)), Outcome.ASK_BACK, "draft_second"
    )


def _savable(content: Content) -> bool:
    return content.unit is not None and not content.asked and not content.in_doubt


def _summary(turn: Turn, content: Content) -> str:
    book = turn.catalogue.plans[content.plan]
    return "；".join(_piece_words(book, piece) for piece in content.pieces)


def _piece_words(book: PlanBook, piece: Piece) -> str:
    task = book.tasks.get(piece.task) if piece.task is not None else None
    numbers = "，".join(f"{number(one.value)}{one.unit}" for one in piece.numbers)
    title = task.title if task is not None else _cut(piece.text)
    return f"{title} {numbers}".strip()


def _combined(book: PlanBook, content: Content, asked: Sequence[int], picks: Iterable[int]) -> str:
    chosen = [
        book.tasks[content.pieces[piece].choices[pick]] for piece, pick in zip(asked, picks, strict=True)
    ]
    if len(chosen) == 1:
        return task_button(chosen[0], "x").label
    return " ＋ ".join(f"{task.id} {task.title[:8]}" for task in chosen)


def _what(content: Content) -> Text:
    return Text(_cut("；".join(piece.text for piece in content.pieces)))


def _cut(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _now(content: Content, index: int, shown: Number, task: Task | None) -> str:
    title = task.title if task is not None else _cut(content.pieces[index].text)
    return say("checkin.number_now", task=title, number=f"{number(shown.value)}{shown.unit}")


def _blank(piece: Piece, task: Task | None) -> Number:
    """The number that a piece without one begins with: 0 of what its target counts."""
    targets = task.targets if task is not None else ()
    target = next((one for one in targets if one.id == piece.target), None) or next(
        (one for one in targets if one.unit is not None), None
    )
    if target is None or target.unit is None:
        return Number(Decimal(0), say("checkin.times"))
    return Number(Decimal(0), target.unit, target.id)


def blank(piece: Piece, task: Task | None) -> Number:
    """Return the number that a piece without one begins with."""
    return _blank(piece, task)


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
                one.value for one in entry.quantities if one.unit == unit != DONE_MARK and one.value > 0
            )
    common = [value for value, _ in found.most_common(3)]
    return sorted(set(common)) if common else [Decimal(value) for value in _USUAL.get(unit, ())]


def _beside(draft: Draft, content: Content, index: int, which: int, task: Task | None) -> list[Block]:
    """The other numbers and pieces of the draft, and the targets of the task where it has several."""
    options = [
        Choice(f"{number(one.value)}{one.unit}", action(draft, f"qty.{place}.{spot}"))
        for place, piece in enumerate(content.pieces)
        for spot, one in enumerate(piece.numbers)
        if (place, spot) != (index, which)
    ]
    blocks: list[Block] = []
    if options:
        blocks += [Text(say("checkin.other_numbers")), Choices(tuple(options), 3)]
    targets = task.targets if task is not None and len(task.targets) > 1 else ()
    if targets:
        aims = (
            Choice(_cut(target.what, 18), action(draft, f"aim.{index}.{which}.{target.id}"))
            for target in targets
        )
        blocks += [Text(say("checkin.which_target")), Choices(tuple(aims))]
    return blocks


def _back(draft: Draft) -> Choice:
    return Choice(say("checkin.back"), action(draft, "card"))


def _drop(draft: Draft) -> Choice:
    return Choice(say("checkin.drop"), action(draft, "drop"))


def with_lead(reply: Reply, *lead: Block) -> Reply:
    """Return the reply with blocks before it."""
    return Reply((*lead, *reply.blocks), reply.outcome, reply.intent)
