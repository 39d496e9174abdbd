"""Numbers without a unit behind a word of doing: 录了五百多, 达成意向三百二, 收了一千二.

What is counted follows from the word of doing (录 counts people) or from what the task's targets count. Where
neither settles it the unit stays empty, and the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..schema.task import Target
from .alike import EVENTS
from .files import BareNumbers
from .found import Found, touches
from .line import Quantity
from .ranges import RANGE, both_ends

Span = tuple[int, int]

_VALUE = r"(?:\d+(?:\.\d+)?[百千万]*|[一二三四五六七八九两十百千万零]{2,})"
_ABOUT = r"(?P<near>大概|大约|差不多|将近|约|近)?(?:有|共|是|得|来)?"
_ENDS = r"(?=了?(?:$|[,。;!~]))"
_MAYBE = re.compile(r"[\d一二三四五六七八九两十百千万][多来余]?了?(?:$|[,。;!~])")
"""What every number without a unit ends like; few lines have it."""
_YEAR = re.compile(r"20\d\d|[一二]零[一二三零]{2}")
_BEHIND_EVENT = re.compile(
    rf"[\d一二两三四五六七八九十](?:场|期|次|堂课|堂),?{_ABOUT}(?P<value>{_VALUE}{RANGE})(?P<about>多|来|余)?{_ENDS}"
)
_BEHIND_NAME = re.compile(
    r"(?<=[㐀-鿿])(?<![万千百十亿元块第附表图号期月年日项条款版务章节点周件级楼室栋高低率至到约近共])[:×x*]?(?P<value>[1-9]|10)(?=$|[,。;、])"
)
_FEW = 10
"""Of more events than that nobody writes the bare number."""
_CROWD = 10
"""Fewer people are hardly told without saying that they are people."""
_LEAST = 2
"""A smaller number is hardly told without what it counts."""
_PERSONS = ("人次", "人", "名")
_RATE, _MOST = "%", 100


class BareReader:
    """Reads numbers without a unit. Holds no state between lines."""

    def __init__(self, words: BareNumbers) -> None:
        """Compile the words of doing of quantities.yaml."""
        acts = "|".join(
            f"(?P<{name}>{pattern})"
            for name, pattern in (
                ("people", words.people),
                ("events", words.events),
                ("things", words.things),
                ("rates", words.rates),
                ("wholes", words.wholes),
                ("others", words.others),
            )
        )
        # The wrong number may stand on either side: 录了五百多不是三百多, 录了不是三百多是五百多.
        self._number = re.compile(
            rf"(?:{acts})(?:不是(?P<not>{_VALUE}{RANGE}[多来余]?),?(?=而是|应该是|其实是|是)(?:而|应该|其实)?)?{_ABOUT}"
            rf"(?P<value>{_VALUE}{RANGE})(?P<about>多|来|余)?(?:了?,?而?不是(?P<nor>{_VALUE}{RANGE}[多来余]?))?{_ENDS}"
        )

    def find(self, text: str, taken: Sequence[Span]) -> list[Found]:
        """Return the numbers without a unit; nothing that stands in `taken` (names, dates, numbers)."""
        if _MAYBE.search(text) is None:
            return []
        found = []
        for match in self._number.finditer(text):
            start, end = match.span("value")
            if touches((start, end), taken) or _YEAR.fullmatch(match["value"]):
                continue
            ends = both_ends(match["value"])
            # 发了四万六 is money, which is read as such where it stands; people are counted in 万 as well.
            if ends is None or ends[0] < _LEAST or (match["others"] and "万" in match["value"]):
                continue
            about = bool(match["near"] or match["about"] or ends[1])
            quantity = Quantity(ends[0], "", approx=about, text=match[0], upto=ends[1])
            found.append(Found(quantity, start, end))
            found += [_denied(match, side) for side in ("not", "nor") if match[side]]
        known = [*taken, *((one.start, one.end) for one in found)]
        return found + _who_came(text, known)

    def measured(self, one: Quantity, targets: Sequence[Target], meant: Sequence[str] | None) -> Quantity:
        """Return the number with its unit, people where people are counted; unit "" where several fit."""
        act = self._number.search(one.text)
        if one.unit or act is None:
            return one if one.unit else _as_event(one, targets, meant)
        counting = [target for target in targets if meant is None or target.id in meant]
        units = list(dict.fromkeys(unit for target in counting if (unit := _unit(act, one, target))))
        if len(units) == 1:
            return replace(one, unit=units[0])
        return replace(one, unit="人") if act["people"] else one


def _who_came(text: str, taken: Sequence[Span]) -> list[Found]:
    """The people told without a unit right behind what was held: 宣讲1场五百多, 培训一期 八十."""
    found = []
    for match in _BEHIND_EVENT.finditer(text):
        start, end = match.span("value")
        ends = both_ends(match["value"])
        if touches((start, end), taken):
            continue
        if ends is not None and ends[0] >= _CROWD and not _YEAR.fullmatch(match["value"]):
            about = bool(match["near"] or match["about"] or ends[1])
            found.append(
                Found(Quantity(ends[0], "人", approx=about, text=match["value"], upto=ends[1]), start, end)
            )
    return found


def named_only(text: str, taken: Sequence[Span], told: Sequence[Found]) -> list[Found]:
    """Return numbers straight behind a name, as lists have them (宣讲1 普法2); what they count is open."""
    found = []
    for match in _BEHIND_NAME.finditer(text):
        start, end = match.span("value")
        spans = [*taken, *((one.start, one.end) for one in told)]
        if not touches((start, end), spans):
            found.append(Found(Quantity(int(match["value"]), "", text=match["value"]), start, end))
    return found


def _as_event(one: Quantity, targets: Sequence[Target], meant: Sequence[str] | None) -> Quantity:
    """A few of what the only target of the work counts, where that is no people; else the number as it is."""
    units = {target.unit for target in targets if meant is None or target.id in meant}
    unit = units.pop() if len(units) == 1 else None
    if unit is None or unit in (*_PERSONS, _RATE) or one.value > _FEW:
        return one
    return replace(one, unit=unit)


def _denied(match: re.Match[str], side: str) -> Found:
    ends = both_ends(match[side].rstrip("多来余"))
    value, upto = ends if ends is not None else (0, None)
    return Found(
        Quantity(value, "", approx=True, text=match[side], upto=upto), *match.span(side), denied=True
    )


def _unit(act: re.Match[str], one: Quantity, target: Target) -> str:
    """The unit in which the target counts what such an act tells; "" where it does not count it."""
    own = target.unit or ""
    if act["people"]:
        return own if own in _PERSONS else next((unit for unit in _PERSONS if unit in target.accepts), "")
    if act["rates"]:
        return own if own == _RATE and one.value <= _MOST else ""
    if act["events"]:
        return own if own in EVENTS and one.value <= _MOST else ""
    if act["things"] or act["wholes"]:
        if own in _PERSONS:
            return own if set(target.accepts) <= set(_PERSONS) else ""
        # More events than that, or a higher rate, nobody means.
        likely = act["wholes"] and one.value <= _MOST
        return own if likely or own not in (*EVENTS, _RATE) else ""
    return ""
