"""A light for each duty of a county, computed from what was said and entered; without either it is grey."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage import ObligationState

from ..phrases import cut, say
from ..reminders.agenda import LOCAL_SCOPE
from ..reminders.local import LocalSettings, from_json
from ..reminders.obligation import Obligation
from ..reminders.obligations import Shift, obligations
from ..reminders.states import resolved
from ..reply import Choice, Choices, Facts, Notice, Outcome, Quote, Reply, Text
from ..turn import Turn
from .cycles import Cycle
from .lights import Light
from .standing import of_unit
from .whose import look

_AHEAD = timedelta(days=366)
"""Far enough for the running period of every cycle."""
_TITLE = 20


@dataclass(frozen=True, slots=True)
class DutyLight:
    """One duty in its present period; `told`: somebody said or entered something about it."""

    owed: Obligation
    told: bool

    def colour(self, today: date) -> Light:
        """Return the light: nobody's silence is red, and what is another's is grey."""
        if self.owed.state is ObligationState.DONE:
            return Light.GREEN
        if self.owed.state is ObligationState.NOT_MINE or not self.told:
            return Light.GREY
        past = self.owed.due is not None and self.owed.due < today
        return Light.RED if past and not self.owed.duty.begins else Light.YELLOW


def duty_lights(turn: Turn, unit: str, cycle: Cycle) -> Reply:
    """Show the lights of the county's own duties; a tap shows the rule."""
    look(turn, unit, "duty-lights")
    code = cycle.code(unit)
    options = tuple(
        Choice(
            f"{say(f'progress.{one.colour(turn.today).value}')} {cut(one.owed.duty.title, _TITLE)}",
            f"g:duty.{code}.{one.owed.duty.id}",
        )
        for one in _known(turn, unit, cycle)
    )
    title = Text(say("progress.duty_lights_title"), strong=True)
    back = Choices((Choice(say("progress.back"), f"g:lights.{code}.0"),))
    hint = Text(say("progress.lights_hint" if options else "progress.no_duties"))
    return Reply((title, hint, *((Choices(options),) if options else ()), back), Outcome.ANSWERED, "lights")


def duty_rule(turn: Turn, unit: str, cycle: Cycle, duty: str) -> Reply:
    """Show why a duty has its light: the rule, the facts, and what the plan says."""
    look(turn, unit, "duty-rule")
    shown = next((one for one in _known(turn, unit, cycle) if one.owed.duty.id == duty), None)
    if shown is None:
        return duty_lights(turn, unit, cycle)
    owed, colour = shown.owed, shown.colour(turn.today)
    period = ((say("progress.duty_period"), owed.name),) if owed.name else ()
    facts = (
        *period,
        (say("progress.deadline"), owed.due.isoformat() if owed.due is not None else say("progress.no_day")),
        (say("progress.duty_state"), say(f"progress.duty_{owed.state.value}")),
    )
    return Reply(
        (
            Text(f"{say(f'progress.{colour.value}')} {owed.duty.title}", strong=True),
            Text(say(f"progress.duty_rule_{colour.value}")),
            Facts(facts),
            Quote(owed.plan, owed.duty.clause, owed.duty.quote, cycle.book.label(owed.duty.clause)),
            Notice(say("progress.rule_note")),
            Choices((Choice(say("progress.back"), f"g:duties.{cycle.code(unit)}"),)),
        ),
        Outcome.ANSWERED,
        "light_rule",
    )


def _known(turn: Turn, unit: str, cycle: Cycle) -> list[DutyLight]:
    """The county's own duties, each in the period that is next due or was last due."""
    book, shift = cycle.book, None
    if cycle.round_id is not None:
        shift = Shift(book.moved, cycle.round_id)
    stored = turn.store.settings.get(LOCAL_SCOPE, book.id)
    local = from_json(stored) if stored else LocalSettings()
    end = turn.today + _AHEAD
    owed = obligations(turn.catalogue, unit, book.plan.issued_on, end, shift=shift, local=local)
    present = _present((one for one in owed if not one.duty.is_target), turn.today)
    begun = {one.task.id for one in of_unit(turn, unit, cycle) if one.entries}
    marked = turn.store.obligations.marks({unit})
    now = resolved(turn.store, turn.catalogue, book, present, turn.today)
    return [DutyLight(one, one.key in marked or one.duty.task in begun) for one in now]


def _present(owed: Iterable[Obligation], today: date) -> list[Obligation]:
    found: dict[str, Obligation] = {}
    for one in owed:
        kept = found.get(one.duty.id)
        if kept is None or kept.due is None or kept.due < today:
            found[one.duty.id] = one
    return list(found.values())
