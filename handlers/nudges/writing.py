"""Writing a nudge, sending it within the one unasked message a day, and the reason that stops it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import MessageKind, NewMessage, Person, Place, person_scope

from ..access import Act
from ..ask.days import day_name
from ..people.naming import unit_name
from ..phrases import say
from ..reminders import keys
from ..reminders.agenda import prefecture_of
from ..reminders.calendar import calendar_of
from ..reminders.obligation import Obligation
from ..reminders.planning import local_day
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..reply_codec import encode
from ..turn import Turn
from . import pages
from .message import MOST, blocks_of, proposed, reply_of
from .owing import find, stops

TEXT, REASON = "nudge_text", "nudge_reason"
_ZONE = ZoneInfo("Asia/Shanghai")
_DAYS = 5
"""So many working days ahead a free one is looked for."""

_KEPT = timedelta(days=30)
"""Days of nudges are kept for so long."""

_MORNING = time(9, tzinfo=_ZONE)


@dataclass(frozen=True, slots=True)
class Sent:
    """Which people get the nudge on which day; `full`: those who have their message for days to come."""

    days: dict[int, date]
    full: int


def write(turn: Turn, token: str) -> Reply:
    """Propose a word, shown as it will be read; a typed text takes its place."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    return _preview(turn, owed, proposed(owed))


def typed_text(turn: Turn, text: str) -> Reply | None:
    """Take the typed word in the place of the proposed one."""
    owed = find(turn, str((turn.waiting or {}).get("token")))
    if owed is None or not text:
        return None
    if len(text) > MOST:
        notice = Notice(say("nudges.too_long", most=MOST, count=len(text)), "warning")
        return _preview(turn, owed, str((turn.waiting or {}).get("text")), notice)
    return _preview(turn, owed, text)


def send(turn: Turn, token: str) -> Reply:
    """Send the previewed word to the unit's people; a second press, or a second colleague, sends none."""
    owed = find(turn, token)
    waiting = turn.waiting or {}
    if owed is None or waiting.get("for") != TEXT or waiting.get("token") != token:
        return pages.unit(turn, token, Notice(say("nudges.old_button"), "warning"))
    membership = turn.require(Act.NUDGE, owed.unit)
    people = _people(turn, owed)
    if stops(turn, [owed]) or not people:
        phrase = "nudges.is_stopped" if people else "nudges.nobody"
        return pages.unit(turn, token, Notice(say(phrase), "warning"))
    turn.stop_waiting()
    stored = turn.store.nudges.add(
        owed.unit,
        owed.key,
        day=local_day(turn.moment),
        by_unit=membership.unit,
        by_id=turn.person.id,
        text=waiting["text"],
        at=turn.moment,
    )
    if stored is None:
        return pages.unit(turn, token, Notice(say("nudges.today_already"), "warning"))
    sent = _plan(turn, owed, people, reply_of(turn, membership.unit, owed, waiting["text"]))
    detail = {"people": len(sent.days), "obligation": owed.key}
    turn.audit("send_nudge", f"nudge:{stored.id}", unit=owed.unit, detail=detail)
    return pages.unit(turn, token, *_told(turn, owed, sent))


def ask_reason(turn: Turn, token: str) -> Reply:
    """Ask why the unit is not to be nudged about this."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    turn.wait_for(REASON, token=token)
    asked = Text(say("nudges.ask_reason", unit=unit_name(owed.unit, turn.catalogue)), strong=True)
    back = Choices((Choice(say("nudges.back"), f"nu:u:{token}"),))
    return Reply((asked, back), Outcome.ASK_BACK, REASON)


def typed_reason(turn: Turn, text: str) -> Reply | None:
    """Store the reason; from now on nobody nudges the unit about this until it is lifted."""
    token = str((turn.waiting or {}).get("token"))
    owed = find(turn, token)
    if owed is None or not text:
        return None
    if len(text) > MOST:
        refused = Notice(say("nudges.too_long", most=MOST, count=len(text)), "warning")
        back = Choices((Choice(say("nudges.back"), f"nu:u:{token}"),))
        return Reply((refused, back), Outcome.ASK_BACK, REASON)
    membership = turn.require(Act.NUDGE, owed.unit)
    stored = turn.store.nudges.stop(
        owed.unit,
        owed.key,
        reason=text,
        by_unit=membership.unit,
        by_id=turn.person.id,
        at=turn.moment,
    )
    if stored is not None:
        turn.audit("stop_nudge", f"unit:{owed.unit}", unit=owed.unit, detail={"obligation": owed.key})
    said = say("nudges.stopped" if stored is not None else "nudges.is_stopped")
    return pages.unit(turn, token, Text(said, strong=True))


def lift(turn: Turn, token: str) -> Reply:
    """Let nudges be sent again."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    turn.require(Act.NUDGE, owed.unit)
    if turn.store.nudges.lift(owed.unit, owed.key, turn.moment) is None:
        return pages.unit(turn, token, Notice(say("nudges.old_button"), "warning"))
    turn.audit("lift_nudge", f"unit:{owed.unit}", unit=owed.unit, detail={"obligation": owed.key})
    return pages.unit(turn, token, Text(say("nudges.lifted"), strong=True))


