"""Messages between records and rows, and the statement that claims a batch of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, literal_column, or_, select, update

from storage.prepared import Prepared
from storage.records.chats import Place
from storage.records.outbox import Message, MessageKind, MessageState, NewMessage
from storage.tables import memberships, outbox

# Spelt out, not bound: the planners must see that the partial indexes fit.
WAITING = outbox.c.state == literal_column("'waiting'")
SENDING = outbox.c.state == literal_column("'sending'")
# Nothing is planned to be over when it is made: the mark of one withdrawn while it is being sent.
_WITHDRAWN = and_(outbox.c.expires.is_not(None), outbox.c.expires <= outbox.c.created_at)

_BATCH = (
    select(outbox.c.id)
    .where(
        WAITING,
        outbox.c.priority == bindparam("p_priority"),
        outbox.c.due <= bindparam("p_now"),
        or_(outbox.c.expires.is_(None), outbox.c.expires > bindparam("p_now")),
    )
    .order_by(outbox.c.due, outbox.c.id)
    .limit(bindparam("p_limit"))
    .with_for_update(skip_locked=True)
    .cte("batch")
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_BATCH.c.id)))
    .values(
        state=MessageState.SENDING,
        tries=outbox.c.tries + 1,
        changed_at=bindparam("p_now", type_=outbox.c.changed_at.type),
        lease_until=bindparam("p_until", type_=outbox.c.lease_until.type),
        lease_owner=bindparam("p_owner"),
        lease_epoch=bindparam("p_epoch"),
    )
    .returning(outbox)
)

_MEMBERS = select(memberships.c.person_id).where(
    memberships.c.unit.in_(bindparam("units", expanding=True)), memberships.c.ended_at.is_(None)
)
WAITING_FOR = Prepared(select(outbox).where(WAITING, outbox.c.person_id.in_(_MEMBERS)).order_by(outbox.c.id))


def settled(state: MessageState, now: datetime, reason: str) -> dict[str, Any]:
    """Return the columns of a message that nobody is sending any more."""
    free = {"lease_until": None, "lease_owner": None, "lease_epoch": None}
    return {"state": state, "reason": reason, "changed_at": now, **free}


def waiting_again(reason: str) -> dict[str, Any]:
    """Return the columns of a message that could not be sent yet; a withdrawn one keeps why and is over."""
    return {
        "state": case((_WITHDRAWN, MessageState.GIVEN_UP.value), else_=MessageState.WAITING.value),
        "reason": case((_WITHDRAWN, outbox.c.reason), else_=reason),
    }


def to_columns(message: NewMessage) -> dict[str, Any]:
    """Return the columns of a message that waits for the first time."""
    return {
        "key": message.key,
        "kind": message.kind,
        "priority": message.kind.priority,
        "channel": message.place.channel,
        "chat": message.place.chat,
        "topic": message.place.topic or "",
        "person_id": message.person_id,
        "reply": message.reply,
        "created_at": message.created_at,
        "due": message.due,
        "expires": message.expires,
        "state": MessageState.WAITING,
        "tries": 0,
        "reason": "",
        "edits": message.edits,
        "answers": message.answers,
        "parts_sent": message.parts_sent,
        "changed_at": message.created_at,
    }


def to_message(row: Row[Any]) -> Message:
    """Return the record of a message's row."""
    return Message(
        id=row.id,
        key=row.key,
        kind=MessageKind(row.kind),
        place=Place(row.channel, row.chat, row.topic or None),
        reply=row.reply,
        created_at=row.created_at,
        due=row.due,
        expires=row.expires,
        person_id=row.person_id,
        edits=row.edits,
        answers=row.answers,
        parts_sent=row.parts_sent,
        state=MessageState(row.state),
        tries=row.tries,
        reason=row.reason,
        message=row.message,
        changed_at=row.changed_at,
    )
