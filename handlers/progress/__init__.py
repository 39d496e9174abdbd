"""Where a unit stands: progress against targets, the ten ones, lights."""

from .registration import AREA

__all__ = ["AREA"]
