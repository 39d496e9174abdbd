"""Check-in: one line becomes a draft, a card and, by one tap, an entry that can be changed."""

from .registration import AREA

__all__ = ["AREA"]
