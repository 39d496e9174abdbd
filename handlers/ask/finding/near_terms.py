"""Terms that look like one that a plan prints, and are none: 七个坚决 for 五个坚决, 大三级 for 小三级."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Facet, PlanPoint, find_numbers, parse_number

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question

_HAN = "一二三四五六七八九十两双多"
_NUMERALS = f"{_HAN}0-9"
_SIZES = "大小新老双单"
_MEASURE = "个大项条种类级"
_NUMBERED = re.compile(f"^([{_HAN}]+)([{_MEASURE}]?)([^{_NUMERALS}].*)$")
_SIZED = re.compile(f"^([{_SIZES}])(.{{2,4}})$")
_ASKED = frozenset({Facet.MEANING, Facet.WHAT})


def ask_if_meant(question: Question, best: PlanPoint) -> Reply | None:
    """Ask whether the printed term is meant; None when the question prints it, or asks for something else."""
    reading = question.reading
    if "yes_no" in reading.groups or reading.references or not reading.facets <= _ASKED:
        return None
    for name in dict.fromkeys((*best.names, best.topic)):
        typed = _like(question, name)
        if typed:
            return _ask(question, best, typed, name)
    return _uncounted(question, best)


def _like(question: Question, name: str) -> str:
    """What stands in the question in the place of a printed term, with another numeral or size; else ""."""
    if name in question.text:
        return ""
    numbered, sized = _NUMBERED.match(name), _SIZED.match(name)
    if numbered:
        parts = f"([{_NUMERALS}]+){numbered[2]}{re.escape(numbered[3])}"
    elif sized:
        parts = f"([{_SIZES}]){re.escape(sized[2])}"
    else:
        return ""
    found = re.search(parts, question.text)
    if not found or _same(found[1], name) or _printed(question, found[0]):
        return ""
    return found[0]


def _same(numeral: str, name: str) -> bool:
    """True for the same number written otherwise (5个坚决)."""
    own = _NUMBERED.match(name)
    return own is not None and parse_number(numeral) == parse_number(own[1])


def _printed(question: Question, term: str) -> bool:
    return any(term in book.source for book in question.catalogue.plans.values())


def _uncounted(question: Question, best: PlanPoint) -> Reply | None:
    """三个全覆盖 is no term of a point that counts no three of anything."""
    if question.reading.facets != _ASKED and Facet.MEANING not in question.reading.facets:
        return None
    told = "".join((best.say, best.topic, *best.names, *(cite.quote for cite in best.cites)))
    counted = {number.value for number in find_numbers(told)} | {parse_number(sign) for sign in _signs(told)}
    for number in question.reading.numbers:
        if number.ordinal or number.unit not in ("个", "项", "条", "种", "类") or number.value in counted:
            continue
        term = question.text[number.start :]
        if re.match(f"{re.escape(number.text)}[^是哪什么几的]{{2,6}}(?:是|指|有|包)", term):
            return not_there(question, best, _until(term))
    return None


def _signs(text: str) -> Iterable[str]:
    return re.findall("[一二三四五六七八九十两]", text)


def _until(term: str) -> str:
    return re.split("是|指|有|包|都", term, maxsplit=1)[0]


def not_there(question: Question, best: PlanPoint, typed: str) -> Reply:
    """Say that no plan has the term; the nearest topic is a button."""
    plans = "、".join(book.plan.name for book in question.books)
    answer = Answer("near_term").fact(say("points.no_term", plans=plans, typed=typed))
    answer.step(best.topic, best.asks[0] if best.asks else best.topic)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _ask(question: Question, best: PlanPoint, typed: str, name: str) -> Reply:
    plan = question.catalogue.plans[best.plan].plan.name
    answer = Answer("near_term").fact(say("points.near_term", plan=plan, typed=typed, name=name))
    answer.step(name, f"{plan}{name}是什么")
    return answer.reply(Outcome.ASK_BACK)
