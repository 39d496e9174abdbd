"""驿站还差几个, 我们建会一共多少家了: one task's standing, asked for in plain words by a county."""

from __future__ import annotations

import re

from ..area import Handle
from ..spoken import END, OURS, WE
from ..turn import Turn
from . import lights
from .cycles import present

_MINE = WE + OURS
_MEASURE = r"(?P<measure>个|家|场|次|人次|人|名|条|项|件)?"
_MANY = rf"(?:几|多少){_MEASURE}"
_SO_FAR = r"(?:一共|总共|到现在|已经|现在|目前|累计|今年|都|共)"
_VERB = r"(?:建|办|做|搞|开|培训|开展|组织|举办|组建|打造)"
_WAYS = (
    re.compile(rf"(?:{_MINE})?(?P<what>[\u4e00-\u9fff]{{2,12}}?)(?:还|都|现在)*(?:差|缺){_MANY}{END}"),
    re.compile(
        rf"{_MINE}(?P<what>[\u4e00-\u9fff]{{2,12}}?){_SO_FAR}+(?:{_VERB}|报|记|完成|有)?了?{_MANY}{END}"
    ),
    re.compile(
        rf"{_MINE}{_SO_FAR}*(?P<what>{_VERB})(?:成|好)?了{_MANY}(?P<of>[\u4e00-\u9fff]{{2,10}}?){END}"
    ),
)


def asked(turn: Turn, said: str, units: tuple[str, ...]) -> Handle | None:
    """Return who shows how the own county stands with the one task that is named; None for other texts."""
    if len(units) != 1:
        return None
    found = next((match for way in _WAYS if (match := way.fullmatch(said))), None)
    task = _task(turn, units[0], found) if found is not None else None
    if task is None:
        return None
    return lambda writing: lights.rule(writing, units[0], present(writing, units[0]), task)


def _task(turn: Turn, unit: str, found: re.Match[str]) -> str | None:
    """The task that a report in these words would belong to, if it is one and sure."""
    groups = found.groupdict()
    told = f"{groups['what']}{groups.get('of') or ''}1{groups['measure'] or '个'}"
    line = turn.services.reporting.parse(told, plan=present(turn, unit).book.id, today=turn.today)
    return line.tasks[0] if line.kind == "progress" and len(line.tasks) == 1 and not line.ask else None
