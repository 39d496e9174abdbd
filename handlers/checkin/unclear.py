"""What is asked where a correction changes nothing: what is wrong, or for which number a bare one stands."""

from __future__ import annotations

from decimal import Decimal

from knowledge import Amendment

from ..phrases import say
from ..progress.standing import number
from ..reply import Notice
from .content import Content, Number
from .numbers import number_words
from .reading import numbers_of


def unclear(content: Content, amendment: Amendment) -> Notice:
    """Ask what is wrong; of a bare number (改成65) for which of the several numbers it stands."""
    bare = next((one for one in numbers_of(amendment.numbers) if not one.unit), None)
    told = [one for piece in content.pieces for one in piece.numbers]
    if bare is None or len(told) < 2:
        return Notice(say("checkin.what_is_wrong"))
    value, known = number(bare.value), "、".join(number_words(one) for one in told)
    # The one nearest in size makes the example; none is changed by guessing.
    near = min(told, key=lambda one: _times(one, bare))
    return Notice(say("checkin.which_of_numbers", number=value, known=known, right=f"{value}{near.unit}"))


def _times(one: Number, other: Number) -> Decimal:
    """How many times the larger is the smaller."""
    small, large = sorted((one.value, other.value))
    return large / max(small, Decimal(1))
