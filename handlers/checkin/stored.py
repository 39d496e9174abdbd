"""Stored entries in front of people: the confirmation, the list, one entry with its versions, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from storage import Entry, EntryFilter, EntryKind, EntryVersion

from ..access import Act, units_for
from ..area import command_choice
from ..people.naming import listed_name, unit_name
from ..phrases import cut, say
from ..progress.counting import MARKS, NO_TARGET_MARK
from ..progress.cycles import of_entry
from ..progress.standing import TargetStanding, amount, of_task, stands
from ..reminders.days import ZONE, local_day
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .card import task_label
from .days import day_words
from .uses import papers

_LISTED = 8
_LABEL = 48
_VERSIONS = 10


def show_saved(turn: Turn, entries: Sequence[Entry], *lead: Block) -> Reply:
    """Confirm entries: what was stored, where it counts, what it is used for, and the way back."""
    blocks: list[Block] = [*lead]
    for entry in entries:
        blocks.append(Text(_saved(turn, entry), strong=True))
        blocks += [Text(line) for line in _where(turn, entry)]
        if entry.on_behalf:
            blocks.append(Notice(say("checkin.on_behalf", unit=unit_name(entry.unit, turn.catalogue))))
    uses = dict.fromkeys(
        use for entry in entries for use in papers(entry, of_entry(turn, entry.plan, entry.round_id).book)
    )
    if uses:
        blocks.append(Text(say("checkin.used_for", papers="、".join(uses))))
    return Reply((*blocks, *_after(entries)), Outcome.ANSWERED, "entry_saved")


def quantity_words(entry: Entry) -> str:
    """Return the numbers of an entry: 1场，累计86人."""
    said = [
        f"{say('checkin.so_far') if one.so_far else ''}{amount(one.value, one.unit, approx=one.approx)}"
        for one in entry.quantities
        if one.unit not in MARKS
    ]
    return "，".join(said) or say(f"checkin.status_{entry.status.value}")


def title_of(turn: Turn, entry: Entry) -> str:
    """Return the title of the entry's task; without one, what kind of entry it is."""
    task = turn.catalogue.plans[entry.plan].tasks.get(entry.task or "")
    return task.title if task is not None else say(f"checkin.kind_{entry.kind.value}")


def entries_list(turn: Turn, _: str = "") -> Reply:
    """Show the newest entries of the unit acted for, each with a button."""
    units = _units(turn)
    found = turn.store.entries.list(EntryFilter(units, limit=_LISTED)) if units else []
    if not found:
        said = Text(say("checkin.none_yet"), strong=True)
        return Reply(
            (said, Choices((command_choice(say("checkin.word_report"), "report"),))),
            Outcome.ANSWERED,
            "entries",
        )
    others = {entry.unit for entry in found if turn.membership is None or entry.unit != turn.membership.unit}
    if others:
        turn.audit("see_entries", "entries", detail={"rows": len(found), "units": len(others)})
    options = tuple(
        Choice(listed(turn, entry, named=entry.unit in others), f"e:{entry.id}:{entry.version}:show")
        for entry in found
    )
    title = Text(say("checkin.last_entries", count=len(found)), strong=True)
    return Reply((title, Choices(options)), Outcome.ANSWERED, "entries")


def listed(turn: Turn, entry: Entry, *, named: bool = False) -> str:
    """Return one entry as a button has it; `named`: with the name of a unit that is not one's own."""
    unit = f" {listed_name(entry.unit, turn.catalogue)}" if named else ""
    mark = say("checkin.demo_mark") if entry.demo else ""
    listed = f"{mark}{entry.on:%m-%d}{unit} {cut(title_of(turn, entry), 12)} {quantity_words(entry)}"
    return cut(listed, _LABEL)


