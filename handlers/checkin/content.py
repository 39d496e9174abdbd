"""What a draft holds: one line as it was understood and as the person changed it; kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge import Share
from storage import EntryKind, EntrySource, EntryStatus

_PERSONS = frozenset({"人", "人次", "名"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit.

    `doubt`: it may be a running total or this one time, so it is asked. `chosen`: the person chose the
    target. `share`: what it is beside the other numbers of its line. `upto`: the upper end of
    四五十人, of which the lower one counts; the draft alone keeps it, an entry has the words in its note.
    """

    value: Decimal
    unit: str
    target: str | None = None
    so_far: bool = False
    doubt: bool = False
    approx: bool = False
    chosen: bool = False
    share: Share = Share.WHOLE
    upto: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work; it becomes one entry.

    Attributes:
        task: the task's number, None while it is asked or where there is none.
        target: the target that the words name, if they do.
        choices: tasks that fit about as well, best first.
        ask: the person must choose the task.
        numbers: as understood or corrected.
        status: done, doing, blocked, none.
        text: the words of this piece.
        among: the targets that count this work: () when none does, None when any of the task's may.
        on: its own day where the pieces are of several days; None where the content's holds.
        day_unsaid: no day was said of it, though one was of other pieces, so it is taken to be of today.
    """

    task: str | None
    target: str | None
    choices: tuple[str, ...]
    ask: bool
    numbers: tuple[Number, ...]
    status: EntryStatus
    text: str
    among: tuple[str, ...] | None = None
    on: date | None = None
    day_unsaid: bool = False

    @property
    def more_than_all(self) -> tuple[Number, ...]:
        """Parts that are more than what they are told to be a part of: 建会1家，其中25人以上的3家."""
        whole: dict[str, Decimal] = {}
        found = []
        for one in self.numbers:
            kin = "人" if one.unit in _PERSONS else one.unit
            if one.share is Share.PART and kin in whole and one.value > whole[kin]:
                found.append(one)
            elif one.share not in (Share.PART, Share.OPEN):
                whole[kin] = max(one.value, whole.get(kin, Decimal(0)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that came while the draft was open, with the message it stood in.

    `tasks`: the tasks to which it was changed while it waited (换成培训), () where it was not.
    """

    text: str
    message: str
    today: date
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a draft.

    Attributes:
        plan, unit: for whom it counts; unit None: the person must name it.
        kind: progress, problem, highlight, visit.
        pieces: one for each entry to be.
        on, as_of: the day meant and the day on which the plan was read.
        added: what was written to it afterwards (补充).
        source: the message it came from, without part.
        entry: id and version of the stored entry that it changes; None for a new one.
        answers: how many questions the person has answered by buttons.
        waiting: lines that came meanwhile.
        saved: ids of the entries that were made of it.
        apart: words of its line that correct another report and are taken up when this one is saved.
        day_said: its line says a day.
    """

    plan: str
    unit: str | None
    kind: EntryKind
    pieces: tuple[Piece, ...]
    on: date
    as_of: date
    added: str = ""
    source: EntrySource | None = None
    entry: tuple[int, int] | None = None
    answers: int = 0
    waiting: tuple[Waiting, ...] = ()
    saved: tuple[int, ...] = ()
    apart: str = ""
    day_said: bool = True

    def with_piece(self, number: int, piece: Piece) -> Content:
        """Return the content with one piece in place of the one before."""
        pieces = (*self.pieces[:number], piece, *self.pieces[number + 1 :])
        return replace(self, pieces=pieces)

    def without_piece(self, number: int) -> Content:
        """Return the content without one of several pieces."""
        return replace(self, pieces=(*self.pieces[:number], *self.pieces[number + 1 :]))

    def day_of(self, piece: Piece) -> date:
        """Return the day on which a piece of the content was done."""
        return piece.on or self.on

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the pieces, each once, in their order."""
        return tuple(dict.fromkeys(map(self.day_of, self.pieces)))

    def on_day(self, day: date, piece: int | None = None) -> Content:
        """Return the content with another day for one piece, or for all of them."""
        if piece is None or len(self.pieces) == 1:
            undated = tuple(replace(one, on=None, day_unsaid=False) for one in self.pieces)
            return replace(self, on=day, pieces=undated)
        return self.with_piece(piece, replace(self.pieces[piece], on=day, day_unsaid=False))

    @property
    def asked(self) -> tuple[int, ...]:
        """The pieces whose task must be chosen."""
        return tuple(number for number, piece in enumerate(self.pieces) if piece.ask)

    @property
    def in_doubt(self) -> bool:
        """True when a number may be a running total or this one time."""
        return any(number.doubt for piece in self.pieces for number in piece.numbers)

    @property
    def unmeasured(self) -> tuple[tuple[int, int], ...]:
        """The numbers without a unit, by piece and place: what they count must be said."""
        return tuple(
            (at, which)
            for at, piece in enumerate(self.pieces)
            for which, number in enumerate(piece.numbers)
            if not number.unit
        )

    @property
    def ready(self) -> bool:
        """True when it can be saved as it stands."""
        open_yet = self.asked or self.in_doubt or self.unmeasured or self.waiting
        return self.unit is not None and not open_yet


