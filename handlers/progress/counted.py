"""驿站还差几个, 我们建会一共多少家了: one task's standing, asked for in plain words by a county."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from storage import Entry, EntryFilter

from ..area import Handle
from ..phrases import say
from ..reply import Reply, Text
from ..spoken import END, OURS, WE
from ..turn import Turn
from . import lights
from .counting import MARKS, RATE
from .cycles import present
from .standing import number

_COUNTED = 500
_MINE = WE + OURS
_MEASURE = r"(?P<measure>个|家|场|次|期|户|支|份|人次|人|名|条|项|件)?"
_MANY = rf"(?:几|多少){_MEASURE}"
_SO_FAR = r"(?:一共|总共|到现在|已经|现在|目前|累计|今年|都|共)"
_VERB = r"(?:建|办|做|搞|开|弄|报|记|填|评|签|培训|开展|组织|举办|组建|打造|完成|慰问|录)"
_DEMANDED = "要|得|该|需|每|最少|至少|规定|应|他|她|别|其他|各|全|方案|哪|谁"
_DONE = rf"(?:{_MINE})?(?P<what>(?:(?!{_DEMANDED})[\u4e00-\u9fff]){{2,12}}?)"
"""A work, with nothing that asks what is demanded of it or what others did."""
_STATE = r"(?:做|办|搞|开|弄|建|完成|达标|合格|做完|办完|搞完|开完|建完|建好|弄完|够)"
_WAYS = (
    # Whether it was done or is enough: 我们宣讲做了没, 三方会议达标了没.
    re.compile(
        rf"{_DONE}{_SO_FAR}*(?:{_MINE})?{_STATE}(?:好|成)?了?(?:没有?|没得|吗|么)(?:啊|呀|呢|哦|嘛)?[?？。]*"
    ),
    re.compile(rf"(?:{_MINE})?还?(?:差|缺){_MANY}(?P<what>[\u4e00-\u9fff]{{2,12}}?){END}"),
    re.compile(rf"(?:{_MINE})?(?P<what>[\u4e00-\u9fff]{{2,12}}?)(?:还|都|现在)*(?:差|缺){_MANY}{END}"),
    re.compile(
        rf"{_MINE}(?P<what>[\u4e00-\u9fff]{{2,12}}?){_SO_FAR}+(?:{_VERB}|报|记|完成|有)?了?{_MANY}{END}"
    ),
    # What one counts up or knew once (驿站几个来着, 宣讲办了几场了) is the own standing.
    re.compile(rf"{_DONE}{_SO_FAR}*(?:{_MINE})?{_VERB}?[了过]?(?:有)?{_MANY}(?:人|户|家)?了?来着{END}"),
    re.compile(rf"{_DONE}{_SO_FAR}*{_VERB}?[了过]{_MANY}{END}"),
    re.compile(rf"{_DONE}{_SO_FAR}*{_VERB}?{_MANY}了{END}"),
    re.compile(
        rf"(?:{_MINE})?{_SO_FAR}*(?P<what>{_VERB})(?:成|好)?了{_MANY}(?P<of>[\u4e00-\u9fff]{{2,10}}?)(?:了|来着){END}"
    ),
    re.compile(
        rf"{_MINE}{_SO_FAR}*(?P<what>{_VERB})(?:成|好)?了{_MANY}(?P<of>[\u4e00-\u9fff]{{2,10}}?){END}"
    ),
)

_LAST = re.compile(
    rf"(?:{_MINE})?(?:上一?次|上一?回|最近一次|前一次|最后一次)(?:的|我们|搞的?|办的?|做的?)?"
    rf"(?P<what>[\u4e00-\u9fff]{{2,12}}?)(?:活动)?(?:是|有|来了|到了|搞了|办了|去了|做了|的|参加的?)*"
    rf"(?:{_MANY}人?(?:参加)?|(?:什么|啥|哪)(?:时候|天|时|一天)(?:办|搞|做|开)?的?){END}"
)
"""What is known of the last time: 上次宣讲多少人, 上次宣讲是什么时候."""


def asked(turn: Turn, said: str, units: tuple[str, ...]) -> Handle | None:
    """Return who shows how the own county stands with the one task that is named; None for other texts."""
    if len(units) != 1:
        return None
    found = next((match for way in _WAYS if (match := way.fullmatch(said))), None)
    task = _task(turn, units[0], found) if found is not None else None
    if task is None or _of_another(turn, said, units[0]):
        return None
    return lambda writing: _standing(writing, units[0], task)


def last_time(turn: Turn, said: str, units: tuple[str, ...]) -> Handle | None:
    """Return who shows the own county's last entry of the work that is named (上次宣讲多少人); else None."""
    found = _LAST.fullmatch(said) if len(units) == 1 else None
    task = _task(turn, units[0], found) if found is not None else None
    if task is None or _of_another(turn, said, units[0]):
        return None
    return lambda writing: _last(writing, units[0], task)


def _last(turn: Turn, unit: str, task: str) -> Reply:
    # Only here: the list of entries rests on this package's counting, so it cannot be read before it.
    from ..checkin.stored import show

    wanted = EntryFilter((unit,), plan=present(turn, unit).book.id, task=task, until=turn.today, limit=1)
    told = turn.store.entries.list(wanted)
    return show(turn, told[0]) if told else _standing(turn, unit, task)


def _standing(turn: Turn, unit: str, task: str) -> Reply:
    """How the task stands, and below its title what was recorded of it, whatever a target counts."""
    run = present(turn, unit)
    shown = lights.rule(turn, unit, run, task)
    told = turn.store.entries.list(EntryFilter((unit,), plan=run.book.id, task=task, limit=_COUNTED))
    told = [one for one in told if one.round_id == run.round_id]
    numbers = "，".join(_sums(told))
    if not numbers:
        return shown
    said = Text(say("progress.recorded", numbers=numbers, count=len(told)), strong=True)
    return replace(shown, blocks=(said, *shown.blocks))


def _sums(entries: Sequence[Entry]) -> list[str]:
    """The numbers of entries by unit; one of which running totals were told is in the standing alone."""
    sums: dict[str, Decimal] = {}
    told = [one for entry in entries for one in entry.quantities if one.unit not in MARKS]
    totals = {one.unit for one in told if one.so_far or one.unit == RATE}
    for one in told:
        if one.unit not in totals:
            sums[one.unit] = sums.get(one.unit, Decimal(0)) + one.value
    return [f"{number(value)}{unit}" for unit, value in sums.items()]


def _of_another(turn: Turn, said: str, unit: str) -> bool:
    """True where another place is named: 景洪建了几个驿站了."""
    mentions = turn.services.understanding.read(said, today=turn.today).places.mentions
    return any(unit not in {place.unit for place in mention.candidates} for mention in mentions)


def _task(turn: Turn, unit: str, found: re.Match[str]) -> str | None:
    """The task that a report in these words would belong to, if it is one and sure."""
    groups = found.groupdict()
    told = f"{groups['what']}{groups.get('of') or ''}1{groups.get('measure') or '个'}"
    line = turn.services.reporting.parse(told, plan=present(turn, unit).book.id, today=turn.today)
    return line.tasks[0] if line.kind == "progress" and len(line.tasks) == 1 and not line.ask else None
