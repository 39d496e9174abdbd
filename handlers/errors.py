"""Errors with two faces: a sentence for the person on the class, the details for the log."""

from __future__ import annotations

from datetime import date

from .phrases import say

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days that may be called today; periods around them stay within the calendar."""


class PersonError(Exception):
    """Something that the person can mend; `sentence` is what they read, `code` is for programs."""

    code = "bad_request"
    sentence = "这个请求我处理不了，请换个说法再试。"

    def __init__(self, details: str = "", *, sentence: str | None = None) -> None:
        """Keep `details` for the log; `sentence` overrides the class's words."""
        super().__init__(details or self.sentence)
        if sentence is not None:
            self.sentence = sentence


class UnknownUnit(PersonError):
    """The named county, prefecture or liaison unit does not exist."""

    code = "unknown_unit"


class UnknownPlan(PersonError):
    """The named plan is not loaded."""

    code = "unknown_plan"


class BadDate(PersonError):
    """A date that is not YYYY-MM-DD, does not exist or lies outside FIRST_DAY to LAST_DAY."""

    code = "bad_date"

    @classmethod
    def of(cls, text: str) -> BadDate:
        """Return the error for what was written instead of a date."""
        return cls(text, sentence=say("errors.bad_date", text=text))


class EmptyQuestion(PersonError):
    """Nothing was asked."""

    code = "empty_question"
    sentence = "没有看到问题，请输入一句话，例如：勐海县谁联系？"
