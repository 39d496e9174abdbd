"""Nudges: the level above sees what is not in yet, privately, and may write one friendly word a day."""

from .registration import AREA

__all__ = ["AREA"]
