"""Whether all counties are linked, and by whom: 129个县都有对口联系吗, 50个县没人联系吧."""

from __future__ import annotations

import re

from knowledge import PlanBook, parse_number

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question
from .claiming import END, ENDING, claims_something, verdict_on

_NATIONAL = "national"
_COUNT = "(?P<count>[0-9]+|[一二两三四五六七八九十百零]+)个?(?:县级工会|县区|区县|县|县市区)"
_EVERY = "(?P<every>每一?个?县(?:级工会)?|所有的?县(?:级工会)?|各个?县|县县|全部的?县)"
_BY = (
    "(?P<province>省总工会|省总|省级|省里|省)"
    "|(?P<prefecture>州[(]?市[)]?总?|市[(]?州[)]?总?|州里|市里|市总|地市|市级|州市级)"
)
_LINK = "(?:对口)?(?:联系|挂联|挂钩|挂点|对接|对口|包联|覆盖|管)"
_TAG = f"(?:的|了|到位|着)*{ENDING}?{END}"
_COUNTIES_LINKED = re.compile(
    f"(?:我们|咱们?|那|听说|据说|说是|是不是|方案里?说?|对口联系)*(?:云南|安徽)?(?:全省|省里)?(?:一共|总共|共|的|有)*(?:{_COUNT}|{_EVERY})"
    f"(?:是不是|是否)?(?:全部?|都|也|已经)*(?P<none>没有?)?(?:有|是|由|归|被|找到)*(?:{_BY})?(?:来|在|有)*"
    f"(?:人|单位|部门|领导|工会|上级)*(?:的|来|在)*{_LINK}(?:的)?(?:单位|部门|领导|全覆盖|覆盖)*{_TAG}"
)
_LINKS_COUNTIES = re.compile(
    f"(?:我们|那|听说|据说|说是|是不是)*(?:云南|安徽)?(?:{_BY})?(?:一共|总共|都|要|是不是)*{_LINK}(?:单位|名单)?(?:要|了|着|是|能|全部?|都)*"
    f"(?:覆盖)?(?:到|了|全省的?)*(?:{_COUNT}|{_EVERY}|全省?覆盖){_TAG}"
)


def covered(question: Question) -> Reply | None:
    """Return whether so many counties, or all of them, are linked as the question says; None for others."""
    book = question.book
    if book is None or not claims_something(question):
        return None
    text = question.text
    found = _COUNTIES_LINKED.fullmatch(text) or _LINKS_COUNTIES.fullmatch(text)
    if found is None:
        return None
    said = found.groupdict()
    claimed = parse_number(said["count"]) if said.get("count") else None
    cover = book.liaisons.coverage
    number = cover.total if claimed is None else int(claimed)
    answer = Answer("covered").fact(_verdict(book, said, number) + say("liaison.all_covered"))
    answer.text(
        say("liaison.count", plan=book.plan.name, total=cover.total, listed=cover.listed, rest=cover.rest)
    )
    if national := _national(book):
        units = sum(unit.kind == _NATIONAL for unit in book.liaisons.units)
        answer.text(say("liaison.listed_national", units=units, counties=national))
    answer.cite(book, cover.total_cite, cover.rule_cite, cover.rest_cite)
    return answer.notice(say("liaison.counted")).reply()


def _verdict(book: PlanBook, said: dict[str, str | None], number: int) -> str:
    """对 or 不是 for so many counties; "" for a number that is right of some and not of all."""
    cover = book.liaisons.coverage
    right = {cover.total}
    open_to_doubt = {cover.listed, cover.rest}
    if said.get("none"):
        return say("points.wrong", said=say("liaison.unlinked", count=_typed(said)))
    if said.get("province"):
        right, open_to_doubt = {cover.listed - _national(book)}, {cover.listed}
    elif said.get("prefecture"):
        right, open_to_doubt = {cover.rest}, set()
    if number in open_to_doubt - right:
        return ""
    who = said.get("province") or said.get("prefecture")
    by = say("liaison.linked_by", count=_typed(said), who=who) if who else _typed(said)
    return verdict_on(right=number in right, said=by)


def _typed(said: dict[str, str | None]) -> str:
    count = said.get("count")
    return say("liaison.so_many", count=count) if count else said.get("every") or say("liaison.every")


def _national(book: PlanBook) -> int:
    """How many counties of the list the all-China federation's departments link."""
    return sum(len(unit.counties) for unit in book.liaisons.units if unit.kind == _NATIONAL)
