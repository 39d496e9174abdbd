"""From the confirmation on: planned once, progress, stopping, and what became of each message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from storage import Broadcast, BroadcastState, Message, MessageKind, MessageState, NewMessage

from ..access import Act
from ..people.naming import unit_name
from ..phrases import cut, say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..reply_codec import encode
from ..turn import Turn
from .audience import Reach, Recipient, reach
from .card import card
from .message import blocks_of, reply_of

LASTS = timedelta(days=3)
"""A message that could not be sent for so long is not sent any more."""

BATCH = 500
"""So many messages are handed to the database at once, within the one transaction."""

LISTED = 5
_STOPPED = "stopped by its sender"
"""The reason of a message that the sender's stop took back."""

_PAGE = 20
_ZONE = ZoneInfo("Asia/Shanghai")
_GROUPS: dict[str, tuple[MessageState, ...]] = {
    "sent": (MessageState.SENT,),
    "waiting": (MessageState.WAITING, MessageState.SENDING),
    "unreachable": (MessageState.REFUSED,),
    "uncertain": (MessageState.UNCERTAIN,),
    "not_sent": (MessageState.GIVEN_UP, MessageState.EXPIRED),
}
"""What the sender is told, and which states of messages it stands for."""


def confirm(turn: Turn, draft: Broadcast) -> Reply:
    """Plan every message in this transaction; a second press finds the draft confirmed and plans none."""
    found = reach(turn, draft)
    if not found.recipients:
        return card(turn, draft, Notice(say("broadcasts.nobody"), "warning"))
    turn.stop_waiting()
    planned = turn.store.broadcasts.confirm(
        draft, recipients=len(found.recipients), at=turn.moment, as_of=turn.today
    )
    if planned is None:
        return shown(turn, draft.id)
    count = sum(turn.store.outbox.plan(batch) for batch in _messages(turn, planned, found))
    if count != len(found.recipients):
        raise LookupError(f"broadcast {planned.id}: {count} of {len(found.recipients)} messages were new")
    detail = {"people": len(found.people), "groups": len(found.groups), "units": len(found.units)}
    turn.audit("send_broadcast", f"broadcast:{planned.id}", unit=planned.unit, detail=detail)
    return progress(turn, planned, Text(say("broadcasts.planned", count=count), strong=True))


def stop(turn: Turn, broadcast: Broadcast) -> Reply:
    """Take back what still waits; what is being sent at this moment goes out."""
    stopped = turn.store.broadcasts.stop(broadcast.id, turn.moment)
    if stopped is None:
        return progress(turn, broadcast, Notice(say("broadcasts.old_button"), "warning"))
    count = turn.store.outbox.cancel(stopped.key_prefix, _STOPPED, turn.moment)
    turn.audit("stop_broadcast", f"broadcast:{stopped.id}", unit=stopped.unit, detail={"messages": count})
    return progress(turn, stopped, Text(say("broadcasts.stopped", count=count), strong=True))


def progress(turn: Turn, broadcast: Broadcast, *lead: Block) -> Reply:
    """Show how far the sending is, with stop while something waits, and the lists of what became of it."""
    counts = turn.store.outbox.counts(broadcast.key_prefix)
    told = {name: sum(counts.get(state, 0) for state in states) for name, states in _GROUPS.items()}
    rows = [(say(f"broadcasts.state_{name}"), str(count)) for name, count in told.items() if count]
    rows.insert(0, (say("broadcasts.all"), str(broadcast.recipients)))
    steps = [_step(broadcast, "refresh", "see")]
    if broadcast.state is BroadcastState.PLANNED and told["waiting"]:
        steps.append(_step(broadcast, "stop", "stop"))
    lists = [_list(broadcast, name, count) for name, count in told.items() if count]
    over = [Notice(say("broadcasts.over"))] if broadcast.state is BroadcastState.STOPPED else []
    blocks = (
        *lead,
        *([Notice(say("broadcasts.not_delivered"))] if turn.services.trial and told["waiting"] else []),
        Facts(tuple(rows), say("broadcasts.progress", when=f"{_said_at(broadcast):%Y-%m-%d %H:%M}")),
        *over,
        *blocks_of(turn, broadcast)[1:],
        Choices(tuple(steps), 2),
        Choices(tuple(lists), 2),
    )
    return Reply(blocks, Outcome.ANSWERED, "broadcast_progress")


