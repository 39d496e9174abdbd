"""The way by buttons: /report → my tasks, due and open first → number → saved."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from knowledge import Role, Task, due_between
from storage import EntryKind, EntryStatus, Membership

from ..access import Act, NotAllowed
from ..phrases import say
from ..progress.counting import State
from ..progress.cycles import present
from ..progress.standing import TaskStanding, of_task, of_unit, stands
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import adjusting, choosing, opening, reading
from .card import card
from .content import Content, Number, Piece, from_json

_SOON = timedelta(days=60)


def report(turn: Turn, words: str) -> Reply:
    """Take the words as a line, or offer the tasks; an open draft comes first."""
    membership = reporter(turn)
    if words:
        line = reading.read(turn, words, membership)
        if line.kind != "none":
            return opening.take(turn, words, line)
        return choosing.with_lead(tasks(turn, membership, 0), Notice(say("checkin.no_report")))
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is not None:
        return card(turn, draft, Notice(say("checkin.finish_first")))
    return tasks(turn, membership, 0)


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `r:list.<page>` and `r:task.<id>`."""
    membership = reporter(turn)
    name, _, word = action.partition(".")
    if name == "task":
        return _begin(turn, membership, word)
    return tasks(turn, membership, page_of(word))


def page_of(word: str) -> int:
    """Return the page that a button names; the first one for anything else."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 3 else 0


def tasks(turn: Turn, membership: Membership, page: int) -> Reply:
    """Show one page of the tasks, those that are due and open first."""
    known = ordered(turn, membership)
    shown = known[page * choosing.PAGE : (page + 1) * choosing.PAGE]
    options = tuple(choosing.task_button(task, f"r:task.{task.id}") for task in shown)
    turning = [Choice(say("checkin.page_before"), f"r:list.{page - 1}")] if page > 0 else []
    if (page + 1) * choosing.PAGE < len(known):
        turning.append(Choice(say("checkin.page_after"), f"r:list.{page + 1}"))
    turning.append(Choice(say("checkin.word_entries"), "e:list"))
    said = (Text(say("checkin.guided"), strong=True), Text(say("checkin.guided_hint")))
    return Reply((*said, Choices(options), Choices(tuple(turning), 3)), Outcome.ASK_BACK, "report")


def reporter(turn: Turn) -> Membership:
    """Return the membership by which the person records. Raises NotAllowed."""
    membership = reading.reporter(turn)
    if membership is None:
        raise NotAllowed.to(Act.ADD_ENTRY, turn.memberships)
    return membership


def ordered(turn: Turn, membership: Membership) -> list[Task]:
    """Return the tasks of the membership's unit, those that are due and open first."""
    book = present(turn, membership.unit).book
    if reading.units_to_name(membership, turn.catalogue):
        return list(book.tasks.values())
    due = due_between(book, Role.COUNTY, turn.today, turn.today + _SOON)
    soon = {item.duty.task for item in due.own}
    known = of_unit(turn, membership.unit)
    return [one.task for one in sorted(known, key=lambda one: _rank(one, soon))]


def _rank(standing: TaskStanding, soon: set[str | None]) -> int:
    """Due and open first, then open with a number, then the other open ones, then what is done."""
    if standing.met:
        return 4
    if standing.task.id in soon:
        return 0
    numbered = [one for one in standing.own if one.target.value is not None]
    if any(one.tally.state is not State.MET for one in numbered):
        return 1
    return 2 if any(one.target.count == "yes" for one in standing.own) else 3


def _begin(turn: Turn, membership: Membership, task_id: str) -> Reply:
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is not None:
        return card(turn, draft, Notice(say("checkin.finish_first")))
    plan = reading.plan_of(membership, turn)
    task = turn.catalogue.plans[plan].tasks.get(task_id)
    if task is None:
        return choosing.with_lead(tasks(turn, membership, 0), Notice(say("checkin.stale"), "warning"))
    content = Content(
        plan=plan,
        unit=reading.unit_in("", membership, turn.catalogue),
        kind=EntryKind.PROGRESS,
        pieces=(_piece(task),),
        on=turn.today,
        as_of=turn.today,
    )
    opened = opening.begin(turn, content)
    if content.unit is None:
        return card(turn, opened)
    reply = adjusting.quantity(turn, opened, from_json(opened.payload), 0, 0)
    return choosing.with_lead(reply, *_so_far(turn, content, task))


def _piece(task: Task) -> Piece:
    """Done once of what the first target counts; where nothing is counted, just done."""
    counted = next((one for one in task.targets if one.unit is not None and one.count != "yes"), None)
    if counted is None or counted.unit is None:
        target = task.targets[0].id if task.targets else None
        return Piece(task.id, target, (), False, (), EntryStatus.DONE, "")
    numbers = (Number(Decimal(1), counted.unit, counted.id),)
    return Piece(task.id, counted.id, (), False, numbers, EntryStatus.DONE, "")


def _so_far(turn: Turn, content: Content, task: Task) -> list[Text]:
    standing = of_task(turn, content.unit or "", task.id)
    if standing is None:
        return []
    return [Text(say("checkin.stands", what=one.target.what, said=stands(one))) for one in standing.targets]
