"""The buttons of a digest: `o:<token>:<verb>` about one obligation, `o:pause` and `o:until:<day>`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from storage import ObligationState

from ..access import Act, units_under
from ..area import command_choice
from ..checkin import guided
from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reply import Choice, Choices, Facts, Notice, Outcome, Quote, Reply, Text
from ..turn import Turn
from . import afterwards, fulfilling, keys, late, own
from .agenda import prefecture_of
from .calendar import calendar_of
from .ceasing import cease
from .choices import SETTING, choice_of
from .days import day_told
from .digest import Telling, can_be_reported, settle_buttons
from .duty_line import await_line
from .finding import find
from .obligation import Obligation
from .settings import pause_choices, paused
from .steps import steps
from .today import today

_AUDITED = {
    ObligationState.DONE: "obligation_done",
    ObligationState.NOT_MINE: "obligation_not_mine",
    ObligationState.OPEN: "obligation_open",
}


def pressed(turn: Turn, action: str) -> Reply:
    """Serve a button; one about an obligation that is not the presser's unit's changes nothing."""
    name, _, verb = action.partition(":")
    if name == "pause":
        return pause_choices(turn)
    if name == "until":
        return paused(turn, verb)
    if name == "today":
        return today(turn)
    if name == "settled":
        return own.settled(turn)
    if name in ("late", "more"):
        return late.late(turn, verb) if name == "late" else afterwards.afterwards(turn, verb)
    owed = find(turn, name)
    if owed is None or verb not in _VERBS:
        said = Notice(say("reminders.old_button"), "warning")
        again = Choices((command_choice(say("reminders.all"), "due"),))
        return Reply((said, again), Outcome.SMALL_TALK, "old_button")
    return _VERBS[verb](turn, owed)


def show(turn: Turn, owed: Obligation) -> Reply:
    """Show one obligation: until when, to whom, by which clause, where it stands, and what to do."""
    telling = Telling(turn.catalogue, turn.today)
    rows = [
        (say("reminders.unit"), unit_name(owed.unit, turn.catalogue)),
        (say("reminders.until"), telling.when(owed)),
    ]
    if owed.duty.to:
        rows.append((say("reminders.recipient"), owed.duty.to))
    rows.append((say("reminders.basis"), telling.basis(owed)))
    rows.append((say("reminders.state"), _stands(turn, owed)))
    quote = Quote(owed.plan, owed.duty.clause, owed.duty.quote, telling.label(owed))
    if owed.state is ObligationState.OPEN:
        buttons: tuple[Choice, ...] = settle_buttons(owed)
    else:
        buttons = (Choice(say("reminders.undo"), f"o:{keys.token(owed.key)}:undo"),)
    blocks = (Text(owed.duty.title, strong=True), Facts(tuple(rows)), quote, Choices(buttons, 2))
    return Reply(blocks, Outcome.ANSWERED, "obligation")


def _stands(turn: Turn, owed: Obligation) -> str:
    """The state, since when and by whom; met targets close by themselves."""
    mark = turn.store.obligations.marks([owed.unit]).get(owed.key)
    said = say(f"reminders.state_{owed.state.value}")
    if mark is None or mark.state is ObligationState.OPEN:
        return said
    person = turn.store.people.get(mark.by_id) if mark.by_id is not None else None
    name = (person.display_name if person is not None else "") or say("reminders.somebody")
    return say("reminders.state_by", state=said, name=name, day=day_told(mark.as_of, mark.at).isoformat())


def _settle(state: ObligationState) -> Callable[[Turn, Obligation], Reply]:
    def serve(turn: Turn, owed: Obligation) -> Reply:
        changed = turn.store.obligations.mark(
            owed.key, owed.unit, state, by=turn.person.id, at=turn.moment, as_of=turn.today
        )
        if not changed:
            return show(turn, owed)
        if state is not ObligationState.OPEN:
            cease(turn, (owed.unit,))
        subject = f"obligation:{owed.key}"[:120]
        turn.audit(_AUDITED[state], subject, unit=owed.unit)
        said = Text(say(f"reminders.said_{state.value}", title=owed.duty.title), strong=True)
        buttons = [command_choice(say("reminders.all"), "due")]
        if state is not ObligationState.OPEN:
            buttons.insert(0, Choice(say("reminders.undo"), f"o:{keys.token(owed.key)}:undo"))
        return Reply((said, Choices(tuple(buttons), 2)), Outcome.ANSWERED, "obligation_settled")

    return serve


def later(turn: Turn, owed: Obligation) -> Reply:
    """Say nothing more about the obligation to this person until its next step."""
    following = _next_step(turn, owed)
    until = following - timedelta(days=1) if following is not None else date.max
    choice = choice_of(turn.settings.get(SETTING))
    waiting = {name: day for name, day in choice.later.items() if day >= turn.today.isoformat()}
    waiting[keys.token(owed.key)] = until.isoformat()
    turn.set(SETTING, replace(choice, later=waiting).to_json())
    if following is None:
        said = say("reminders.later_never", title=owed.duty.title)
    else:
        said = say("reminders.later_until", title=owed.duty.title, day=day_name(following))
    return Reply((Text(said, strong=True),), Outcome.ANSWERED, "obligation_later")


def _next_step(turn: Turn, owed: Obligation) -> date | None:
    if owed.due is None:
        return None
    prefecture = prefecture_of(owed.unit, turn.catalogue)
    found = steps(owed.due, calendar_of(turn.services), prefecture, late=not owed.duty.begins)
    return next((step.day for step in found if step.day > turn.today), None)


def report(turn: Turn, owed: Obligation) -> Reply:
    """Begin an entry that settles the obligation: by its task where it has one, else by a typed line."""
    turn.require(Act.ADD_ENTRY, owed.unit)
    if not can_be_reported(owed):
        said = Text(say("reminders.no_entry", title=owed.duty.title), strong=True)
        return Reply((said, Choices(settle_buttons(owed), 2)), Outcome.ANSWERED, "obligation")
    if owed.unit.startswith("liaison:"):
        return _report_for_counties(turn, owed)
    if owed.duty.targets and owed.duty.task is not None:
        return guided.pressed(turn, f"task.{owed.duty.task}")
    fulfilling.begin(turn, owed)
    await_line(turn, owed)
    said = Text(say("reminders.type_entry", title=owed.duty.title), strong=True)
    return Reply((said,), Outcome.ASK_BACK, "obligation_report")


def _report_for_counties(turn: Turn, owed: Obligation) -> Reply:
    """A liaison unit tells of one of its counties; a visit is done when each of them was told of."""
    counties = units_under(owed.unit, turn.catalogue)
    names = "、".join(unit_name(one, turn.catalogue).removesuffix("总工会") for one in counties)
    phrase = "type_visit" if owed.duty.visit else "type_for_county"
    if not owed.duty.visit:
        fulfilling.begin(turn, owed)
    await_line(turn, owed)
    said = Text(say(f"reminders.{phrase}", title=owed.duty.title, counties=names), strong=True)
    return Reply((said,), Outcome.ASK_BACK, "obligation_report")


_VERBS: dict[str, Callable[[Turn, Obligation], Reply]] = {
    "show": show,
    "report": report,
    "done": _settle(ObligationState.DONE),
    "no": _settle(ObligationState.NOT_MINE),
    "undo": _settle(ObligationState.OPEN),
    "later": later,
}
