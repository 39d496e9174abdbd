"""Whether a question claims something, as its end shows, and the words that judge what it claims."""

from __future__ import annotations

import re
from dataclasses import replace

from ...phrases import say
from ...reply import Reply, Text
from ..question import Question

ENDING = "(?:吗|嘛|吧|对吧|对吗|对不对?|是吧|是吗|是不是|没错吧|真的吗|不是吗)"
"""With these a sentence ends that wants to hear whether it is right."""
END = "[?？。!]*$"
NUMERAL = "[0-9一二两三四五六七八九十百]"
TAG = re.compile(f"(?:吧|吗|[对是]不[对是]?|[?？]){END}|听说|据说|说是|是不是|对不对")
_ONLY_ASKS = ("?", "？")
ASKING = frozenset({"often", "how_many", "how_much", "when", "who", "what", "how"})
"""With one of these a question mark asks and claims nothing: 多久一次?"""
_LEFT = re.compile(f"(?:还|就|只)[差剩缺欠]下?[着了]?{NUMERAL}|剩下?[着了]?{NUMERAL}")
"""What is said to be left is printed nowhere: 去了50人，还差50人对吗."""
_WILL_DO = (
    "可以|行|够数?|达标|合格|过关|超标?|超过|达到要求|(?:符合|合|满足)要求|算(?:完成|达标|够)|完成(?=了)"
)
_ENOUGH = re.compile(
    f"(?<![就不要须得])(?:{_WILL_DO})(?:了|啦)?(?:{ENDING}|不|没有?){END}"
    f"|(?:可不可以|行不行|够不够|达不达标|合不合格|算不算(?:完成|达标|够)){END}"
    f"|(?:是不是|算不算)(?:已经)?(?:{_WILL_DO})了?{END}"
)


def claims_something(question: Question) -> bool:
    """True for a question that claims what is to be judged (5个吧), not for 多久一次？ or 5个够吗."""
    tag = TAG.search(question.text)
    if tag is None or (tag[0] in _ONLY_ASKS and question.reading.groups & ASKING):
        return False
    return _LEFT.search(question.text) is None and not asks_enough(question.text)


def asks_enough(asked: str) -> bool:
    """Return True for a question whether a number will do, which claims nothing that is printed."""
    return _ENOUGH.search(asked) is not None


def before_will_do(asked: str) -> str:
    """Return what stands before the words that ask whether a number will do: 驿站3个 of 驿站3个够吗."""
    found = _ENOUGH.search(asked)
    return asked[: found.start()] if found else asked


def verdict_on(*, right: bool, said: str) -> str:
    """Return 对 or 不是 in words, with what was claimed."""
    return say("points.right") if right else say("points.wrong", said=said)


def with_verdict(told: Reply, verdict: str) -> Reply:
    """Return an answer with the verdict before its first sentence."""
    first, *others = told.blocks
    assert isinstance(first, Text)
    return replace(told, blocks=(replace(first, text=verdict + first.text), *others))
