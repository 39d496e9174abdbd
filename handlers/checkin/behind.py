"""A correction that means a line which waits behind the open draft: 不是3户，是2户 before either is saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge import Amendment
from storage import Draft, Membership

from ..phrases import cut, say
from ..reply import Notice, Reply
from ..turn import Turn
from . import correcting, opening, reading
from .card import card
from .choosing import waiting_words
from .content import Content, Waiting
from .finding import alike, fits_draft
from .numbers import number_words
from .unclear import unclear

_OPEN = -1
"""The open draft's place beside those of the lines that wait, which were said after it."""


def mended(turn: Turn, draft: Draft, content: Content, amendment: Amendment, text: str) -> Reply | None:
    """Mend the line that waits and is meant, the newest first; None where none of them is.

    A line waits as its words, so it is mended in these; where they would then be read otherwise than
    meant, nothing is changed and the person is told to mend it when its turn comes.
    """
    membership = reading.reporter(turn)
    if membership is None or amendment.withdraw:
        return None
    if amendment.to_tasks:
        return _moved(turn, draft, content, amendment) if content.waiting else None
    lines = [opening.of_waiting(turn, one, membership, content) for one in content.waiting]
    at = _meant(content, lines, amendment)
    if at is None:
        return None
    fresh, waiting = lines[at], content.waiting[at]
    wanted = correcting.corrected(turn, fresh, amendment)
    if wanted == fresh:
        return card(turn, draft, unclear(fresh, amendment))
    for words in _worded(waiting, amendment, fresh, wanted, text):
        new = replace(waiting, text=words)
        if _reads_as(turn, new, membership, content, wanted):
            return _changed(turn, draft, content, at, new)
    return card(turn, draft, Notice(say("checkin.mend_in_turn", text=cut(waiting.text)), "warning"))


def _moved(turn: Turn, draft: Draft, content: Content, amendment: Amendment) -> Reply:
    """The line said last, which alone can be meant by 换成培训, with the tasks to which it is changed."""
    new = replace(content.waiting[-1], tasks=tuple(one.task for one in amendment.to_tasks))
    changed = opening.change(turn, draft, replace(content, waiting=(*content.waiting[:-1], new)))
    said = say("checkin.moved_waiting", text=waiting_words(turn, content, new))
    return card(turn, changed, Notice(said))


def _changed(turn: Turn, draft: Draft, content: Content, at: int, new: Waiting) -> Reply:
    lines = (*content.waiting[:at], new, *content.waiting[at + 1 :])
    changed = opening.change(turn, draft, replace(content, waiting=lines))
    return card(turn, changed, Notice(say("checkin.corrected_waiting", text=cut(new.text))))


def _meant(content: Content, lines: Sequence[Content], amendment: Amendment) -> int | None:
    """Which of the lines that wait is meant; None for the open one, or where none fits what is said.

    Of those that fit, the one that has the most numbers like the right ones, then the one said last.
    """
    if not (amendment.numbers or amendment.day):
        return None
    fitting = [at for at, line in enumerate(lines) if fits_draft(line, amendment)]
    open_fits = [_OPEN] if fits_draft(content, amendment) else []
    every = [*lines, content]
    best = max([*open_fits, *fitting], key=lambda at: (_like(every[at], amendment), at), default=_OPEN)
    return best if best >= 0 else None


def _like(line: Content, amendment: Amendment) -> int:
    """How many of the right numbers have one like them in the line."""
    units = [one.unit for piece in line.pieces for one in piece.numbers]
    return sum(any(alike(unit, number.unit) for unit in units) for number in amendment.numbers)


def _worded(
    waiting: Waiting, amendment: Amendment, fresh: Content, wanted: Content, text: str
) -> Iterator[str]:
    """The line's words mended: the number itself where it is there once, else what is right added."""
    if len(amendment.old) == len(amendment.numbers) == 1:
        old, new = amendment.old[0].text, amendment.numbers[0].text
        if old and new and waiting.text.count(old) == 1:
            yield waiting.text.replace(old, new)
    yield say("checkin.mended_words", text=waiting.text, right=text)
    before = [one for piece in fresh.pieces for one in piece.numbers]
    right = [number_words(one) for piece in wanted.pieces for one in piece.numbers if one not in before]
    if wanted.days != fresh.days and len(wanted.days) == 1:
        day = wanted.days[0]
        right.append(say("checkin.month_day", month=day.month, day=day.day))
    if right:
        rather = say("checkin.rather", right="，".join(right))
        yield say("checkin.mended_words", text=waiting.text, right=rather)


def _reads_as(turn: Turn, new: Waiting, membership: Membership, before: Content, wanted: Content) -> bool:
    """True when the mended words are read as what is wanted, once their turn comes."""
    if reading.read(turn, new.text, membership, new.today).kind == "none":
        return False
    return _told(opening.of_waiting(turn, new, membership, before)) == _told(wanted)


def _told(content: Content) -> tuple[object, ...]:
    """What is counted of a line, whatever words tell it."""
    pieces = [
        (
            piece.task,
            piece.ask,
            piece.choices,
            piece.status,
            [replace(one, doubt=False) for one in piece.numbers],
        )
        for piece in content.pieces
    ]
    return content.unit, content.kind, list(map(content.day_of, content.pieces)), pieces