def listed(turn: Turn, broadcast: Broadcast, name: str, page: int) -> Reply:
    """Name the people and groups whose message stands so, twenty at a time; the look is written down."""
    states = _GROUPS.get(name)
    if states is None:
        return progress(turn, broadcast, Notice(say("broadcasts.old_button"), "warning"))
    first = page * _PAGE
    found = turn.store.outbox.list(*states, key_prefix=broadcast.key_prefix, limit=first + _PAGE + 1)
    shown_now = found[first : first + _PAGE]
    subject = f"broadcast:{broadcast.id}"
    turn.audit("see_broadcast", subject, unit=broadcast.unit, detail={"rows": len(shown_now)})
    rows = tuple((_who(turn, one), _became(turn, broadcast, one)) for one in shown_now)
    turning = [_step(broadcast, "page_before", f"list.{name}.{page - 1}")] if page else []
    if len(found) > first + _PAGE:
        turning.append(_step(broadcast, "page_after", f"list.{name}.{page + 1}"))
    turning.append(_step(broadcast, "back", "see"))
    title = say(f"broadcasts.state_{name}")
    body: Block = Facts(rows, title) if rows else Text(say("broadcasts.none_so", state=title))
    return Reply((body, Choices(tuple(turning), 3)), Outcome.ANSWERED, "broadcast_list")


def shown(turn: Turn, broadcast_id: int) -> Reply:
    """Show a broadcast as it stands now: the draft's card, the progress, or that it was dropped."""
    present = turn.store.broadcasts.get(broadcast_id)
    if present is None or present.state is BroadcastState.DROPPED:
        return Reply((Notice(say("broadcasts.gone"), "warning"),), Outcome.SMALL_TALK, "old_button")
    notice = Notice(say("broadcasts.old_button"), "warning")
    if present.state is BroadcastState.DRAFT:
        return card(turn, present, notice)
    return progress(turn, present, Notice(say("broadcasts.sent_before")))


def title(broadcast: Broadcast) -> str:
    """Return a broadcast on a button: when, first words."""
    return f"{_said_at(broadcast):%m-%d %H:%M} {cut(' '.join(broadcast.text.split()), 14)}"


def _messages(turn: Turn, broadcast: Broadcast, found: Reach) -> Iterator[list[NewMessage]]:
    reply = encode(reply_of(turn, broadcast))
    left = iter(found.recipients)
    while batch := list(islice(left, BATCH)):
        yield [_message(turn, broadcast, one, reply) for one in batch]


def _message(turn: Turn, broadcast: Broadcast, one: Recipient, reply: dict[str, object]) -> NewMessage:
    return NewMessage(
        key=f"{broadcast.key_prefix}{one.key}",
        kind=MessageKind.BROADCAST,
        place=one.place,
        reply=reply,
        created_at=turn.moment,
        due=turn.moment,
        expires=turn.moment + LASTS,
        person_id=one.person_id,
    )


def _said_at(broadcast: Broadcast) -> datetime:
    """When it was confirmed or begun, on the day that counted as today (Asia/Shanghai)."""
    at = (broadcast.confirmed_at or broadcast.created_at).astimezone(_ZONE)
    return datetime.combine(broadcast.as_of or at.date(), at.time(), _ZONE)


def _who(turn: Turn, message: Message) -> str:
    """The unit and person, or the group, that a message was for."""
    if message.person_id is None:
        chat = turn.store.chats.get(message.place.channel, message.place.chat)
        return say("broadcasts.group", title=chat.title if chat is not None else "")
    person = turn.store.people.get(message.person_id)
    held = turn.store.memberships.of_person(message.person_id)
    mine = next((one.unit for one in held if turn.may(Act.BROADCAST, one.unit)), None)
    unit = unit_name(mine, turn.catalogue) if mine is not None else say("broadcasts.left_unit")
    return say("broadcasts.person", unit=unit, name=person.display_name if person is not None else "")


def _became(turn: Turn, broadcast: Broadcast, message: Message) -> str:
    """Since when it stands so and why, counted from the day that counted as today when it was confirmed."""
    began = (broadcast.confirmed_at or broadcast.created_at).astimezone(_ZONE)
    since = message.changed_at.astimezone(_ZONE) - began
    at, why = f"{_said_at(broadcast) + since:%m-%d %H:%M}", _why(turn, message)
    return say("broadcasts.became", at=at, why=say(f"broadcasts.why_{why}")) if why else at


def _why(turn: Turn, message: Message) -> str:
    """The phrase that says why it was not delivered; "" where nothing is to be said."""
    if message.state is MessageState.GIVEN_UP:
        return "stopped" if message.reason == _STOPPED else "too_late"
    if message.state is MessageState.EXPIRED:
        return "too_late"
    if message.state is not MessageState.REFUSED:
        return ""
    if message.person_id is None:
        chat = turn.store.chats.get(message.place.channel, message.place.chat)
        return "refused" if chat is not None and chat.active else "group"
    person = turn.store.people.get(message.person_id)
    return "shut" if person is not None and person.unreachable_at is not None else "refused"


def _step(broadcast: Broadcast, phrase: str, verb: str) -> Choice:
    return Choice(say(f"broadcasts.{phrase}"), f"bc:{broadcast.id}:0:{verb}")


def _list(broadcast: Broadcast, name: str, count: int) -> Choice:
    label = say("broadcasts.see_list", state=say(f"broadcasts.state_{name}"), count=count)
    return Choice(label, f"bc:{broadcast.id}:0:list.{name}.0")
