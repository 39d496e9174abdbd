"""这周报了几条, 我4月报了啥: a county's own entries of the days that are named, counted and listed."""

from __future__ import annotations

import re
from datetime import timedelta

from storage import EntryFilter

from ..area import Handle, command_choice
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..spoken import END, OURS, WE
from ..turn import Turn

_LISTED = 12
_LATELY = timedelta(days=29)
_COUNTED = 500
_WHAT = r"(?:啥|什么|哪些|几条|几个|几件|多少条?)(?:进展|东西|内容|工作|事情?|活动)?"
_ASKED = re.compile(
    rf"(?P<when>.{{2,12}}?)(?:都|一共|总共|共|已经)*(?:报|记|填|做|干|搞|办|完成)(?:了|过|的)(?:是|些|点)?{_WHAT}(?:来着)?{END}"
)
_SHOWN = re.compile(
    rf"(?:请|帮我|给我|帮忙)?(?:查|看|找|翻|列)(?:一下|下|看|查|出|一查|一看)?(?P<when>.{{2,12}}?)"
    rf"(?:都|里|份)?的?(?:记录|进展|报的|记的|填的)(?:情况|内容)?{END}"
)
"""查一下3月的记录, 看看上周的进展."""
_ABOUT_US = re.compile(f"{WE}?{OURS}")


def asked(turn: Turn, said: str, units: tuple[str, ...]) -> Handle | None:
    """Return who lists the own county's entries of a named stretch of days; None for other texts."""
    found = _ASKED.fullmatch(said) or _SHOWN.fullmatch(said)
    if found is None or len(units) != 1:
        return None
    periods = turn.services.understanding.read(said, today=turn.today).periods
    if len(periods) != 1 or periods[0].start is None:
        return None
    if not _ABOUT_US.fullmatch(found["when"].replace(periods[0].text, "")):
        return None
    start, end = periods[0].start, periods[0].end
    if periods[0].vague:  # 最近 looks back here: what was entered lies behind.
        start, end = turn.today - _LATELY, turn.today
    wanted = EntryFilter(units, since=start, until=end, limit=_COUNTED)
    return lambda writing: _listed(writing, wanted)


def _listed(turn: Turn, wanted: EntryFilter) -> Reply:
    # Only here: the list of entries rests on this package's counting, so it cannot be read before it.
    from ..checkin.stored import listed

    assert wanted.since is not None
    assert wanted.until is not None
    found = turn.store.entries.list(wanted)
    blanks = {
        "unit": unit_name(wanted.units[0], turn.catalogue),
        "first": day_name(wanted.since),
        "last": day_name(wanted.until),
    }
    if not found:
        ways = Choices((command_choice(say("checkin.word_report"), "report"),))
        return Reply(
            (Text(say("progress.entered_none", **blanks), strong=True), ways), Outcome.ANSWERED, "entered"
        )
    title = Text(say("progress.entered", count=len(found), **blanks), strong=True)
    more = [Notice(say("progress.entered_some", shown=_LISTED))] if len(found) > _LISTED else []
    options = tuple(
        Choice(listed(turn, entry), f"e:{entry.id}:{entry.version}:show") for entry in found[:_LISTED]
    )
    return Reply((title, *more, Choices(options)), Outcome.ANSWERED, "entered")
