"""Reading a typed line for the person who typed it: under which plan, for which unit, what it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from knowledge import Catalogue, Part, Place, Quantity, ReportLine, Target, Task, TaskChoice
from storage import EntryKind, EntrySource, EntryStatus, Membership

from ..access import Act, units_for
from ..progress.counting import counts_toward
from ..turn import Turn
from ..units import unit_of
from .content import Content, Number, Piece

_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma of the plain form, in which a split line's words come; not the one in 1,200."""
_PEOPLE = "人"
_OTHERS_DID = "那边|他们|都|也|已|建了|搞了|办了|开了"
"""What follows a county's short name where it is told what that county did."""
_WENT = (
    r"(?P<there>(?:(?:去|到|赴|来|跑)[了过](?:一[趟次])?NAME|(?<=[今昨前]天)(?:去|到|赴|跑)NAME)[县市区]?)[了过]?"
    r"(?=(?:[一两二三四五\d]+[趟次天])?(?:$|[,，。;；!！~\s]))"
)
"""How a liaison unit tells that it was in a county; what it did there is not said."""
_VISITING = "调研"
_EDGE = ",，;；。、 "


def reporter(turn: Turn) -> Membership | None:
    """Return the membership by which the person may record something; None: they may not at all."""
    first = (turn.membership,) if turn.membership is not None else ()
    memberships: tuple[Membership, ...] = (*first, *turn.memberships)
    for membership in memberships:
        if units_for(Act.ADD_ENTRY, membership, turn.catalogue):
            return membership
    return None


def plan_of(membership: Membership, turn: Turn) -> str:
    """Return the plan under which the membership's unit works."""
    return unit_of(membership.unit, turn.catalogue).plan


def read(turn: Turn, text: str, membership: Membership, today: date | None = None) -> ReportLine:
    """Return what a line reports, under the plan of the membership's unit."""
    day, plan = today or turn.today, plan_of(membership, turn)
    line = turn.services.reporting.parse(text, plan=plan, today=day)
    vague = line.kind == "none" or (line.kind == "progress" and line.ask)
    visit = _visit(text, membership, turn.catalogue) if vague else None
    return line if visit is None else turn.services.reporting.parse(visit, plan=plan, today=day)


def _visit(text: str, membership: Membership, catalogue: Catalogue) -> str | None:
    """The words spelled out where a liaison unit says only that it went to a county of its own (去了东川)."""
    if not membership.unit.startswith("liaison:"):
        return None
    places = [catalogue.places.by_unit(unit) for unit in units_to_name(membership, catalogue)]
    for name in (name for place in places if place is not None for name in _called(place)):
        went = re.search(_WENT.replace("NAME", re.escape(name)), text)
        if went is not None:
            return f"{text[: went.end('there')]}{_VISITING}{text[went.end() :]}"
    return None


