"""A question that takes a number for granted: 安徽的32项任务有哪些. A wrong one is set right first.

What a plan holds several of is counted from its structure, so that a new plan needs no word of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import Facet, PlanBook, parse_number

from ...phrases import say
from ..following.parts import PLACES
from ..question import Question
from ..tasks.numbered import group_word
from .claiming import END, ENDING

_LEAST = 3
"""那两项任务 may be two of them; so many are said of all."""
_COUNTED = re.compile(
    "(?:^|(?<=[,，。:：?？的那共有分成为里设县市州皖滇们])|(?<=(?:全部|所有|全省|方案|安徽|云南|提纲|问卷)))"
    "(?P<number>[0-9]+|[一二三四五六七八九十百两]+)(?P<measure>[个项条大类步位名家道支]?)"
    "(?=[^0-9一二三四五六七八九十])"
)
_AFTER = re.compile(
    "(?:$|[,，?？。]|都|有哪|有什么|有啥|是哪|是什么|是啥|是谁|各|分别|具体|包|怎么|谁|叫|里|中|指|问|列|讲|哪|内容)"
)
_ALL = re.compile("都|有哪|有什么|有啥|是哪|各|分别|包|列")
_LISTED = frozenset({Facet.WHAT, Facet.MEANING, Facet.COUNT})
_JUDGED = re.compile(f"(?:的|呢)?(?:{ENDING}|么){END}")
_KINDS = re.compile("任务|阶段|步骤|提纲|问卷|调研|组长|县级工会|县总工会|联系")
"""Without one of these, or the plan's word for its groups, nothing is counted here."""
_SOME = re.compile(
    "我(?!们省)|咱(?!们?省)|俺|[本各每]县|手[上里头]|负责|剩|其余|另外|完成|[做干办搞弄]完|没|未|[市州]里|[市州]总|全[市州]"
)
"""With these not all that the plan has are counted: 我手上有4项任务, 剩下的5项任务, 市里8个县级工会."""
_OUTLINE = re.compile("提纲|问卷|调研")


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a plan holds several of: the noun as people say it, how many, which other numbers are right too.

    `alone`: asked what they are, the question without any number asks for all of them.
    `kept`: the noun stays then.
    """

    noun: str
    count: int
    others: frozenset[int] = frozenset()
    alone: bool = False
    kept: bool = True


def miscounted(question: Question) -> tuple[str, str] | None:
    """Return the question with the right number (or none), and what is to be said first ("" for nothing).

    None where none is taken for granted; one that is to be judged (一共32项任务吗) is left to the claims.
    """
    book, text = question.book, question.text
    if _SOME.search(text) or any(place.kind in PLACES for place in question.reading.places.mentions):
        return None
    if book is None or not (_KINDS.search(text) or group_word(book) in text):
        return None
    for found in _COUNTED.finditer(text):
        value = parse_number(found["number"])
        for whole in _wholes(text, book) if value is not None and value >= _LEAST else ():
            noun = re.compile(whole.noun).match(text, found.end())
            if noun and _taken_for_granted(question, noun.end(), value == whole.count, whole):
                wrong = value != whole.count and value not in whole.others
                if wrong and _printed(book, text[found.start() : noun.end()]):
                    continue
                return _set_right(question, whole, found, noun) if wrong or whole.alone else None
    return None


def _set_right(
    question: Question, whole: _Whole, found: re.Match[str], noun: re.Match[str]
) -> tuple[str, str] | None:
    text, listed = question.text, whole.alone and question.reading.facets <= _LISTED
    right = f"{whole.count}{found['measure']}{noun[0]}"
    said = text[found.start() : noun.end()]
    if parse_number(found["number"]) == whole.count:
        first = ""
        if not listed:
            return None
    else:
        first = say("numbered.not_so_many", said=said, plan=question.books[0].plan.name, right=right)
    before = text[: found.start()].rstrip("那的里") if listed else text[: found.start()]
    kept = (noun[0] if whole.kept else "") if listed else right
    return f"{before}{kept}{text[noun.end() :]}", first


def _taken_for_granted(question: Question, end: int, right: bool, whole: _Whole) -> bool:
    """True when all of them are meant; 5项任务是什么 may mean the fifth."""
    text = question.text
    judged = _JUDGED.search(text)
    if (judged and judged.start() <= end) or not _AFTER.match(text, end):
        return False
    one = whole.alone and not right and question.reading.references and not _ALL.match(text, end)
    return not one or question.reading.references[0].number > whole.count


def _wholes(text: str, book: PlanBook) -> Iterator[_Whole]:
    groups = len(book.groups)
    yield _Whole("(?:重点|工作|具体|主要)?任务", len(book.tasks), frozenset({groups}), alone=True)
    yield _Whole(f"(?:提升|专项|重点|大)*{group_word(book)}", groups)
    yield _Whole("(?:工作)?(?:阶段|步骤)", len(book.phases))
    if _OUTLINE.search(text):
        for outline in book.checklists:
            if any(item.section for item in outline.items):
                yield _Whole("问题|题目|题|问", len(outline.items), alone=True, kept=False)
    people = book.organisation.people
    for role in {person.role: None for person in people if person.role and person.role.endswith("组长")}:
        yield _Whole(role or "", sum(person.role == role for person in people))
    cover = book.liaisons.coverage
    yield _Whole("县级工会|县总工会", cover.total, frozenset({cover.listed, cover.rest}))
    yield _Whole("(?:对口)?联系(?:单位|部门)", len(book.liaisons.units))


def _printed(book: PlanBook, words: str) -> bool:
    """True when the plan itself speaks of so many: 四项任务 of one kind, three of another."""
    if words in book.source:
        return True
    return any(words in name for point in book.points if not point.silence for name in point.names)