def show(turn: Turn, entry: Entry, *lead: Block) -> Reply:
    """Show one entry with what can be done about it."""
    turn.require(Act.SEE_ENTRIES, entry.unit)
    if turn.membership is None or entry.unit != turn.membership.unit:
        turn.audit("see_entries", f"entry:{entry.id}", unit=entry.unit)
    book = turn.catalogue.plans[entry.plan]
    task = book.tasks.get(entry.task or "")
    rows = [
        (say("checkin.unit"), unit_name(entry.unit, turn.catalogue)),
        (say("checkin.task"), task_label(book, task) if task is not None else say("checkin.no_task")),
        *([(say("checkin.quantity"), quantity_words(entry))] if entry.quantities else []),
        (say("checkin.status"), say(f"checkin.status_{entry.status.value}")),
        (say("checkin.day"), day_words(entry.on, turn.today)),
        (say("checkin.note"), cut(entry.note, 400)),
        (say("checkin.written"), _written(turn, entry)),
        *_cycle(turn, entry),
    ]
    blocks: list[Block] = [*lead, Facts(tuple(rows), say(f"checkin.kind_{entry.kind.value}"))]
    if entry.demo:
        blocks.append(Notice(say("checkin.is_demo")))
    if entry.withdrawn_at is not None:
        blocks.append(Notice(say("checkin.is_withdrawn"), "warning"))
    buttons = [Choice(say("checkin.versions"), f"e:{entry.id}:{entry.version}:versions")]
    if entry.withdrawn_at is None and turn.may(Act.CHANGE_ENTRY, entry.unit) is not None:
        buttons = [*_change_buttons(entry), *buttons]
    buttons += _answer(turn, entry)
    return Reply((*blocks, Choices(tuple(buttons), 3)), Outcome.ANSWERED, "entry")


def _answer(turn: Turn, entry: Entry) -> list[Choice]:
    # Only here: broadcasts rest on what is said about people, so they cannot be read before it.
    from ..broadcasts.answering import way

    return way(turn, entry)


def _cycle(turn: Turn, entry: Entry) -> list[tuple[str, str]]:
    """To which run of the plan the entry belongs, where that is not plain: a round, or after the end."""
    run = of_entry(turn, entry.plan, entry.round_id)
    if run.round is None and not entry.after_end:
        return []
    late = say("rounds.marked_late") if entry.after_end else ""
    return [(say("rounds.cycle"), f"{run.name}{late}")]


def versions(turn: Turn, entry: Entry) -> Reply:
    """Show every version of an entry: when, by whom, what it said."""
    turn.require(Act.SEE_ENTRIES, entry.unit)
    kept = turn.store.entries.versions(entry.id)[-_VERSIONS:]
    rows = tuple((_version_title(turn, one), _version_words(turn, entry, one)) for one in kept)
    back = Choices((Choice(say("checkin.back"), f"e:{entry.id}:{entry.version}:show"),))
    return Reply((Facts(rows, say("checkin.versions_title")), back), Outcome.ANSWERED, "entry_versions")


def withdraw(turn: Turn, entry: Entry) -> Reply:
    """Let an entry no longer count; its versions stay."""
    turn.require(Act.CHANGE_ENTRY, entry.unit)
    gone = turn.store.entries.withdraw(
        entry.id, entry.version, by=turn.person.id, at=turn.moment, why="withdraw"
    )
    if gone is None:
        return show(turn, entry, Notice(say("checkin.already_withdrawn")))
    turn.audit("withdraw_entry", f"entry:{entry.id}", unit=entry.unit)
    said = Text(
        say("checkin.withdrawn", what=f"{title_of(turn, entry)} {quantity_words(entry)}"), strong=True
    )
    return Reply(
        (said, *(Text(line) for line in _where(turn, gone)), *_after(())), Outcome.ANSWERED, "entry_withdrawn"
    )


def _saved(turn: Turn, entry: Entry) -> str:
    what = f"{title_of(turn, entry)} {quantity_words(entry)}"
    return say("checkin.saved", what=what, day=day_words(entry.on, turn.today))


