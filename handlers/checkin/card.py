"""The card of a draft: what was understood, what is still asked, and the buttons to change or save it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from knowledge import PlanBook, Target, Task
from storage import Draft, Entry, EntryKind, EntryStatus

from ..people.naming import unit_name
from ..phrases import cut, say
from ..progress.counting import MARKS, counts_toward, counts_when_done
from ..progress.cycles import of_amended, present
from ..progress.standing import amount, number
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import choosing, measuring, reading
from .content import Content, Number, Piece, from_json
from .days import day_words
from .notes import note_of
from .numbers import number_words, numbers_words

NOTE_SHOWN = 160
"""How many characters of a note a card shows; all of it is kept."""


def card(turn: Turn, draft: Draft, *lead: Block, content: Content | None = None) -> Reply:
    """Return the draft as it stands: the open question first, else the card with 保存.

    `content` is what the draft holds, where the caller has just put it there.
    """
    content = content or from_json(draft.payload)
    if content.waiting:
        return choosing.second_line(turn, draft, content, *lead)
    return alone(turn, draft, content, *lead)


def alone(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Return the open draft itself, whatever waits behind it."""
    if content.unit is None:
        return choosing.units(turn, draft, content, 0, *lead)
    if content.asked:
        return choosing.tasks(turn, draft, content, *lead)
    if content.unmeasured:
        return measuring.ask(turn, draft, content, *lead)
    blocks = [*lead, Text(_title(turn, content), strong=True)]
    book = turn.catalogue.plans[content.plan]
    if len(content.pieces) == 1:
        only = content.pieces[0]
        blocks.append(Facts((*_rows(content, only, book), *_common(turn, draft, content, only.status))))
    else:
        for index, piece in enumerate(content.pieces):
            rows = _piece_rows(turn, content, piece, book)
            blocks.append(Facts(rows, say("checkin.piece", number=index + 1)))
        if common := _common(turn, draft, content, None):
            blocks.append(Facts(common))
    blocks += _notices(turn, content, book)
    return Reply((*blocks, *_buttons(draft, content)), Outcome.ASK_BACK, "draft")


def task_label(book: PlanBook, task: Task) -> str:
    """Return 滇 附1-1 党的二十大精神进基层宣讲."""
    return f"{book.label(task.clause)} {task.title}"


def _title(turn: Turn, content: Content) -> str:
    kind = say(f"checkin.kind_{content.kind.value}")
    change = "change" if content.entry is not None else "check"
    return say(f"checkin.{change}", kind=kind, unit=unit_name(content.unit or "", turn.catalogue))


def _rows(content: Content, piece: Piece, book: PlanBook) -> tuple[tuple[str, str], ...]:
    """Task, numbers and where they count."""
    task = book.tasks.get(piece.task) if piece.task is not None else None
    rows = [(say("checkin.task"), task_label(book, task) if task is not None else say("checkin.no_task"))]
    if piece.numbers or content.kind is EntryKind.PROGRESS:
        rows.append((say("checkin.quantity"), numbers_words(piece)))
    targets = _aims(piece, task) if task is not None and content.kind is EntryKind.PROGRESS else []
    if task is not None and targets:
        lone = len(task.targets) == 1
        rows.append((say("checkin.target"), "；".join(_target_words(one, lone=lone) for one in targets)))
    return tuple(rows)


def _piece_rows(turn: Turn, content: Content, piece: Piece, book: PlanBook) -> tuple[tuple[str, str], ...]:
    """One of several pieces, with its own status and words, and its day where they are of several."""
    state = (say("checkin.status"), _status(piece.status))
    if len(content.days) > 1:
        state = (say("checkin.day"), _day_and_status(turn, content.day_of(piece), piece.status))
    return (*_rows(content, piece, book), state, (say("checkin.note"), cut(piece.text, NOTE_SHOWN)))


def _day_and_status(turn: Turn, day: date, status: EntryStatus) -> str:
    return say("checkin.day_and_status", day=day_words(day, turn.today), status=_status(status))


