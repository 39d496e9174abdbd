"""What did not help: questions handed on, ratings, words to the administrator; and the administrator's lists."""

from .registration import AREA

__all__ = ["AREA"]
