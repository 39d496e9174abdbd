"""The rest of what something belongs to: 除了社工还有啥钱, 除了双月调度还有什么.

What is left out names no topic: the rest is asked for without it, or, where nothing else is said, the
list in which it stands is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge import PlanPoint, Role

from ..phrases import say
from ..reply import Facts, Outcome, Reply, Table, Text
from . import talk
from .answer import Answer
from .question import Question

_EXCEPT = re.compile(
    "^(?P<head>[^,，。]{0,10}?)(?:除(?:了|开|去|掉)(?P<first>[^,，。?？]{2,14}?)(?:之外|以外|外)?"
    "|(?P<second>[^,，。?？除]{2,14}?)(?:之外|以外))[,， ]*(?:我们|咱们|县里|方案里?)?"
    "(?:另外)?(?:还|又|别的|其他的?|其它的?|剩下的?)(?P<rest>[^,，。]{1,16})$"
)
_OURSELVES = re.compile("我们|咱|俺|本[县区市]")
"""除了我们还带哪家 asks for another county, not for the rest of a list."""
_OTHER = re.compile("^(?:有|要)?(?:别的|其他的?|其它的?)")
_NO_MATTER = re.compile(
    "(?:有|要|得|该|能|可以)*(?:做|干|搞|弄|建|办|抓)?(?:什么|啥|哪些|哪个|哪几个|谁|没有|吗|呢|的|[?？])*"
)
_HANDS_IN = re.compile(
    "(?:要|得|该|需要)*(?:交|报|上报|报送)(?:什么|啥|哪些|些什么|些啥)(?:材料|东西)?[?？]?"
)
_LEVELS = {Role.COUNTY: "县总", Role.PREFECTURE: "市总", Role.PROVINCE: "省总"}
_LISTED = 3
"""A list has at least so many things."""
_CALLED = 0.4
"""A point found less well by what is left out does not speak of it."""


def left_out(text: str) -> tuple[str, str] | None:
    """Return what a question leaves out and the question without it (有啥钱); None for any other sentence."""
    found = _EXCEPT.search(text) if "除" in text or "外" in text else None
    if found is None or _OURSELVES.match(found["first"] or found["second"]):
        return None
    return found["first"] or found["second"], found["head"].rstrip("的") + _OTHER.sub("有", found["rest"])


def besides(
    question: Question, before: Callable[[], Reply | None], reply_to: Callable[[str], Reply]
) -> Reply | None:
    """Return the rest of what the question leaves something out of; None where it leaves out nothing.

    `before` answers the question before this one; `reply_to` answers a sentence.
    """
    parts = left_out(question.text)
    places = question.reading.places.mentions
    if parts is None or any(mention.kind in ("county", "prefecture") for mention in places):
        return None
    said, rest = parts
    if _HANDS_IN.fullmatch(rest):
        handed = reply_to(_level(question, said) + rest)
        return _lead(handed, said, alone=_alone(handed)) if _tells(question, handed, said) else None
    bare = _NO_MATTER.fullmatch(rest) is not None
    told = before() if bare else reply_to(rest)
    if told is not None and told.outcome is Outcome.ANSWERED and (bare or _tells(question, told, said)):
        return _lead(told, said)
    listed = _list_with(question, said)
    if listed is not None:
        return _lead(listed, said)
    return talk.ask_topic(question) if bare else None


def _lead(reply: Reply, said: str, *, alone: bool = False) -> Reply:
    lead = Text(say("points.only_this" if alone else "points.besides", said=said), strong=True)
    return Reply((lead, *reply.blocks), reply.outcome, reply.intent, reply.silence)


def _alone(reply: Reply) -> bool:
    """True when a list has one line, which is what was left out."""
    return sum(len(block.rows) for block in reply.blocks if isinstance(block, Facts)) == 1


def _tells(question: Question, reply: Reply, said: str) -> bool:
    """True when an answer speaks of what is left out, in whatever words: then the rest stands beside it."""
    comparable = question.understanding.comparable
    return comparable(said).strip() in comparable("\n".join(_words(reply)))


def _words(reply: Reply) -> list[str]:
    words = [block.text for block in reply.blocks if isinstance(block, Text)]
    words += [
        cell for block in reply.blocks if isinstance(block, Facts) for row in block.rows for cell in row
    ]
    return words + [
        cell for block in reply.blocks if isinstance(block, Table) for row in block.rows for cell in row
    ]


def _level(question: Question, said: str) -> str:
    """Who hands it in: the asker, else whoever owes what is left out (综合报告: 市总)."""
    if question.role:
        return "我们"
    for hit in question.understanding.find_text(said, [book.id for book in question.books], limit=3):
        kind, _, name = hit.point.owner.partition(":")
        for duty in question.catalogue.plans[hit.point.plan].duties if kind == "duty" else ():
            if duty.id == name and duty.owes[0] in _LEVELS:
                return _LEVELS[duty.owes[0]]
    return ""


def _list_with(question: Question, said: str) -> Reply | None:
    """The point whose short answer lists several things, the one said among them."""
    for hit in question.understanding.find_text(said, [book.id for book in question.books], limit=12):
        if not hit.point.silence and hit.score >= _CALLED and _lists(hit.point, said):
            book = question.catalogue.plans[hit.point.plan]
            return Answer("besides").fact(hit.point.say).cite(book, *hit.point.cites).reply()
    return None


def _lists(point: PlanPoint, said: str) -> bool:
    return any(_holds(part.split("、"), said) for part in re.split("[。；：，:;]", point.say))


def _holds(items: Sequence[str], said: str) -> bool:
    """True when what is left out is one of the items; the first has words before it, the last behind it."""
    if len(items) < _LISTED:
        return False
    return said in items[1:-1] or items[0].endswith(said) or items[-1].startswith(said)
