"""Rounds: a plan restarted at a month; which one a unit is in, and how it moves the days."""

from .current import months_of, open_round, prefecture_of, round_book

__all__ = ["months_of", "open_round", "prefecture_of", "round_book"]
