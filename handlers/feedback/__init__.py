"""Questions handed on, ratings, words to the administrator; and the administrator's lists of them."""

from .registration import AREA

__all__ = ["AREA"]
