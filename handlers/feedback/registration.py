"""The commands and buttons about feedback."""

from __future__ import annotations

import re

from ..access import Act
from ..area import Area, Button, Command, Handle
from ..phrases import say
from ..turn import Turn
from . import giving, lists

_WORDS = ("反馈", "投诉建议", "意见")
_WITH_WORDS = re.compile(rf"(?:{'|'.join(_WORDS)}|建议)[\s：:，,]+(?P<words>.+)", re.DOTALL)


def text(turn: Turn) -> Handle | None:
    """Return who takes what follows the word (反馈 字太小) for the administrator; None for other texts."""
    said = _WITH_WORDS.fullmatch(turn.text.strip())
    if said is None or not turn.request.private:
        return None
    return lambda writing: giving.feedback(writing, said["words"].strip())


AREA = Area(
    "feedback",
    text=text,
    commands=(
        Command("feedback", say("commands.feedback"), giving.feedback, words=_WORDS),
        Command("unanswered", say("commands.unanswered"), lists.unanswered, act=Act.SEE_FEEDBACK),
        Command("ratings", say("commands.ratings"), lists.ratings, act=Act.SEE_FEEDBACK),
    ),
    buttons=(
        Button("h", giving.hand_on, group=True),
        Button("u", giving.useful),
        Button("n", giving.useless),
        Button("f", lists.close, act=Act.SEE_FEEDBACK),
    ),
    waits={giving.FEEDBACK: giving.words_given, giving.RATING_WORD: giving.rating_word},
)
