"""Where a unit stands: progress against targets, the ten ones, lights, what was told in words."""

from .registration import AREA
from .wanting_words import AREA as TOLD_WORDS

__all__ = ["AREA", "TOLD_WORDS"]
