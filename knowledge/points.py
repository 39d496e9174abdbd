"""Points as the assistant uses them: each with its plan, clause, quotes and ways of asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .schema.base import Cite, Facet, Item, Point, Silence
from .schema.rest import Checklist, ListItem

_SHORT = 80


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """One thing that can be said about a plan; `key` is unique over all plans.

    `owner` names the item that holds it (`task:23`, `duty:two-month-report`), "" for a free point.
    """

    key: str
    plan: str
    owner: str
    topic: str
    names: tuple[str, ...]
    facets: frozenset[Facet]
    say: str
    cites: tuple[Cite, ...]
    asks: tuple[str, ...]
    silence: Silence | None
    read: tuple[str, ...]
    decides: str | None

    @property
    def clause(self) -> str:
        """The clause of the first quote."""
        return self.cites[0].clause


def of_item(plan: str, kind: str, item: Item) -> Iterator[PlanPoint]:
    """Give the points of an item; one without own points speaks through its quote."""
    owner = f"{kind}:{item.id}"
    if not item.points:
        yield _bare(plan, owner, item)
    for number, point in enumerate(item.points, 1):
        key = f"{plan}/{kind}-{item.id}/{point.id or number}"
        yield PlanPoint(
            key=key,
            plan=plan,
            owner=owner,
            topic=point.topic or item.title,
            names=_unique((*point.names, *item.names, item.title)),
            facets=_facets(point),
            say=point.say,
            cites=_with_item(_cites(point, item.clause, item.quote), item),
            asks=point.asks,
            silence=point.silence,
            read=point.read,
            decides=point.decides,
        )


def of_lines(plan: str, checklist: Checklist) -> Iterator[PlanPoint]:
    """Give one point a line of a checklist: its number, its title and its text."""
    for line in checklist.items:
        text = line.text if line.title in line.text else f"{line.title}。{line.text}"
        section = f"（{line.section}）" if line.section else ""
        yield PlanPoint(
            key=f"{plan}/list-{checklist.id}/line-{line.no}",
            plan=plan,
            owner=f"list:{checklist.id}#{line.no}",
            topic=line.title,
            names=_unique((*line.names, line.title)),
            facets=frozenset({Facet.WHAT, Facet.WHERE}),
            say=f"{checklist.kind}第{line.no}{_measure(checklist)}{section}：{text}",
            cites=_line_cites(line),
            asks=line.asks,
            silence=None,
            read=(),
            decides=None,
        )


def _line_cites(line: ListItem) -> tuple[Cite, ...]:
    """The line's words; before them its printed title where the words do not hold it."""
    words = Cite(clause=line.clause, quote=line.quote)
    return (words,) if line.title in line.quote else (Cite(clause=line.clause, quote=line.title), words)


def _measure(checklist: Checklist) -> str:
    if "提纲" in checklist.kind or "问卷" in checklist.kind:
        return "题"
    return "个" if checklist.kind.endswith("一") else "条"


def free(plan: str, file: str, points: Iterable[Point]) -> Iterator[PlanPoint]:
    """Give the points that stand alone in a file."""
    for number, point in enumerate(points, 1):
        yield PlanPoint(
            key=f"{plan}/{point.id or f'{file}-{number}'}",
            plan=plan,
            owner="",
            topic=point.topic or (point.names[0] if point.names else ""),
            names=_unique(((point.topic,) if point.topic else ()) + point.names),
            facets=_facets(point),
            say=point.say,
            cites=_cites(point, point.clause, point.quote),
            asks=point.asks,
            silence=point.silence,
            read=point.read,
            decides=point.decides,
        )


def _with_item(cites: tuple[Cite, ...], item: Item) -> tuple[Cite, ...]:
    """A quote of a few words alone says little: the item's own sentence stands after it."""
    whole = Cite(clause=item.clause, quote=item.quote)
    short = sum(len(cite.quote) for cite in cites) < _SHORT
    return (*cites, whole) if short and all(whole.quote not in cite.quote for cite in cites) else cites


def _facets(point: Point) -> frozenset[Facet]:
    """The sides that a point tells; one that names a lead department tells who leads."""
    told = set(point.facet)
    if Facet.WHO in told and "牵头" in point.say:
        told.add(Facet.LEAD)
    return frozenset(told)


def _bare(plan: str, owner: str, item: Item) -> PlanPoint:
    cite = Cite(clause=item.clause, quote=item.quote)
    names = _unique((*item.names, item.title))
    key = f"{plan}/{owner.replace(':', '-')}"
    facets = frozenset({Facet.WHAT})
    return PlanPoint(key, plan, owner, item.title, names, facets, item.quote, (cite,), (), None, (), None)


def _cites(point: Point, clause: str | None, quote: str | None) -> tuple[Cite, ...]:
    """The point's own quotes; the item's where it has none of its own."""
    clause, quote = point.clause or clause, point.quote or quote
    if point.cites and not (point.clause and point.quote):
        return point.cites
    first = (Cite(clause=clause, quote=quote),) if clause and quote else ()
    return first + point.cites


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
