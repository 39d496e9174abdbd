"""Check-in: one line becomes a draft, a card and, by one tap, an entry; entries can be changed and withdrawn."""

from .registration import AREA

__all__ = ["AREA"]