def units_to_name(membership: Membership, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the counties for which one records instead of for the own unit; () for a county's own people."""
    if membership.unit.startswith(("county:", "province:")):
        return ()
    units = units_for(Act.ADD_ENTRY, membership, catalogue)
    return tuple(unit for unit in units if unit.startswith("county:"))


def unit_in(text: str, membership: Membership, catalogue: Catalogue) -> str | None:
    """Return whom the line is for: the own unit, or the one county of one's own that it names."""
    counties = units_to_name(membership, catalogue)
    if not counties:
        return membership.unit
    places = [catalogue.places.by_unit(unit) for unit in counties]
    named = [place.unit for place in places if place is not None and _names(place, text)]
    if len(counties) == 1:
        return counties[0]
    return named[0] if len(named) == 1 else None


def _names(place: Place, text: str) -> bool:
    """True for its full or short name; 楚雄州 is not 楚雄市."""
    return any(re.search(f"{re.escape(name)}(?!州)", text) for name in _called(place))


def _called(place: Place) -> list[str]:
    """The names by which a county is called, the full one first."""
    return [name for name in (place.name, place.short, *place.former) if len(name) > 1]


def other_counties(turn: Turn, text: str, unit: str) -> tuple[str, ...]:
    """Return the counties besides `unit` that a line names by full name, or as one that does something."""
    told = [
        place
        for place in turn.catalogue.places.counties
        if place.short in text and place.unit != unit and _is_told_of(place, text)
    ]
    if all(place.name != place.short for place in told):
        return tuple(place.name for place in told)
    # 和县 may stand in 市总和县总工会, 郊区 and 云县 in 城郊区 and 祥云县: what stands around them tells.
    mentions = turn.services.understanding.read(text, today=turn.today).places.mentions
    named = {place.unit for mention in mentions for place in mention.candidates}
    return tuple(place.name for place in told if place.name != place.short or place.unit in named)


def _is_told_of(place: Place, text: str) -> bool:
    if place.name in text:
        return True
    doing = rf"(?:^|[，,。；; 天日号]){re.escape(place.short)}(?:{place.name[-1]}|{_OTHERS_DID})"
    return len(place.short) > 1 and re.search(doing, text) is not None


def contents(
    turn: Turn,
    line: ReportLine,
    text: str,
    membership: Membership,
    source: EntrySource,
    today: date | None = None,
) -> Content:
    """Return the line as a draft keeps it; `text` is the line as typed, masked."""
    day = today or turn.today
    plan = plan_of(membership, turn)
    tasks = turn.catalogue.plans[plan].tasks
    whole = text.strip() if len(line.parts) == 1 and not line.asked else None
    return Content(
        plan=plan,
        unit=unit_in(text, membership, turn.catalogue),
        kind=EntryKind(line.kind),
        pieces=tuple(_dated(piece_of(part, whole, tasks), part, day) for part in line.parts),
        on=line.day or day,
        as_of=day,
        source=source,
        apart=line.apart,
        day_said=line.day is not None,
    )


def typed(words: str) -> str:
    """Return words of the plain form with the commas that people type."""
    return _COMMA.sub("，", words)


def piece_of(part: Part, whole: str | None, tasks: dict[str, Task]) -> Piece:
    """Return a part of a line as a draft keeps it; `whole`: the line as typed, where that is its text."""
    best = part.tasks[0] if part.tasks and not part.ask else None
    piece = Piece(
        task=best.task if best is not None else None,
        target=best.target if best is not None else None,
        choices=tuple(choice.task for choice in part.tasks),
        ask=part.ask,
        numbers=numbers_of(part.quantities),
        status=EntryStatus(part.status),
        text=whole if whole is not None else typed(part.text.strip(_EDGE)),
        among=best.targets if best is not None else None,
    )
    return aimed(piece, tasks)


def _dated(piece: Piece, part: Part, today: date) -> Piece:
    """The piece with its own day; one of which none is said beside others was done today."""
    return replace(piece, on=today if part.unsaid else part.day, day_unsaid=part.unsaid)


def numbers_of(quantities: Iterable[Quantity]) -> tuple[Number, ...]:
    """Return numbers as a draft keeps them; people said with 个 are 人."""
    return tuple(
        Number(
            Decimal(str(one.value)),
            _unit(one),
            one.target,
            one.so_far,
            one.doubt,
            one.approx,
            share=one.share,
            upto=Decimal(str(one.upto)) if one.upto is not None else None,
        )
        for one in quantities
    )


def _unit(one: Quantity) -> str:
    return _PEOPLE if one.people else one.unit


def aimed(piece: Piece, tasks: dict[str, Task]) -> Piece:
    """Return the piece with each number aimed at the target that counts it: of those meant the only one."""
    task = tasks.get(piece.task) if piece.task is not None else None
    targets = task.targets if task is not None else ()
    meant = tuple(one for one in targets if piece.among is None or one.id in piece.among)
    hint = piece.target if piece.target in {target.id for target in targets} else None
    if hint is None and len(meant) == 1 == len(targets):
        hint = meant[0].id
    numbers = tuple(_number(one, targets, meant, hint) for one in piece.numbers)
    return replace(piece, target=hint, numbers=numbers)


def _number(one: Number, targets: tuple[Target, ...], meant: tuple[Target, ...], hint: str | None) -> Number:
    chosen = one.chosen and any(
        target.id == one.target and counts_toward(target, one.unit) for target in targets
    )
    return one if chosen else replace(one, target=_target(one, meant, hint), chosen=False)


def _target(one: Number, meant: tuple[Target, ...], hint: str | None) -> str | None:
    taking = [
        target.id for target in meant if counts_toward(target, one.unit) and one.share.counts_for(target)
    ]
    if hint in taking:
        return hint
    return taking[0] if len(taking) == 1 else None


def meant_by(turn: Turn, plan: str, text: str, task: str, today: date) -> TaskChoice | None:
    """Return which targets of a task the words mean; None when they name no work of that task."""
    line = turn.services.reporting.parse(text, plan=plan, today=today)
    found = [choice for part in line.parts for choice in part.tasks if choice.task == task]
    return found[0] if found else None