def to_json(content: Content) -> dict[str, Any]:
    """Return plain values; `from_json` gives the same content back."""
    source = content.source
    return {
        "plan": content.plan,
        "unit": content.unit,
        "kind": content.kind.value,
        "pieces": [_piece_json(piece) for piece in content.pieces],
        "on": content.on.isoformat(),
        "as_of": content.as_of.isoformat(),
        "added": content.added,
        "source": [source.channel, source.chat, source.message] if source is not None else None,
        "entry": list(content.entry) if content.entry is not None else None,
        "answers": content.answers,
        "waiting": [_waiting_json(one) for one in content.waiting],
        "saved": list(content.saved),
        "apart": content.apart,
        "day_said": content.day_said,
    }


def from_json(value: Mapping[str, Any]) -> Content:
    """Return the content that was kept. Raises KeyError or ValueError for anything else."""
    entry = value["entry"]
    return Content(
        plan=value["plan"],
        unit=value["unit"],
        kind=EntryKind(value["kind"]),
        pieces=tuple(_piece(piece) for piece in value["pieces"]),
        on=date.fromisoformat(value["on"]),
        as_of=date.fromisoformat(value["as_of"]),
        added=value["added"],
        source=EntrySource(*value["source"]) if value["source"] is not None else None,
        entry=(entry[0], entry[1]) if entry is not None else None,
        answers=value["answers"],
        waiting=tuple(
            Waiting(text, message, date.fromisoformat(day), tuple(tasks))
            for text, message, day, *tasks in value["waiting"]
        ),
        saved=tuple(value["saved"]),
        apart=value.get("apart", ""),
        day_said=value.get("day_said", True),
    )


def _waiting_json(one: Waiting) -> list[str]:
    return [one.text, one.message, one.today.isoformat(), *one.tasks]


def _number_json(one: Number) -> list[Any]:
    marks = [one.so_far, one.doubt, one.approx, one.chosen, one.share.value]
    return [str(one.value), one.unit, one.target, *marks, str(one.upto) if one.upto is not None else None]


def _number(value: list[Any]) -> Number:
    number, unit, target, so_far, doubt, approx, chosen, *later = value
    share, upto = (*later, "", None)[:2] if later else ("", None)
    last = Decimal(upto) if upto else None
    return Number(Decimal(number), unit, target, so_far, doubt, approx, chosen, Share(share), last)


def _piece_json(piece: Piece) -> dict[str, Any]:
    return {
        "task": piece.task,
        "target": piece.target,
        "choices": list(piece.choices),
        "ask": piece.ask,
        "numbers": [_number_json(one) for one in piece.numbers],
        "status": piece.status.value,
        "text": piece.text,
        "among": list(piece.among) if piece.among is not None else None,
        "on": piece.on.isoformat() if piece.on is not None else None,
        "day_unsaid": piece.day_unsaid,
    }


def _piece(value: Mapping[str, Any]) -> Piece:
    among, on = value.get("among"), value.get("on")
    return Piece(
        task=value["task"],
        target=value["target"],
        choices=tuple(value["choices"]),
        ask=value["ask"],
        numbers=tuple(_number(number) for number in value["numbers"]),
        status=EntryStatus(value["status"]),
        text=value["text"],
        among=tuple(among) if among is not None else None,
        on=date.fromisoformat(on) if on is not None else None,
        day_unsaid=value.get("day_unsaid", False),
    )
