"""A county that cannot be made out (和馅谁联系, 我们县谁联系): nothing else that is 联系 is told for it."""

from __future__ import annotations

import re

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question, residue
from .liaison import elsewhere

_HAN = "[㐀-鿿]"
_WHO = "(?:是|由|归|的)?(?:谁|哪[家位个]|对口|挂联|包联|联系)"
_LINKS = "(?:联系|挂联|挂钩|包联|对口|对接|管|包|挂)"
_LINKING = "联系"
_BY_PREFECTURE = re.compile("[州市](?:总|里|级|上)")
_BESIDE = frozenset({"provincial_word", "unit_word", "liaise"})
_ASKED = (
    re.compile(
        f"^(?:我?想?请?问一?下?)?(?!哪|谁|什么|怎|我|你|他|这|那)(?P<name>{_HAN}{{2,4}}?)[县市区]?{_WHO}"
    ),
    re.compile(f"(?:谁|哪个?(?:单位|家|位|部门|领导)){_LINKS}(?P<name>{_HAN}{{2,4}})$"),
)


def own_unknown(question: Question) -> Reply | None:
    """Ask which county is meant by 我们县谁联系 where nobody knows the asker's."""
    groups, places = question.reading.groups, question.catalogue.places
    asks = {"mine", "liaise"} <= groups and not groups.isdisjoint({"who", "unit_word"})
    if not asks or question.unit is not None or question.reading.places.mentions or question.reading.names:
        return None
    if _BY_PREFECTURE.search(question.text) or residue(question.reading, without=_LINKING, groups=_BESIDE):
        return None
    linked = [code for book in question.books for code in book.linked]
    example = next((place.name for code in linked if (place := places.county(code))), "")
    return Answer("liaison_of_place").fact(say("liaison.who_am_i", example=example)).reply(Outcome.ASK_BACK)


def unread_place(question: Question) -> Reply | None:
    """Say that a name is no county of the plans; None where any near point holds the name: 媒体谁联系."""
    reading = question.reading
    asked = {"who", "liaise"} <= reading.groups or "manage" in reading.groups
    if not asked or reading.places.mentions or reading.names or "mine" in reading.groups:
        return None
    name = next((found["name"] for sign in _ASKED if (found := sign.search(question.text))), "")
    holds = question.understanding.holds
    if not name or any(holds(name, hit.point) for hit in question.hits()):
        return None
    told = Answer("liaison_of_place").fact(elsewhere(question, "unknown_place", name))
    return told.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)