def _common(
    turn: Turn, draft: Draft, content: Content, status: EntryStatus | None
) -> tuple[tuple[str, str], ...]:
    """Day and status in one row, and the note where it says more than the line just above the card."""
    day = content.days[0]
    when = day_words(day, turn.today) if status is None else _day_and_status(turn, day, status)
    note = note_of(turn, content, content.pieces[0], draft) if len(content.pieces) == 1 else content.added
    known = not note or (not turn.masked and turn.text.strip().endswith(note))
    rows = ((say("checkin.day"), when),) if len(content.days) == 1 else ()
    return rows if known else (*rows, (say("checkin.note"), cut(note, NOTE_SHOWN)))


def _status(status: EntryStatus) -> str:
    return say(f"checkin.status_{status.value}")


def _aims(piece: Piece, task: Task) -> list[Target]:
    """The targets for which the piece will count; the one that its words name where no number does."""
    counted = {one.target for one in piece.numbers if _counts(one, task)}
    named = target_of(piece, task)
    return [one for one in task.targets if one.id in counted] or ([named] if named is not None else [])


def _target_words(target: Target, *, lone: bool) -> str:
    """What the target asks; its name only where the task has several."""
    if target.value is None or target.scope == "province":
        return target.what
    asked = f"{number(Decimal(str(target.value)))}{target.unit or ''}"
    return say("checkin.tasks_asks" if lone else "checkin.target_asks", what=target.what, asked=asked)


def target_of(piece: Piece, task: Task | None) -> Target | None:
    """Return the target that the piece is aimed at by words or by its numbers; None where that is open."""
    if task is None:
        return None
    wanted = piece.target or next((one.target for one in piece.numbers if one.target is not None), None)
    return next((target for target in task.targets if target.id == wanted), None)


def no_target_counts(piece: Piece, task: Task | None) -> bool:
    """Return whether the piece tells work that none of the task's targets counts."""
    if task is None or not task.targets or piece.among != ():
        return False
    return all(one.target is None for one in piece.numbers)


def _notices(turn: Turn, content: Content, book: PlanBook) -> list[Block]:
    notices: list[Block] = []
    for piece in content.pieces:
        task = book.tasks.get(piece.task) if piece.task is not None else None
        if task is not None:
            said = _counting(content, piece, task)
            notices += [Notice(said)] if said else []
            notices += _colleagues(turn, content, piece, task)
        notices += [
            Notice(say("checkin.more_than_all", number=number_words(one)), "warning")
            for one in piece.more_than_all
        ]
        if piece.day_unsaid:
            notices.append(Notice(say("checkin.day_unsaid", words=cut(piece.text, 20)), "warning"))
        notices += [
            Notice(say("checkin.doubt", number=number_words(one)), "warning")
            for one in piece.numbers
            if one.doubt
        ]
        notices += [
            Notice(say("checkin.least", number=number_words(one), least=f"{number(one.value)}{one.unit}"))
            for one in piece.numbers
            if one.upto is not None
        ]
    notices += _elsewhere(turn, content)
    if content.apart:
        notices.append(Notice(say("checkin.apart", words=cut(content.apart))))
    return [*notices, *_cycle(turn, content)]


def _elsewhere(turn: Turn, content: Content) -> list[Block]:
    """That the words name another county than the one for which they will count."""
    if content.unit is None or content.entry is not None or content.kind is EntryKind.VISIT:
        return []
    words = "，".join(piece.text for piece in content.pieces)
    named = reading.other_counties(turn, words, content.unit)
    unit = unit_name(content.unit, turn.catalogue)
    said = say("checkin.elsewhere", places="、".join(named[:2]), unit=unit)
    return [Notice(said, "warning")] if named else []


