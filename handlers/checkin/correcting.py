"""不对是3场, 宣讲不是50人是60人, 把昨天那条撤了: the open draft or an own entry is amended.

What was written last is amended at once and can be taken back; an older entry is offered. An edited message
amends the entries that it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from knowledge import Amendment, ReportLine, Share, Task
from storage import Draft, Entry, EntryStatus

from ..access import Act
from ..area import command_choice
from ..phrases import cut, say
from ..progress.counting import PERSONS
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import behind, changing, editing, opening, reading, saving, stored
from .card import card
from .choosing import with_open
from .content import Content, Number, Piece, from_json
from .days import day_words
from .finding import alike, fits_draft, fitting, last_own
from .reading import aimed, numbers_of
from .unclear import unclear

WAIT = "correction"
"""What is remembered while the entry is chosen that a correction means."""
_OFFERED = 6
_PARTS = (Share.PART, Share.OF_YEAR, Share.OF_NAMED)


def correct(turn: Turn, line: ReportLine, text: str, draft: Draft | None) -> Reply | None:
    """Amend what the line means: the open draft, the newest own entry or an older one; ask where it is open.

    None where nothing fits a line that may as well be a new report.
    """
    amendment = line.amendment
    if amendment is None:
        return None
    if draft is not None:
        content = from_json(draft.payload)
        waits = behind.mended(turn, draft, content, amendment, text)
        if waits is not None:
            return waits
        if amendment.names_nothing or fits_draft(content, amendment):
            return _draft(turn, draft, content, amendment)
    last = last_own(turn)
    found = fitting(turn, amendment)
    if amendment.last:
        found = [one for one in found if last is not None and one.id == last.id] or found
        found = found[:1] if amendment.names_nothing else found
    if not found and last is not None and amendment.last and amendment.withdraw:
        found = [last]  # It is only shown with its button, whatever it was called.
    if not found:
        return _on_another_day(turn, amendment, text, draft)
    if len(found) > 1:
        return _which(turn, found, amendment, text)
    at_once = last is not None and found[0].id == last.id
    return amend(turn, found[0], amendment, at_once=at_once)


def _on_another_day(turn: Turn, amendment: Amendment, text: str, draft: Draft | None) -> Reply | None:
    """Offer what has the denied number on another day than the one said; nothing is stored by that."""
    if amendment.old and amendment.end is not None:
        undated = replace(amendment, begin=None, end=None)
        if draft is not None:
            content = from_json(draft.payload)
            if content.entry is not None and fits_draft(content, undated):
                return _draft(turn, draft, content, undated)
        found = fitting(turn, undated)
        if found:
            if len(found) > 1:
                return _which(turn, found, undated, text)
            return amend(turn, found[0], undated, at_once=False)
    return _nothing(amendment) if amendment.sure else None


def chosen(turn: Turn, entry: Entry) -> Reply:
    """Amend the entry that was chosen as the one a correction means."""
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    waiting = turn.waiting or {}
    membership = reading.reporter(turn)
    if membership is None or waiting.get("for") != WAIT:
        return editing.edit(turn, entry)
    turn.stop_waiting()
    line = reading.read(turn, waiting["text"], membership, date.fromisoformat(waiting["today"]))
    return amend(turn, entry, line.amendment or Amendment(), at_once=False)


def amend(turn: Turn, entry: Entry, amendment: Amendment, *, at_once: bool) -> Reply:
    """Amend one entry at once, or open its draft with what is said; ask what is wrong where nothing is.

    Beside an unsaved draft, which stays, it is amended at once: one tap takes that back.
    """
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if amendment.withdraw:
        return with_open(draft, stored.show(turn, entry, Notice(say("checkin.withdraw_this"))))
    before = editing.content_of(entry)
    content = corrected(turn, before, amendment)
    if content == before:
        return with_open(draft, stored.show(turn, entry, unclear(before, amendment)))
    if content.ready and (at_once or draft is not None):
        return with_open(draft, _changed(turn, entry, content))
    turn.stop_waiting()
    if draft is not None:
        return card(turn, draft, Notice(say("checkin.finish_first"), "warning"))
    what = f"{stored.title_of(turn, entry)} {stored.quantity_words(entry)}"
    lead = say("checkin.found_entry", day=day_words(entry.on, turn.today), what=what)
    return card(turn, opening.begin(turn, content), Notice(lead))


def mended(turn: Turn, text: str) -> Reply | None:
    """Amend the stored entry whose 修改 was pressed beside an unsaved draft, by what was typed."""
    waiting, membership = turn.waiting or {}, reading.reporter(turn)
    entry = turn.store.entries.get(int(waiting["entry"]), for_change=True)
    if membership is None or entry is None or entry.withdrawn_at is not None:
        return None
    for words in (text, say("checkin.rather_this", right=text)):
        amendment = reading.read(turn, words, membership).amendment
        if amendment is not None and amendment.names_nothing:
            turn.stop_waiting()
            return amend(turn, entry, amendment, at_once=True)
    return None


def corrected(turn: Turn, content: Content, amendment: Amendment) -> Content:
    """Return the content with the right numbers in place of the like ones, the right day and task."""
    tasks = turn.catalogue.plans[content.plan].tasks
    for number in numbers_of(amendment.numbers):
        asked = _asked_for(content, number)
        if asked is not None:
            return changing.with_task(turn, content, str(asked), str(number.value))
        at = _place(content, number, amendment)
        if at is not None:
            piece = _with_number(content.pieces[at], number, amendment, tasks)
            content = content.with_piece(at, piece)
    if amendment.day is not None:
        content = content.on_day(amendment.day, _dated(content, amendment))
    return _with_task(turn, content, amendment)


def edited(turn: Turn, content: Content, known: Sequence[Entry], *lead: Notice) -> Reply:
    """Amend the entries of a message that was edited, part by part; an unclear task stays."""
    parts = {
        entry.source.part: entry for entry in known if entry.source is not None and entry.withdrawn_at is None
    }
    done = []
    for number, piece in enumerate(content.pieces):
        entry = parts.get(number)
        if entry is None:
            continue
        task = entry.task if piece.ask else piece.task
        kept = replace(piece, task=task, ask=False)
        kept = aimed(kept, turn.catalogue.plans[entry.plan].tasks)
        turn.require(Act.CHANGE_ENTRY, entry.unit)
        amended = saving.amend(
            turn, entry, replace(content, pieces=(kept,), unit=entry.unit), "edited_message"
        )
        if amended is not None:
            done.append(amended)
    if not done:
        return stored.show_saved(turn, known, Notice(say("checkin.saved_before")), *lead)
    return stored.show_saved(turn, done, Notice(say("checkin.edited_message")), *lead)


def _draft(turn: Turn, draft: Draft, content: Content, amendment: Amendment) -> Reply:
    if amendment.withdraw:
        at = _named_piece(content, amendment)
        if at is not None:
            return left_out(turn, draft, content, at)
        several = "drop_these" if content.waiting else "drop_this"
        return card(turn, draft, Notice(say(f"checkin.{several}")))
    changed = corrected(turn, content, amendment)
    if changed == content:
        return card(turn, draft, unclear(content, amendment))
    return card(turn, opening.change(turn, draft, changed), Notice(say("checkin.corrected_draft")))


def _named_piece(content: Content, amendment: Amendment) -> int | None:
    """The one of several pieces that is called by its work; None where it is not one alone."""
    called = [at for at, piece in enumerate(content.pieces) if piece.task in amendment.tasks]
    return called[0] if len(called) == 1 < len(content.pieces) else None


def left_out(turn: Turn, draft: Draft, content: Content, at: int) -> Reply:
    """Take one of several pieces out of a draft, and say which."""
    said = say("checkin.piece_left_out", number=at + 1, text=cut(content.pieces[at].text))
    return card(turn, opening.change(turn, draft, content.without_piece(at)), Notice(said))


def _which(turn: Turn, found: Sequence[Entry], amendment: Amendment, text: str) -> Reply:
    """Ask which of several entries is meant."""
    turn.wait_for(WAIT, text=text, today=turn.today.isoformat())
    verb = "withdraw" if amendment.withdraw else "mend"
    options = tuple(
        Choice(stored.listed(turn, one), f"e:{one.id}:{one.version}:{verb}") for one in found[:_OFFERED]
    )
    asked = say("checkin.withdraw_which" if amendment.withdraw else "checkin.which_entry")
    return Reply((Text(asked, strong=True), Choices(options)), Outcome.ASK_BACK, "which_entry")


def _nothing(amendment: Amendment) -> Reply:
    phrase = "nothing_to_correct" if amendment.names_nothing else "nothing_fits"
    said = Text(say(f"checkin.{phrase}"), strong=True)
    entries = command_choice(say("checkin.word_entries"), "entries")
    return Reply((said, Choices((entries,))), Outcome.ASK_BACK, "nothing_to_correct")


def _changed(turn: Turn, entry: Entry, content: Content) -> Reply:
    amended = saving.amend(turn, entry, content, "correction")
    if amended is None:
        raise LookupError(f"entry {entry.id} changed under the hand that holds it")
    said = say(
        "checkin.corrected",
        before=_told(turn, entry, entry, amended),
        after=_told(turn, amended, entry, amended),
    )
    reply = stored.show_saved(turn, [amended], Text(said, strong=True))
    undo = Choices((Choice(say("checkin.undo"), f"e:{amended.id}:{amended.version}:undo"),))
    return replace(reply, blocks=(*reply.blocks, undo))


def _changes(turn: Turn, entry: Entry) -> tuple[str, ...]:
    """What of an entry a correction can change, in words."""
    return (
        stored.title_of(turn, entry),
        stored.quantity_words(entry),
        day_words(entry.on, turn.today),
    )


def _told(turn: Turn, entry: Entry, old: Entry, new: Entry) -> str:
    """How an entry stands in what the two versions differ by; its numbers where that is nothing here."""
    known = zip(_changes(turn, entry), _changes(turn, old), _changes(turn, new), strict=True)
    return "，".join(said for said, before, after in known if before != after) or stored.quantity_words(entry)


def _dated(content: Content, amendment: Amendment) -> int | None:
    """The piece whose day is corrected: the one of the task or of the day that is named; None for all."""
    if not amendment.tasks and amendment.end is None:
        return None
    fitting = [
        at
        for at, piece in enumerate(content.pieces)
        if (not amendment.tasks or not {piece.task, *piece.choices}.isdisjoint(amendment.tasks))
        and (amendment.end is None or amendment.end == content.day_of(piece))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _asked_for(content: Content, number: Number) -> int | None:
    """The piece whose task is asked and that may be the one with this bare number: 不是19是28."""
    if number.unit:
        return None
    return next((at for at in content.asked if str(number.value) in content.pieces[at].choices), None)


def _place(content: Content, number: Number, amendment: Amendment) -> int | None:
    """The piece that has a number like this one, else the last piece; None where a bare number may be any."""
    for index in range(len(content.pieces) - 1, -1, -1):
        if _like(content.pieces[index], number, amendment):
            return index
    return len(content.pieces) - 1 if number.unit else None


def _like(piece: Piece, number: Number, amendment: Amendment) -> list[int]:
    """The numbers of a piece for which this one may stand: those that were denied, else those like it."""
    denied = {Decimal(str(one.value)) for one in amendment.old}
    like = [at for at, one in enumerate(piece.numbers) if alike(one.unit, number.unit)]
    like = [at for at in like if piece.numbers[at].value in denied] or _wholes(piece, like)
    return like if number.unit or len(like) == 1 else []


def _wholes(piece: Piece, like: list[int]) -> list[int]:
    """Those of the numbers that are no part of another one: 是5家 means no 其中3家."""
    return [at for at in like if piece.numbers[at].share not in _PARTS] or like


def _with_number(piece: Piece, number: Number, amendment: Amendment, tasks: dict[str, Task]) -> Piece:
    """The piece with the number in place of a like one, which keeps its own unit; else beside the others."""
    like = _like(piece, number, amendment)
    if like:
        old = piece.numbers[like[-1]]
        unit = old.unit if old.unit in PERSONS or not number.unit else number.unit
        value = old.value + amendment.change * number.value if amendment.change else number.value
        approx = number.approx or (old.approx and amendment.change != 0)
        new = replace(
            number,
            value=max(value, Decimal(0)),
            unit=unit,
            so_far=number.so_far or old.so_far,
            approx=approx,
            upto=None if amendment.change else number.upto,
            share=old.share if old.share in _PARTS else number.share,
        )
        numbers = (*piece.numbers[: like[-1]], new, *piece.numbers[like[-1] + 1 :])
        return aimed(replace(piece, numbers=numbers), tasks)
    status = EntryStatus.DONE if piece.status is EntryStatus.NONE else piece.status
    return aimed(replace(piece, numbers=(*piece.numbers, number), status=status), tasks)


def _with_task(turn: Turn, content: Content, amendment: Amendment) -> Content:
    """The content with the task to which the line changes; several are asked."""
    if not amendment.to_tasks:
        return content
    return with_tasks(turn, content, tuple(one.task for one in amendment.to_tasks))


def with_tasks(turn: Turn, content: Content, ids: tuple[str, ...]) -> Content:
    """Return the content with this task for the piece that is asked, else the first; several are asked."""
    at = content.asked[0] if content.asked else 0
    if len(ids) == 1:
        return changing.with_task(turn, content, str(at), ids[0])
    asked = replace(content.pieces[at], task=None, target=None, choices=ids, ask=True)
    return content.with_piece(at, asked)