def _preview(turn: Turn, owed: Obligation, text: str, *lead: Block) -> Reply:
    membership = turn.require(Act.NUDGE, owed.unit)
    token = keys.token(owed.key)
    turn.wait_for(TEXT, token=token, text=text)
    count = len(_people(turn, owed))
    steps = (
        Choice(say("nudges.send"), f"nu:send:{token}"),
        Choice(say("nudges.back"), f"nu:u:{token}"),
    )
    blocks = (
        *lead,
        Notice(say("nudges.looks", unit=unit_name(owed.unit, turn.catalogue), count=count)),
        *blocks_of(turn, membership.unit, owed, text),
        Text(say("nudges.type_other")),
        Choices(steps, 2),
    )
    return Reply(blocks, Outcome.ASK_BACK, TEXT)


def _people(turn: Turn, owed: Obligation) -> list[Person]:
    held = turn.store.memberships.of_unit(owed.unit)
    return turn.store.people.several([one.person_id for one in held if one.person_id != turn.person.id])


def _plan(turn: Turn, owed: Obligation, people: list[Person], reply: Reply) -> Sent:
    """Plan one message a person on the first working day on which they have no unasked one yet."""
    days: dict[int, date] = {}
    stored = encode(reply)
    for person in people:
        for day in _working_days(turn, owed):
            if turn.store.outbox.plan([_message(turn, person, day, stored)]):
                days[person.id] = day
                _give_way(turn, person, day)
                break
    return Sent(days, len(people) - len(days))


def _give_way(turn: Turn, person: Person, day: date) -> None:
    """Keep that the day's digest, if there is to be one, is made up for on the next day."""
    oldest = (day - _KEPT).isoformat()

    def with_day(kept: list[str]) -> list[str]:
        return [*(one for one in kept if one >= oldest), day.isoformat()]

    turn.store.settings.change(person_scope(person.id), keys.NUDGED, with_day, [], turn.moment)


def _working_days(turn: Turn, owed: Obligation) -> list[date]:
    calendar, place = calendar_of(turn.services), prefecture_of(owed.unit, turn.catalogue)
    found: list[date] = []
    day = local_day(turn.moment)
    while len(found) < _DAYS:
        day = calendar.on_or_after(day, place)
        found.append(day)
        day += timedelta(days=1)
    return found


def _message(turn: Turn, person: Person, day: date, reply: dict[str, object]) -> NewMessage:
    """A nudge is the person's one unasked message of its day, under the same key as a digest."""
    return NewMessage(
        key=keys.unasked(person.id, day),
        kind=MessageKind.REMINDER,
        place=Place(person.channel, person.external_id),
        reply=reply,
        created_at=turn.moment,
        due=max(turn.moment, datetime.combine(day, _MORNING)),
        expires=datetime.combine(day + timedelta(days=1), time(), _ZONE),
        person_id=person.id,
    )


def _told(turn: Turn, owed: Obligation, sent: Sent) -> list[Block]:
    """Say when it goes out: today, or later for those who have had their message of the day."""
    today = local_day(turn.moment)
    name = unit_name(owed.unit, turn.catalogue)
    said: list[Block] = []
    for day, count in sorted(Counter(sent.days.values()).items()):
        phrase = "nudges.sent_now" if day == today else "nudges.sent_later"
        said.append(Text(say(phrase, unit=name, count=count, day=day_name(day)), strong=not said))
    if sent.full:
        said.append(Notice(say("nudges.full", count=sent.full), "warning"))
    return said