def _where(turn: Turn, entry: Entry) -> list[str]:
    """How the task of the entry stands now."""
    cycle = of_entry(turn, entry.plan, entry.round_id)
    standing = of_task(turn, entry.unit, entry.task, cycle)
    if standing is None:
        return []
    if entry.kind in (EntryKind.PROBLEM, EntryKind.HIGHLIGHT):
        # A problem (1个) or a highlight is nobody's progress, so nothing is asked about its number.
        return []
    if any(one.unit == NO_TARGET_MARK for one in entry.quantities):
        return [say("checkin.no_target_saved")]
    aimed = {one.target for one in entry.quantities if one.target is not None}
    if entry.quantities and not aimed and len(standing.targets) > 1:
        return [say("checkin.number_uncounted_saved", number=quantity_words(entry))]
    told = [one for one in standing.targets if one.target.id in aimed] or list(standing.targets[:2])
    return [_stands(one, len(standing.targets) > 1) for one in told]


def _stands(standing: TargetStanding, several: bool) -> str:
    said = stands(standing)
    return (
        say("checkin.counts_for", what=standing.target.what, said=said)
        if several
        else say("checkin.counts", said=said)
    )


def _after(entries: Sequence[Entry]) -> tuple[Block, ...]:
    one_each = [
        Choice(
            say(f"checkin.{phrase}") + (str(number) if len(entries) > 1 else ""),
            f"e:{entry.id}:{entry.version}:{verb}",
        )
        for number, entry in enumerate(entries, 1)
        for phrase, verb in (("edit", "edit"), ("withdraw", "withdraw"))
    ]
    further = Choices(
        (
            command_choice(say("progress.word"), "progress"),
            command_choice(say("checkin.word_report"), "report"),
        ),
        2,
    )
    return (Choices(tuple(one_each), 2), further) if one_each else (further,)


def _change_buttons(entry: Entry) -> list[Choice]:
    return [
        Choice(say("checkin.edit"), f"e:{entry.id}:{entry.version}:edit"),
        Choice(say("checkin.withdraw"), f"e:{entry.id}:{entry.version}:withdraw"),
    ]


def _units(turn: Turn) -> tuple[str, ...]:
    found = [unit for one in turn.memberships for unit in units_for(Act.SEE_ENTRIES, one, turn.catalogue)]
    if turn.membership is not None:
        found = list(units_for(Act.SEE_ENTRIES, turn.membership, turn.catalogue)) or found
    return tuple(dict.fromkeys(found))


def _written(turn: Turn, entry: Entry) -> str:
    role = entry.typed_by_role and say(f"checkin.by_{entry.typed_by_role}")
    at = _told_at(turn, entry.as_of, entry.created_at, "%Y-%m-%d")
    behalf = say("checkin.by_other") if entry.on_behalf else ""
    late = say("checkin.late", days=days) if (days := (entry.as_of - entry.on).days) > 0 else ""
    return "，".join(part for part in (at, _name(turn, entry.author_id), role, behalf, late) if part)


def _told_at(turn: Turn, as_of: date, at: datetime, form: str) -> str:
    """When something was written; on the trial page the day is the chosen one, as everywhere there."""
    day = as_of if turn.services.trial else local_day(at)
    return f"{day:{form}} {at.astimezone(ZONE):%H:%M}"


def _name(turn: Turn, person_id: int | None) -> str:
    person = turn.store.people.get(person_id) if person_id is not None else None
    return (person.display_name if person is not None else "") or say("checkin.somebody")


def _version_title(turn: Turn, version: EntryVersion) -> str:
    at = _told_at(turn, date.fromisoformat(version.content["as_of"]), version.at, "%m-%d")
    return say("checkin.version", number=version.version, at=at, who=_name(turn, version.by_id))


def _version_words(turn: Turn, entry: Entry, version: EntryVersion) -> str:
    kept = version.content
    if kept.get("withdrawn"):
        return say("checkin.version_withdrawn")
    numbers = "，".join(
        amount(Decimal(one["value"]), one["unit"], approx=one.get("approx", False))
        for one in kept["quantities"]
        if one["unit"] not in MARKS
    )
    task = turn.catalogue.plans[entry.plan].tasks.get(kept["task"] or "")
    parts = (task.title if task is not None else "", numbers, str(kept["on"]), cut(kept["note"]))
    return "；".join(part for part in parts if part)
