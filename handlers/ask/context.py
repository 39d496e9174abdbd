"""Follow-up questions: what 那长丰呢, 分几次发 and 不对，我问的是云南 mean after the last question.

A follow-up is turned into a whole question by putting its new part in the place of the old one, so that
everything after this step sees one self-contained sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge import Facet, Reading

from .question import residue

Read = Callable[[str], Reading]
Topic = Callable[[Reading], str | None]
Score = Callable[[Reading], float]

_LEAD = re.compile(
    "^(?:那么|那|不对|不是|错了|哦|嗯|好的|还有|另外|再问下|再问|对了|我是说|我说的是|我问的是|说的是|问的是|我问"
    "|我指的是|换成|改成|如果是|要是|[,，。、 ])+"
)
_TAIL = re.compile(r"(?:的)?(?:呢|咧|嘞|哩|啊|呀|怎么样|咋样|又如何|如何)?[?？。!！~ ]*$")
_PRONOUN = re.compile(
    r"他们|她们|它们|他|她|它|这个人|那个人|这位|那位|这笔钱|那笔钱|这个钱|那个钱|这项|那项|这个|那个|这事|那事|这些|那些|这条|那条|这块|这"
)
_PERSON = re.compile(r"他|她|这个人|那个人|这位|那位")
_SIDES = {
    Facet.MONEY: "多少钱",
    Facet.PAYER: "谁出钱",
    Facet.PAYMENT: "分几次发",
    Facet.COUNT: "要几个",
    Facet.OFTEN: "多久一次",
    Facet.WHEN: "什么时候",
    Facet.LEAD: "谁牵头",
    Facet.TO: "报给谁",
    Facet.WHO: "谁负责",
    Facet.MEANING: "是什么意思",
    Facet.HOW: "怎么做",
    Facet.WHERE: "在第几条",
}
"""The side that an earlier question asked for, in words that fit any topic."""
_TOPIC = 4  # 厂务公开那个会 names its topic itself
_NEXT = re.compile("下一?[个项题条]")
_COUNT = re.compile("[0-9]+|[一二三四五六七八九十]+")
_VERY_SHORT = 5
_LITTLE = 2  # a side with so many more characters (啥材料) still leans on the question before
_SHORT = 14
_WHOLE = 0.62  # a question that finds a point this well stands on its own


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a question that can be exchanged: its kind and where it stands."""

    kind: str
    start: int
    end: int
    text: str


def complete(question: str, history: Sequence[str], read: Read, topic: Topic, score: Score) -> str:
    """Return `question` as a sentence that stands on its own, given the earlier ones (oldest first)."""
    if not history:
        return question
    reading = read(question)
    before = complete(history[-1], history[:-1], read, topic, score)
    earlier = read(before)
    bare = _TAIL.sub("", _LEAD.sub("", reading.text))
    marked = _LEAD.match(reading.text) is not None or reading.text.rstrip("?？").endswith("呢")
    following = _next(earlier, reading.text)
    if following is not None:
        return following
    if not _leans(reading, bare, marked, score):
        return question
    later = read(bare)
    return _exchange(earlier, later, bare) or _resolve(earlier, later, bare, topic) or question


def _next(earlier: Reading, text: str) -> str | None:
    """The earlier question with its number raised by one, for 下一题呢 and 还有呢，下一项."""
    if not _NEXT.search(text) or len(text) > _SHORT or not earlier.references:
        return None
    last = earlier.references[-1]
    raised = _COUNT.sub(str(last.number + 1), last.text, count=1)
    return earlier.text[: last.start] + raised + earlier.text[last.end :]


def _leans(reading: Reading, bare: str, marked: bool, score: Score) -> bool:
    """True when the sentence needs the one before it."""
    if _PERSON.search(reading.text) and len(bare) <= _SHORT:
        return True
    if marked and not reading.facets - {Facet.WHAT} and len(bare) <= _SHORT and not _stands(reading):
        return True
    if _PRONOUN.search(reading.text) and len(bare) <= _SHORT:
        return score(reading) < _WHOLE
    if len(bare) > _SHORT:
        return False
    if not marked and reading.intent == "due_in_period" and reading.periods:
        return False
    if not residue(reading) or (marked and _only_parts(reading, bare)):
        return True
    if marked:
        return score(reading) < 0.9
    if len(bare) <= _VERY_SHORT and not _stands(reading):
        return True
    bare_side = len(residue(reading)) <= _LITTLE
    return bare_side and not _stands(reading) and score(reading) < _WHOLE


def _only_parts(reading: Reading, bare: str) -> bool:
    """True when nearly all of the sentence is a name, a place, a period or a number: 李琦呢."""
    return sum(len(part.text) for part in _parts(reading)) >= 0.8 * len(bare.replace(" ", ""))


def _stands(reading: Reading) -> bool:
    """True when the sentence fits an intent that needs no earlier words."""
    return bool(reading.matches) and reading.intent not in ("days_left", "where_mentioned", "compare_plans")


def _exchange(earlier: Reading, later: Reading, bare: str) -> str | None:
    """Put the later sentence's entities in the place of the earlier one's, if it has nothing else to say."""
    new = _parts(later)
    if not new or len("".join(part.text for part in new)) < 0.5 * len(bare.replace(" ", "")):
        return None
    text = earlier.text
    old = _parts(earlier)
    used: set[str] = set()
    for part in sorted(old, key=lambda part: -part.start):
        fresh = next((item for item in new if _same(item.kind, part.kind)), None)
        if fresh is not None:
            text = text[: part.start] + ("" if fresh.kind in used else fresh.text) + text[part.end :]
            used.add(fresh.kind)
    for part in new:
        if part.kind not in used:
            text = part.text + text
    return text


def _same(first: str, second: str) -> bool:
    groups = ({"county", "prefecture", "unit", "person"}, {"province"})
    return first == second or any(first in group and second in group for group in groups)


def _parts(reading: Reading) -> list[_Part]:
    found = [
        _Part(mention.kind, mention.start, mention.end, mention.text)
        for mention in reading.places.mentions
        if mention.certainty != "offered"
    ]
    for mention in reading.names:
        kind = "person" if mention.of("person") else "unit"
        found.append(_Part(kind, mention.start, mention.end, mention.text))
    found += [_Part("period", *period.span, period.text) for period in reading.periods]
    found += [_Part("number", part.start, part.end, part.text) for part in reading.references]
    kept: list[_Part] = []
    for part in sorted(found, key=lambda part: part.start - part.end):
        if not any(part.start < other.end and other.start < part.end for other in kept):
            kept.append(part)
    return kept


def _resolve(earlier: Reading, later: Reading, bare: str, topic: Topic) -> str | None:
    """Put the earlier topic in the place of a pronoun or before a bare side (谁牵头).

    A bare topic takes over the side that was asked for before (那集体协商呢).
    """
    province = _province(earlier) if not later.plans else ""
    content = _PRONOUN.sub("", bare)
    topical = content == bare or (len(content) >= _TOPIC and not _PERSON.search(bare))
    if not later.facets and topical:
        sides = [side for facet, side in _SIDES.items() if facet in earlier.facets]
        return province + bare + sides[0] if sides else None
    name = topic(earlier)
    if name is None:
        return None
    if _PRONOUN.search(bare):
        return province + _PRONOUN.sub(name, bare, count=1)
    return f"{province}{name}{bare}"


def _province(reading: Reading) -> str:
    """The province that the earlier question named, to be carried on."""
    return next((mention.text for mention in reading.places.mentions if mention.kind == "province"), "")
