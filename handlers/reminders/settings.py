"""/remind: when and how often a person is reminded, and not before which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..days import day_name
from ..errors import PersonError
from ..phrases import say
from ..reply import Choice, Choices, Facts, Outcome, Reply, Text
from ..turn import Turn
from .ceasing import cease_person
from .choices import HOURS, SETTING, ReminderChoice, Rhythm, choice_of
from .days import ZONE
from .planning import plan_for

_PAUSES = (3, 7, 14, 30)
_LONGEST_PAUSE = timedelta(days=400)


def remind(turn: Turn, _: str = "") -> Reply:
    """Show the choice, with a button for everything else that it could be."""
    choice = choice_of(turn.settings.get(SETTING))
    rows = [
        (say("reminders.rhythm"), say(f"reminders.rhythm_{choice.rhythm.value}")),
        (say("reminders.hour"), choice.hour),
    ]
    if choice.pause is not None and choice.pause >= turn.today:
        rows.append((say("reminders.paused"), day_name(choice.pause)))
    rhythms = [Choice(say(f"reminders.rhythm_{one.value}"), f"k:rhythm:{one.value}") for one in Rhythm]
    hours = [Choice(hour, f"k:hour:{hour}") for hour in HOURS if hour != choice.hour]
    blocks = (
        Facts(tuple(rows), say("reminders.settings_title")),
        Text(say("reminders.settings_hint")),
        Choices(tuple(one for one in rhythms if one.action != f"k:rhythm:{choice.rhythm.value}"), 2),
        Choices(tuple(hours), 3),
        Choices(_pauses(turn, choice), 2),
    )
    return Reply(blocks, Outcome.ANSWERED, "remind")


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `k:rhythm:<one>` and `k:hour:<one>`."""
    what, _, value = action.partition(":")
    choice = choice_of(turn.settings.get(SETTING))
    if what == "rhythm" and value in {one.value for one in Rhythm}:
        choice = replace(choice, rhythm=Rhythm(value))
    elif what == "hour" and value in HOURS:
        choice = replace(choice, hour=value)
    else:
        raise PersonError(action, sentence=say("reminders.old_button"))
    turn.set(SETTING, choice.to_json())
    cease_person(turn, turn.person.id)
    if what == "hour" and value <= f"{turn.moment.astimezone(ZONE):%H:%M}":
        # That hour was planned today without this person.
        plan_for(turn.services, turn.store, turn.person, turn.moment)
    return remind(turn)


def pause_choices(turn: Turn) -> Reply:
    """Ask until when nothing is to be sent."""
    choice = choice_of(turn.settings.get(SETTING))
    said = Text(say("reminders.pause_how_long"), strong=True)
    return Reply((said, Choices(_pauses(turn, choice), 2)), Outcome.ASK_BACK, "remind_pause")


def paused(turn: Turn, value: str) -> Reply:
    """Serve `o:until:<day>` and `o:until:now`; a day that is over or far away is an old button."""
    choice = choice_of(turn.settings.get(SETTING))
    if value == "now":
        turn.set(SETTING, replace(choice, pause=None).to_json())
        return Reply((Text(say("reminders.resumed"), strong=True),), Outcome.ANSWERED, "remind_pause")
    day = _day(value)
    if day is None or not turn.today <= day <= turn.today + _LONGEST_PAUSE:
        raise PersonError(value, sentence=say("reminders.old_button"))
    turn.set(SETTING, replace(choice, pause=day).to_json())
    cease_person(turn, turn.person.id)
    said = Text(say("reminders.pause_set", day=day_name(day)), strong=True)
    resume = Choice(say("reminders.resume"), "o:until:now")
    return Reply((said, Choices((resume,))), Outcome.ANSWERED, "remind_pause")


def _pauses(turn: Turn, choice: ReminderChoice) -> tuple[Choice, ...]:
    found = [
        Choice(say("reminders.pause_days", days=days), f"o:until:{turn.today + timedelta(days=days)}")
        for days in _PAUSES
    ]
    if choice.pause is not None and choice.pause >= turn.today:
        found.append(Choice(say("reminders.resume"), "o:until:now"))
    return tuple(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
