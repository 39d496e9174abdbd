"""Numbers of a draft in words."""

from __future__ import annotations

from ..phrases import say
from ..progress.standing import number
from .content import Number, Piece


def number_words(one: Number) -> str:
    """Return 累计约480人次."""
    so_far = say("checkin.so_far") if one.so_far and not one.doubt else ""
    about = say("checkin.about") if one.approx else ""
    return f"{so_far}{about}{number(one.value)}{one.unit}"


def numbers_words(piece: Piece) -> str:
    """Return the numbers of a piece side by side, or that there are none."""
    return "，".join(number_words(one) for one in piece.numbers) or say("checkin.no_number")
