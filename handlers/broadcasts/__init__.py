"""Broadcasts: a province or prefecture writes to its units and groups, once, after a preview."""

from .registration import AREA

__all__ = ["AREA"]
