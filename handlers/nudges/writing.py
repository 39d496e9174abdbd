"""Writing a nudge: a word is proposed, shown as it will be read, changed by typing, sent once."""

from __future__ import annotations

from functools import partial

from storage import Person

from ..access import INVITING, Act
from ..people.naming import role_of_unit, unit_name
from ..people.reaching import out_of_reach
from ..phrases import say
from ..reminders import keys
from ..reminders.days import planning_day
from ..reminders.obligation import Obligation
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import days, pages
from .message import MOST, blocks_of, proposed, reply_of
from .owing import find, stops

TEXT = "nudge_text"


def write(turn: Turn, token: str) -> Reply:
    """Propose a word, shown as it will be read; a typed text takes its place."""
    owed = find(turn, token)
    if owed is None:
        return pages.unit(turn, token)
    return _preview(turn, owed, proposed(owed, turn.today))


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
    if not people:
        return pages.unit(turn, token, _nobody(turn, owed))
    if (owed.unit, owed.key) in stops(turn, [owed]):
        return pages.unit(turn, token, Notice(say("nudges.is_stopped"), "warning"))
    turn.stop_waiting()
    if not days.has_room(turn, owed, people):
        full = Notice(say("nudges.full", count=len(people)), "warning")
        return pages.unit(turn, token, full)
    stored = turn.store.nudges.add(
        owed.unit,
        owed.key,
        day=planning_day(turn),
        by_unit=membership.unit,
        by_id=turn.person.id,
        text=waiting["text"],
        at=turn.moment,
    )
    if stored is None:
        return pages.unit(turn, token, Notice(say("nudges.today_already"), "warning"))
    reply_on = partial(reply_of, turn, membership.unit, owed, waiting["text"])
    sent = days.plan(turn, owed, people, reply_on)
    detail = {"people": len(sent.days), "obligation": owed.key}
    turn.audit("send_nudge", f"nudge:{stored.id}", unit=owed.unit, detail=detail)
    return pages.unit(turn, token, *days.told(turn, owed, sent))


def _preview(turn: Turn, owed: Obligation, text: str, *lead: Block) -> Reply:
    membership = turn.require(Act.NUDGE, owed.unit)
    token = keys.token(owed.key)
    count = len(_people(turn, owed))
    if not count:
        return pages.unit(turn, token, _nobody(turn, owed))
    lead = (*lead, *_shut(turn, owed))
    turn.wait_for(TEXT, token=token, text=text)
    steps = (
        Choice(say("nudges.send"), f"nu:send:{token}"),
        Choice(say("nudges.back"), f"nu:u:{token}"),
    )
    blocks = (
        *lead,
        Notice(say("nudges.looks", unit=unit_name(owed.unit, turn.catalogue), count=count)),
        *blocks_of(turn, membership.unit, owed, text, turn.today),
        Text(say("nudges.type_other")),
        Choices(steps, 2),
    )
    return Reply(blocks, Outcome.ASK_BACK, TEXT)


def _nobody(turn: Turn, owed: Obligation) -> Notice:
    """Say why there is nobody to write to, nobody joined yet or all have left, and what then."""
    reason = "left" if "left" in out_of_reach(turn, [owed.unit]) else "nobody"
    invites = turn.may(INVITING[role_of_unit(owed.unit)], owed.unit) is not None
    how = say("nudges.then_invite" if invites else "nudges.then_ask")
    return Notice(say(f"nudges.{reason}", how=how), "warning")


def _shut(turn: Turn, owed: Obligation) -> list[Notice]:
    """Say before that nobody may get it, where all have shut the assistant out."""
    shut = "blocked" in out_of_reach(turn, [owed.unit])
    return [Notice(say("nudges.blocked"), "warning")] if shut else []


def _people(turn: Turn, owed: Obligation) -> list[Person]:
    held = turn.store.memberships.of_unit(owed.unit)
    return turn.store.people.several([one.person_id for one in held if one.person_id != turn.person.id])
