"""On which day each person gets a nudge: the first working day without another unasked message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import MessageKind, NewMessage, Person, Place

from ..days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reminders import keys
from ..reminders.agenda import prefecture_of
from ..reminders.calendar import calendar_of
from ..reminders.days import QUIET, local_day, planning_day
from ..reminders.giving_way import give_way
from ..reminders.obligation import Obligation
from ..reply import Block, Notice, Reply, Text
from ..reply_codec import encode
from ..turn import Turn

_ZONE = ZoneInfo("Asia/Shanghai")
_DAYS = 5
"""So many working days ahead a free one is looked for."""

_MORNING = time(9, tzinfo=_ZONE)

_EVENING = 18
"""From this hour on (Asia/Shanghai) nobody is nudged before the next working day."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Which people get the nudge on which day; `full`: those who have their message for days to come."""

    days: dict[int, date]
    full: int


def plan(turn: Turn, owed: Obligation, people: list[Person], reply_on: Callable[[date], Reply]) -> Sent:
    """Plan one message a person on the first working day on which they have no unasked one yet.

    `reply_on` gives the message as it is to be read on a day.
    """
    days: dict[int, date] = {}
    stored = {day: encode(reply_on(day)) for day in _working_days(turn, owed)}
    for person in people:
        for day, reply in stored.items():
            if turn.store.outbox.plan([_message(turn, person, day, reply)]):
                days[person.id] = day
                give_way(turn.store, person.id, day, owed, turn.moment)
                break
    return Sent(days, len(people) - len(days))


def has_room(turn: Turn, owed: Obligation, people: list[Person]) -> bool:
    """Return whether any of them has a working day without an unasked message ahead."""
    days = _working_days(turn, owed)
    asked = (keys.unasked(person.id, day) for person in people for day in days)
    return any(turn.store.outbox.get(key) is None for key in asked)


def told(turn: Turn, owed: Obligation, sent: Sent) -> list[Block]:
    """Say when it goes out: today, or later for those who have had their message of the day."""
    today = planning_day(turn)
    name = unit_name(owed.unit, turn.catalogue)
    said: list[Block] = []
    for day, count in sorted(Counter(sent.days.values()).items()):
        phrase = "nudges.sent_now" if day == today else "nudges.sent_later"
        if turn.services.trial and day == today:
            phrase = "nudges.sent_trial"
        said.append(Text(say(phrase, unit=name, count=count, day=day_name(day)), strong=not said))
    if sent.days and turn.services.trial:
        said.append(Notice(say("nudges.not_delivered")))
    if sent.full:
        said.append(Notice(say("nudges.full", count=sent.full), "warning"))
    return said


def _working_days(turn: Turn, owed: Obligation) -> list[date]:
    calendar, place = calendar_of(turn.services), prefecture_of(owed.unit, turn.catalogue)
    found: list[date] = []
    day = planning_day(turn)
    if turn.moment.astimezone(_ZONE).hour >= _EVENING:
        day += timedelta(days=1)
    while len(found) < _DAYS:
        day = calendar.on_or_after(day, place)
        found.append(day)
        day += timedelta(days=1)
    return found


def _message(turn: Turn, person: Person, day: date, reply: dict[str, object]) -> NewMessage:
    """A nudge is the person's one unasked message of its day, under the same key as a digest."""
    # Messages of a chosen day keep their distance from it in real time.
    real = day + (local_day(turn.moment) - planning_day(turn))
    return NewMessage(
        key=keys.unasked(person.id, day),
        kind=MessageKind.NUDGE,
        place=Place(person.channel, person.external_id),
        reply=reply,
        created_at=turn.moment,
        due=max(turn.moment, datetime.combine(real, _MORNING)),
        expires=datetime.combine(real, QUIET, _ZONE),
        person_id=person.id,
    )
