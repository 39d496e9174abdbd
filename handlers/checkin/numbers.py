"""Numbers of a draft in words."""

from __future__ import annotations

from knowledge import Share

from ..phrases import say
from ..progress.standing import number
from .content import Number, Piece


def number_words(one: Number) -> str:
    """Return 累计约480人次, 40至50人."""
    so_far = say("checkin.so_far") if one.so_far and not one.doubt else ""
    said = f"{so_far}{_amount(one)}{one.unit}"
    if one.share is Share.OPEN:
        return say("checkin.number_undone", number=said)
    part = one.share in (Share.PART, Share.OF_YEAR, Share.OF_NAMED)
    return say("checkin.number_part", number=said) if part else said


def _amount(one: Number) -> str:
    about = say("checkin.about") if one.approx else ""
    if one.upto is None:
        return f"{about}{number(one.value)}"
    return say("checkin.between", low=number(one.value), high=number(one.upto))


def numbers_words(piece: Piece) -> str:
    """Return the numbers of a piece side by side, or that there are none."""
    return "，".join(number_words(one) for one in piece.numbers) or say("checkin.no_number")
