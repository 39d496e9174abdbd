"""What a numbered task or a document is said to be: 第19项是疗休养对吗, 附件2是十个一吧."""

from __future__ import annotations

import re

from knowledge import PlanBook

from ...phrases import say
from ..answer import Answer
from ..question import Question
from .claiming import END, ENDING, NUMERAL, TAG

_SURELY = 0.5  # a claimed topic that finds its point less well is not judged
_SAID_TO_BE = re.compile(
    f"(?:第?{NUMERAL}+(?:项|条|个|号)?(?:任务|附件)?|附件第?{NUMERAL}+)(?:是不是|是|讲的?是?|说的?是?)"
    f"(?P<said>[^,，?？。什么啥哪]{{2,12}}?){ENDING}?{END}"
)


def judge_item(answer: Answer, question: Question, book: PlanBook, owner: str, title: str) -> None:
    """Say first whether a numbered item is the claimed one (第19项是疗休养对吗); nothing when unsure."""
    claimed = _claimed_words(question)
    if not claimed:
        return
    hits = question.understanding.find_text(claimed, [book.id], limit=1)
    if hits and hits[0].score >= _SURELY and hits[0].point.owner == owner:
        answer.fact(say("points.right_so", title=title))
    elif hits and hits[0].score >= _SURELY:
        answer.fact(say("points.wrong_so", said=claimed, title=title))


def judge_title(answer: Answer, question: Question, title: str) -> None:
    """Say first whether a document has the claimed title (附件2是十个一吧)."""
    claimed = _claimed_words(question)
    if claimed:
        right = claimed in title.replace("“", "").replace("”", "") or claimed in title
        key = "points.right_so" if right else "points.wrong_so"
        answer.fact(say(key, said=claimed, title=title))


def _claimed_words(question: Question) -> str:
    """What a numbered thing is said to be: 疗休养 in 第19项是疗休养对吗; else ""."""
    found = _SAID_TO_BE.search(question.text) if question.reading.references else None
    return found["said"] if found and TAG.search(question.text) else ""
