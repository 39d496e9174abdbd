"""The digest of a day as it would be sent, shown at once: what the trial page does with 到下一个工作日."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..days import day_name
from ..groups import card
from ..phrases import say
from ..reply import Notice, Outcome, Reply, Text
from ..services import Services
from ..turn import Turn
from .agenda import prefecture_of
from .calendar import calendar_of
from .choices import HOURS
from .composing import Composer
from .finding import own_units
from .pausing import paused_now
from .preview import next_day


def today(turn: Turn) -> Reply:
    """Return the digest that the person gets on the turn's day; where none comes, when the next one does."""
    composer = Composer(turn.services, turn.today, dict.fromkeys(HOURS, turn.today - timedelta(days=1)))
    composer.prepare(turn.store)
    held = [one for one in turn.memberships if turn.membership is None or one == turn.membership]
    found = composer.digests(turn.store, composer.members([turn.person], held))
    if found:
        note = Notice(say("reminders.today_would", hour=composer.hour_of(turn.person)))
        return replace(found[0].reply, blocks=(*found[0].reply.blocks, note))
    units = own_units(turn)
    if not units:
        said = say("reminders.today_no_unit")
    else:
        said = say("reminders.today_none", day=day_name(turn.today)) + next_day(
            turn.services, turn.store, turn.today, units[:1]
        )
    return Reply((Text(said, strong=True), *paused_now(turn)), Outcome.ANSWERED, "today")


def card_of_today(turn: Turn, _: str = "") -> Reply:
    """Return the group's card as it stands on the turn's day, which only the trial page shows on request.

    Elsewhere a group has its card only while it is switched on, and nobody gets one by a made-up button.
    """
    if not turn.services.trial:
        return Reply((Notice(say("commands.old_button"), "warning"),), Outcome.SMALL_TALK, "old_button")
    if turn.unit_id is None:
        return Reply((Text(say("reminders.today_no_unit"), strong=True),), Outcome.ANSWERED, "today")
    return card.compose(turn.store, turn.catalogue, turn.unit_id, turn.today, demo=True)


def next_working_day(services: Services, after: date, unit: str | None) -> date:
    """Return the first working day after a day, by the local holidays of a unit if one is given."""
    place = prefecture_of(unit, services.catalogue) if unit is not None else ""
    return calendar_of(services).on_or_after(after + timedelta(days=1), place)
