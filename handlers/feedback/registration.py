"""The commands and buttons about feedback."""

from __future__ import annotations

from ..access import Act
from ..area import Area, Button, Command
from ..phrases import say
from . import giving, lists

AREA = Area(
    "feedback",
    commands=(
        Command("feedback", say("commands.feedback"), giving.feedback, words=("反馈", "投诉建议", "意见")),
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
