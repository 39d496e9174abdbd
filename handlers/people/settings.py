"""/settings: the unit acted for, and the plan read for who speaks for no unit."""

from __future__ import annotations

from ..errors import PersonError
from ..phrases import say
from ..provinces import blanks
from ..reminders.pausing import paused_now
from ..reply import Choice, Choices, Facts, Outcome, Reply, Text
from ..turn import PLAN_SETTING, Turn
from .me import switch, switches
from .naming import unit_name

_BOTH = "both"


def settings(turn: Turn, _: str = "") -> Reply:
    """Show what is set, with a button for everything else that it could be."""
    rows, choices = [], switches(turn)
    if turn.membership is not None:
        rows.append((say("settings.unit"), unit_name(turn.membership.unit, turn.catalogue)))
    chosen = turn.settings.get(PLAN_SETTING)
    rows.append((say("settings.plan"), _plan_name(turn, chosen)))
    for plan in (*turn.catalogue.plans, _BOTH):
        if plan != (chosen or _BOTH):
            label = "settings.choose_both" if plan == _BOTH else "settings.choose_plan"
            choices.append(
                Choice(say(label, plan=_plan_name(turn, plan), **blanks(turn.catalogue)), f"s:plan:{plan}")
            )
    blocks = (
        Facts(tuple(rows), say("settings.title")),
        Text(say("settings.plan_means")),
        Choices(tuple(choices), 2),
        *paused_now(turn),
    )
    return Reply(blocks, Outcome.ANSWERED, "settings")


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `s:unit:<membership>` and `s:plan:<plan or both>`."""
    what, _, value = action.partition(":")
    if what == "unit":
        return switch(turn, value)
    if what != "plan" or value not in (*turn.catalogue.plans, _BOTH):
        raise PersonError(action, sentence=say("membership.old_button"))
    if value == _BOTH:
        turn.unset(PLAN_SETTING)
    else:
        turn.set(PLAN_SETTING, value)
    said = say("settings.plan_set", plan=_plan_name(turn, value))
    return Reply((Text(said, strong=True),), Outcome.SMALL_TALK, "settings")


def _plan_name(turn: Turn, plan: str | None) -> str:
    book = turn.catalogue.plans.get(plan or _BOTH)
    return book.plan.name if book is not None else say("settings.both_plans", **blanks(turn.catalogue))
