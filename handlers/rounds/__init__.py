"""Rounds: a plan restarted at a month; which one a unit is in, and how it moves the days."""

from .current import begun_round, months_of, moved_plan, open_round, prefecture_of, round_book
from .registration import AREA

__all__ = ["AREA", "begun_round", "months_of", "moved_plan", "open_round", "prefecture_of", "round_book"]
