"""How many counties a province has, how many of them its table lists, and by whom they are linked."""

from __future__ import annotations

import re

from ...phrases import phrase_names, say
from ...reply import Reply
from ..answer import Answer
from ..checking.claiming import verdict_on
from ..question import Question, residue
from .liaison import counties_of_prefecture

_OF_COUNTIES = "全省一共总级工会多少各哪家更,"
_KINDS = re.compile("部门|部室|处室|领导|产业工会|单位|表|名单")
_MORE_OR_LESS = re.compile("[比多少级差]")
_CLAIMED = re.compile(
    "(?P<count>[0-9一二两三四五六七八九十百零]+(?:多)?[个家])(?:县级工会|县区|区县|县)(?![里级])"
)
_REST = re.compile("没|剩|其余|甩|推")
_OF_OURS = re.compile("(?:我|咱|俺|本|全)们?[市州]|[市州]里")
"""我们市有7个县 counts those of a prefecture."""
_HAVING = "由归0123456789一二两三四五六七八九十百零有没错真是吧说直接对口听记得了"
_PAIR = 2
_OF_PREFECTURES = re.compile("(?:州市|市州|州[(]市[)]|市|州)(?:里|级|总|一级)*(?:工会)?的?(?:领导|班子)")
"""What prefecture leaders link is a rule of the plan, no count of its table."""


def liaison_count(question: Question) -> Reply | None:
    """Answer how many counties are linked by whom; None for the all-China federation, which has a point."""
    groups = question.reading.groups
    if "national_word" in groups or (not groups & {"liaise", "table"} and _counts_more(question)):
        return None
    if _OF_PREFECTURES.search(question.text):
        return None
    if not groups & {"county_count", "table"} and not _KINDS.search(question.text):
        return None
    answer = Answer("liaison_count")
    _in_all(answer, question)
    for book in question.books:
        cover = book.liaisons.coverage
        answer.fact(
            say("liaison.count", plan=book.plan.name, total=cover.total, listed=cover.listed, rest=cover.rest)
        )
        for kind in dict.fromkeys(unit.kind for unit in book.liaisons.units):
            units = [unit for unit in book.liaisons.units if unit.kind == kind]
            counties = sum(len(unit.counties) for unit in units)
            known = f"liaison.count_{kind}" in phrase_names()
            key = f"count_{kind}" if known else "count_other"
            answer.text("· " + say(f"liaison.{key}", kind=kind, units=len(units), counties=counties))
        answer.text("· " + say("liaison.count_units", units=len(book.liaisons.units), counties=cover.listed))
        answer.cite(book, cover.total_cite, cover.rule_cite, cover.rest_cite)
    return answer.notice(say("liaison.counted")).reply()


def county_claim(question: Question) -> Reply | None:
    """Judge how many counties somebody says there are, linked or not; None where they are to do something."""
    claimed = _CLAIMED.search(question.text)
    numbers = [
        number for number in question.reading.numbers if claimed and number.end == claimed.end("count")
    ]
    if not claimed or not numbers or len(question.books) != 1 or _does_more(question):
        return None
    if _OF_OURS.search(question.text):
        return counties_of_prefecture(question)
    book = question.books[0]
    cover = book.liaisons.coverage
    groups = question.reading.groups
    if groups & {"table"} and _REST.search(question.text):
        number = cover.rest
    elif groups & {"liaise"} or _KINDS.search(question.text):
        number = cover.listed
    else:
        number = cover.total
    right = numbers[0].value == number
    verdict = verdict_on(right=right, said=claimed[0])
    told = say("liaison.count", plan=book.plan.name, total=cover.total, listed=cover.listed, rest=cover.rest)
    answer = Answer("county_claim").fact(verdict + told)
    answer.cite(book, cover.total_cite, cover.rule_cite, cover.rest_cite)
    return answer.notice(say("liaison.counted")).reply()


def _does_more(question: Question) -> bool:
    """True when the counties counted are to do something: 129个县都要建文化宫吧."""
    words = frozenset({"county_measure", "sum_word", "whole_province", "liaise", "table", "provincial_word"})
    left = residue(question.reading, groups=words, everyday=False)
    names = "".join(name for book in question.books for name in (book.plan.name, book.plan.short))
    return bool(left.translate(str.maketrans("", "", _OF_COUNTIES + _HAVING + names))) or bool(
        question.reading.names
    )


def _in_all(answer: Answer, question: Question) -> None:
    """What all provinces asked for have together; by how many two of them differ."""
    covers = [book.liaisons.coverage for book in question.books]
    if len(covers) < _PAIR:
        return
    answer.fact(
        say(
            "liaison.count_all",
            plans="、".join(book.plan.name for book in question.books),
            total=sum(cover.total for cover in covers),
            totals="＋".join(str(cover.total) for cover in covers),
            listed=sum(cover.listed for cover in covers),
            lists="＋".join(str(cover.listed) for cover in covers),
            rest=sum(cover.rest for cover in covers),
        )
    )
    if len(covers) == _PAIR:
        less, more = sorted(question.books, key=lambda book: book.liaisons.coverage.total)
        fewer, most = less.liaisons.coverage, more.liaisons.coverage
        total, listed = most.total - fewer.total, most.listed - fewer.listed
        names = {"more": more.plan.name, "less": less.plan.name}
        answer.text(say("liaison.count_more", **names, total=total, listed=abs(listed)))


def _counts_more(question: Question) -> bool:
    """True when something else than the counties of a province is counted: 几个县要建文化宫."""
    words = frozenset({"county_count", "county_word", "county_noun", "sum_word", "whole_province", "compare"})
    names = (name for book in question.catalogue.plans.values() for name in (book.plan.name, book.plan.short))
    around = str.maketrans("", "", _OF_COUNTIES + "".join(names))
    left = residue(question.reading, groups=words).translate(around)
    return bool(_MORE_OR_LESS.sub("", left) or question.reading.names)
