"""What is typed after a button asked for it: a note, a number, a day, a task; the rest is read as usual."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge import PlanBook, Task, find_numbers
from storage import Draft

from ..phrases import say
from ..reply import Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import button_words, changing, choosing, measuring, opening
from .card import card
from .content import Content, Piece, from_json
from .days import day_words
from .finding import alike

_SHORT = 12
"""A longer text is no bare number."""
_BESIDE = 2
"""How many characters may stand beside a bare number: 改成3场."""
_QUESTION = ("?", "？", "吗", "呢")


def note(turn: Turn, text: str) -> Reply | None:
    """Add what was typed to the draft's note."""
    draft = _draft(turn)
    if draft is None or not text or text.endswith(_QUESTION) or button_words.is_pressed(text):
        return None
    turn.stop_waiting()
    content = from_json(draft.payload)
    added = "；".join(part for part in (content.added, text) if part)
    return card(turn, opening.change(turn, draft, replace(content, added=added)))


def number(turn: Turn, text: str) -> Reply | None:
    """Set the number that the buttons show: 3, 3场, 一百二十人次."""
    draft = _draft(turn)
    if draft is not None and (measured := measuring.typed(turn, from_json(draft.payload), text)) is not None:
        turn.stop_waiting()
        return card(turn, opening.change(turn, draft, measured))
    found = find_numbers(text) if len(text) <= _SHORT else []
    if draft is None or len(found) != 1 or len(text) - (found[0].end - found[0].start) > _BESIDE:
        return None
    waiting = turn.waiting or {}
    content = from_json(draft.payload)
    if waiting["piece"] >= len(content.pieces):
        return None
    value, unit = Decimal(str(found[0].value)), found[0].unit
    which = _of_this_unit(content.pieces[waiting["piece"]], waiting["number"], unit)
    changed = changing.set_number(turn, content, waiting["piece"], which, value, unit)
    turn.stop_waiting()
    return card(turn, opening.change(turn, draft, changed))


def _of_this_unit(piece: Piece, shown: int, unit: str | None) -> int:
    """Which number is meant: the one shown, unless the unit typed is another's alone (1场，50人: 52人)."""
    if unit is None or (shown < len(piece.numbers) and alike(piece.numbers[shown].unit, unit)):
        return shown
    like = [at for at, one in enumerate(piece.numbers) if one.unit and alike(one.unit, unit)]
    return like[0] if len(like) == 1 else shown


def day(turn: Turn, text: str) -> Reply | None:
    """Set the day: 上周五, 3月8日. One that lies ahead is refused in words."""
    draft = _draft(turn)
    if draft is None or len(text) > _SHORT:
        return None
    content = from_json(draft.payload)
    if turn.services.reporting.parse(text, plan=content.plan, today=turn.today).quantities:
        return None
    # A day alone is no report, so it is read as part of one.
    line = turn.services.reporting.parse(
        say("checkin.day_line", day=text), plan=content.plan, today=turn.today
    )
    if line.day is None:
        return None
    if line.future:
        said = say(
            "checkin.future", day=day_words(line.day, turn.today), today=day_words(turn.today, turn.today)
        )
        asked = choosing.day(turn, draft, content, (turn.waiting or {}).get("piece"))
        return choosing.with_lead(asked, Notice(said, "warning"))
    piece = (turn.waiting or {}).get("piece")
    turn.stop_waiting()
    return card(turn, opening.change(turn, draft, content.on_day(line.day, piece)))


def task(turn: Turn, text: str) -> Reply | None:
    """Find the task that was typed, by number or by words; several become buttons."""
    draft = _draft(turn)
    if draft is None or len(text) > 2 * _SHORT or button_words.is_pressed(text):
        return None
    content = from_json(draft.payload)
    piece = int((turn.waiting or {})["piece"])
    if piece >= len(content.pieces):
        return None
    found = _tasks(turn, content, text)
    if not found:
        return None
    if len(found) == 1:
        turn.stop_waiting()
        return card(
            turn, opening.change(turn, draft, changing.with_task(turn, content, str(piece), found[0].id))
        )
    options = tuple(
        choosing.task_button(one, choosing.action(draft, f"set.{piece}.{one.id}")) for one in found[:6]
    )
    return Reply(
        (Text(say("checkin.which_task"), strong=True), Choices(options)), Outcome.ASK_BACK, "draft_task"
    )


def _tasks(turn: Turn, content: Content, text: str) -> list[Task]:
    book: PlanBook = turn.catalogue.plans[content.plan]
    plain = text.removeprefix("附1-").removeprefix("第").removesuffix("项").strip()
    if plain in book.tasks:
        return [book.tasks[plain]]
    named = [one for one in book.tasks.values() if any(text in name for name in (one.title, *one.names))]
    if named:
        return named
    line = turn.services.reporting.parse(text, plan=content.plan, today=turn.today)
    if line.quantities or line.day is not None:
        return []
    return [book.tasks[one] for one in line.tasks]


def _draft(turn: Turn) -> Draft | None:
    """The open draft that the text was asked for."""
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    return draft if draft is not None and draft.id == (turn.waiting or {}).get("draft") else None
