"""Rounds: a plan restarted at a month; which one a unit is in, and how it moves the days."""

from .current import months_of, moved_plan, prefecture_of, round_book, round_on
from .registration import AREA

__all__ = ["AREA", "months_of", "moved_plan", "prefecture_of", "round_book", "round_on"]