def _cycle(turn: Turn, content: Content) -> list[Block]:
    """To which round the entry will belong, and that its day lies after the end of the run."""
    if content.unit is None:
        return []
    kept = turn.store.entries.get(content.entry[0]) if content.entry is not None else None
    said: dict[str, None] = {}
    for on in content.days:
        run = of_amended(turn, kept, on) if kept is not None else present(turn, content.unit, on)
        end = run.book.plan.end.date
        if run.round is not None:
            said[say("rounds.belongs", name=run.name)] = None
        if on > end:
            phrase = "checkin.after_end" if run.round is None else "rounds.after_end"
            said[say(phrase, plan=run.book.plan.short, name=run.name, day=f"{end:%Y-%m-%d}")] = None
    return [Notice(words) for words in said]


def _counting(content: Content, piece: Piece, task: Task) -> str:
    """What 完成 without a number, or a number that no target takes, means for the count."""
    if content.kind is not EntryKind.PROGRESS or not task.targets or piece.status is EntryStatus.NONE:
        return ""
    if any(_counts(one, task) for one in piece.numbers):
        return ""
    if no_target_counts(piece, task):
        told = next((one.uncounted for one in task.targets if one.uncounted is not None), None)
        return told or say("checkin.no_target")
    target = target_of(piece, task)
    if piece.status is not EntryStatus.DONE:
        return ""
    if target is not None and counts_when_done(target):
        phrase = "done_yes" if target.count == "yes" else "done_once"
        return say(f"checkin.{phrase}", what=target.what, unit=target.unit or "")
    if target is not None and target.value is not None:
        asked = f"{number(Decimal(str(target.value)))}{target.unit or ''}"
        if piece.numbers:
            return say("checkin.number_uncounted", number=numbers_words(piece), asked=asked)
        return say("checkin.done_uncounted", asked=asked)
    if target is not None:
        return _other_unit(piece, target)
    if piece.numbers:
        return say("checkin.number_open", number=numbers_words(piece))
    return say("checkin.done_open")


def _other_unit(piece: Piece, target: Target) -> str:
    """That the numbers do not count, where a target without a value counts something else."""
    if not piece.numbers or target.unit is None:
        return ""
    return say("checkin.number_other_unit", number=numbers_words(piece), what=target.what, unit=target.unit)


def _counts(one: Number, task: Task) -> bool:
    return any(target.id == one.target and counts_toward(target, one.unit) for target in task.targets)


def _colleagues(turn: Turn, content: Content, piece: Piece, task: Task) -> list[Block]:
    """What the unit has already for this task and day."""
    if content.unit is None:
        return []
    on = content.day_of(piece)
    there = turn.store.entries.same_task_same_day(content.unit, content.plan, task.id, on)
    others = [one for one in there if content.entry is None or one.id != content.entry[0]]
    if not others:
        return []
    day = say("checkin.today") if on == turn.today else day_words(on, turn.today)
    said = "；".join(_whose(turn, one) for one in others[:3])
    return [Notice(say("checkin.same_day", day=day, task=task.title, entries=said), "warning")]


def _whose(turn: Turn, entry: Entry) -> str:
    whose = "mine" if entry.author_id == turn.person.id else "colleague"
    return say(f"checkin.{whose}", note=cut(entry.note, 40) or _numbers_of(entry))


def _numbers_of(entry: Entry) -> str:
    """What an entry that was made by buttons says: it has no words of its own."""
    known = [one for one in entry.quantities if one.unit not in MARKS]
    said = "，".join(amount(one.value, one.unit, approx=one.approx) for one in known)
    return said or _status(entry.status)


def _buttons(draft: Draft, content: Content) -> tuple[Block, ...]:
    def button(phrase: str, action: str) -> Choice:
        return Choice(say(f"checkin.{phrase}"), f"d:{draft.id}:{draft.version}:{action}")

    change = Choices(
        (
            button("change_task", "task"),
            button("change_number", "qty"),
            button("change_day", "day"),
            button("add_note", "note"),
        ),
        4,
    )
    if content.in_doubt:
        first = Choices((button("save_once", "once"), button("save_total", "total")), 2)
        return first, change, Choices((button("drop", "drop"),))
    return Choices((button("save", "save"), button("drop", "drop")), 2), change
