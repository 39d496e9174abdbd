"""What is not in yet, seen from above: matters, the units of one, and one unit's card. No ranking."""

from __future__ import annotations

from collections.abc import Mapping

from storage import NudgeStop

from ..access import Act, may_anywhere
from ..area import command_choice
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import cut, say
from ..progress.quiet import USUAL
from ..reminders import keys
from ..reminders.agenda import SOON
from ..reminders.days import day_told
from ..reminders.digest import Telling
from ..reminders.obligation import Obligation
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .message import authority
from .owing import LATE, Matter, find, is_anything_near, matters, stops, units_below

_MATTERS = 12
_UNITS = 20


def overview(turn: Turn, *lead: Block) -> Reply:
    """Show what the units below have not done yet; the look is written down."""
    turn.stop_waiting()
    units = units_below(turn)
    found = matters(turn)[:_MATTERS]
    turn.audit("see_missing", "units", detail={"units": len(units), "matters": len(found)})
    if not found:
        blanks = {"soon": SOON.days, "late": LATE.days, "day": day_name(turn.today)}
        key = "nothing_open" if is_anything_near(turn) else "nothing_near"
        said = Text(say(f"nudges.{key}", **blanks), strong=True)
        return Reply((*lead, said, _counted(), *_counties(turn)), Outcome.ANSWERED, "nudges")
    options = tuple(Choice(_label(one, turn), f"nu:m:{one.token}.0") for one in found)
    blocks = (
        *lead,
        Text(say("nudges.title", count=len(units), day=day_name(turn.today)), strong=True),
        Choices(options),
        _counted(),
        Notice(say("nudges.note")),
        *_counties(turn),
    )
    return Reply(blocks, Outcome.ANSWERED, "nudges")


def _counted() -> Notice:
    """Say which duties and which days are counted here."""
    return Notice(say("nudges.counted", soon=SOON.days, late=LATE.days))


def _counties(turn: Turn) -> tuple[Block, ...]:
    """The way to what is counted elsewhere, for those who may see the progress of counties."""
    if not may_anywhere(Act.SEE_ENTRIES, turn.memberships):
        return ()
    ways = (
        command_choice(say("progress.word_counties"), "progress"),
        Choice(say("progress.quiet"), f"g:quiet.{USUAL}"),
    )
    return (Choices(ways, 2),)


def matter(turn: Turn, token: str, page: int) -> Reply:
    """Show the units that have not done one thing, in the order of their codes."""
    found = next((one for one in matters(turn) if one.token == token), None)
    if found is None:
        return overview(turn, Notice(say("nudges.done_meanwhile")))
    shown = found.obligations[page * _UNITS : (page + 1) * _UNITS]
    reasons = stops(turn, shown)
    telling = Telling(turn.catalogue, turn.today)
    options = tuple(Choice(_unit_label(turn, one, reasons), f"nu:u:{keys.token(one.key)}") for one in shown)
    turning = [Choice(say("nudges.page_before"), f"nu:m:{token}.{page - 1}")] if page else []
    if (page + 1) * _UNITS < len(found.obligations):
        turning.append(Choice(say("nudges.page_after"), f"nu:m:{token}.{page + 1}"))
    turning.append(Choice(say("nudges.back"), "nu:all"))
    title = say("nudges.matter", line=telling.line(found.first), count=len(found.obligations))
    return Reply(
        (Text(title, strong=True), Choices(options, 2), Choices(tuple(turning), 3)),
        Outcome.ANSWERED,
        "nudge_matter",
    )


def unit(turn: Turn, token: str, *lead: Block) -> Reply:
    """Show one unit and one thing: what was said before, the reason that stops it, what can be done."""
    owed = find(turn, token)
    if owed is None:
        return overview(turn, *lead, Notice(say("nudges.done_meanwhile")))
    turn.stop_waiting()
    membership = turn.require(Act.NUDGE, owed.unit)
    telling = Telling(turn.catalogue, turn.today)
    sent = turn.store.nudges.of(owed.unit, owed.key)
    stop = stops(turn, [owed]).get((owed.unit, owed.key))
    rows = [(f"{one.day:%Y-%m-%d} {unit_name(one.by_unit, turn.catalogue)}", one.text) for one in sent[:3]]
    blocks: list[Block] = [
        *lead,
        Text(unit_name(owed.unit, turn.catalogue), strong=True),
        Text(telling.line(owed)),
    ]
    if rows:
        blocks.append(Facts(tuple(rows), say("nudges.before")))
    if stop is not None:
        at, by = day_told(stop.as_of, stop.at).isoformat(), unit_name(stop.by_unit, turn.catalogue)
        blocks.append(Notice(say("nudges.stopped_because", day=at, unit=by, reason=stop.reason)))
    right = authority(turn, membership.unit, owed)
    if right is not None:
        label = turn.catalogue.plans[owed.plan].label(right.clause)
        blocks.append(Text(say("nudges.authority", label=label)))
    return Reply((*blocks, *_steps(owed, stopped=stop is not None)), Outcome.ANSWERED, "nudge_unit")


def _steps(owed: Obligation, *, stopped: bool) -> tuple[Block, ...]:
    token = keys.token(owed.key)
    if stopped:
        steps = [Choice(say("nudges.lift"), f"nu:lift:{token}")]
    else:
        steps = [
            Choice(say("nudges.write"), f"nu:write:{token}"),
            Choice(say("nudges.stop"), f"nu:stop:{token}"),
        ]
    return (Choices((*steps, Choice(say("nudges.back"), "nu:all")), 2),)


def _label(one: Matter, turn: Turn) -> str:
    due = one.first.due
    day = f"{due:%m-%d}" if due is not None else ""
    late = say("nudges.late") if due is not None and due < turn.today else ""
    return say(
        "nudges.row", day=day, late=late, title=cut(one.first.duty.title, 18), count=len(one.obligations)
    )


def _unit_label(turn: Turn, one: Obligation, reasons: Mapping[tuple[str, str], NudgeStop]) -> str:
    name = unit_name(one.unit, turn.catalogue).removesuffix("总工会")
    if (one.unit, one.key) in reasons:
        return say("nudges.mark_stopped", name=name)
    sent = turn.store.nudges.of(one.unit, one.key)
    return say("nudges.mark_sent", name=name, day=f"{sent[0].day:%m-%d}") if sent else name
