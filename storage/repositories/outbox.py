"""The outbox: messages are planned once, claimed in batches under a lease, and marked, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_, select, update

from storage.dialects import insert_if_new
from storage.records.outbox import (
    AT_LEAST_ONCE,
    PRIORITIES,
    Lease,
    Message,
    MessageKind,
    MessageState,
    NewMessage,
)
from storage.repositories.base import Repository
from storage.repositories.lease import ProcessLease
from storage.repositories.outbox_rows import (
    CLAIM,
    SENDING,
    WAITING,
    WAITING_FOR,
    settled,
    to_columns,
    to_message,
    waiting_again,
)
from storage.tables import outbox

_BACK = 100
"""So many edits back the message that stands is looked for."""
_THERE = (MessageState.SENT, MessageState.WAITING, MessageState.SENDING)


class Outbox(Repository):
    """What waits to be sent and what became of it."""

    def plan(self, messages: Iterable[NewMessage]) -> int:
        """Store the messages whose keys are new; return how many were. Planning twice adds nothing."""
        rows = [to_columns(message) for message in messages]
        return self._many(insert_if_new(self._dialect, outbox), rows)

    def claim(
        self,
        limit: int,
        *,
        now: datetime,
        lease: timedelta,
        under: Lease,
        in_hand: Collection[int] = (),
    ) -> Sequence[Message]:
        """Mark up to `limit` due messages as being sent and return them, replies first.

        Commit before the first call to the channel. Messages that a crash left in `sending` are dealt
        with first (see `recover`). Rows claimed by others at the same time are passed over.

        Raises:
            LeaseLost: `under` was taken over.
        """
        self.recover(now, under=under, in_hand=in_hand)
        claimed: list[Message] = []
        for priority in PRIORITIES:
            if len(claimed) < limit:
                claimed += self._claim_some(priority, limit - len(claimed), now, lease, under)
        return claimed

    def recover(self, now: datetime, *, under: Lease, in_hand: Collection[int] = ()) -> int:
        """Settle messages left in `sending` by a lapsed lease or an earlier epoch; return how many.

        Answers and confirmations wait again; the others become uncertain and are not sent again. The ids
        `in_hand` are those that the holder of `under` is still about to send, however long it takes.
        """
        ProcessLease(self._connection).require(under)
        lapsed = and_(outbox.c.lease_until <= now, outbox.c.id.not_in(in_hand))
        left = update(outbox).where(SENDING, or_(lapsed, outbox.c.lease_epoch < under.epoch))
        again = left.where(outbox.c.kind.in_(AT_LEAST_ONCE))
        count = self._count(again.values(**settled(MessageState.WAITING, now, "sending was interrupted")))
        rest = left.where(outbox.c.kind.not_in(AT_LEAST_ONCE))
        return count + self._count(
            rest.values(**settled(MessageState.UNCERTAIN, now, "sending was interrupted"))
        )

    def mark_sent(
        self, message_id: int, *, message: str | None, now: datetime, under: Lease
    ) -> Message | None:
        """Store that the channel took the message; `message` is the channel's id of it.

        Here and in the next four: None when the message is no longer being sent (settled before, or its
        person was deleted meanwhile); nothing is changed then.

        Raises:
            LeaseLost: `under` was taken over.
        """
        return self._settle(message_id, MessageState.SENT, now, "", under, message=message)

    def note_parts(self, message_id: int, parts_sent: int, *, under: Lease) -> None:
        """Store how many parts have arrived while the others are still being sent. Raises LeaseLost."""
        ProcessLease(self._connection).require(under)
        self._count(update(outbox).where(outbox.c.id == message_id, SENDING).values(parts_sent=parts_sent))

    def mark_uncertain(self, message_id: int, reason: str, *, now: datetime, under: Lease) -> Message | None:
        """Store that nobody knows whether the message arrived; it is not sent again."""
        return self._settle(message_id, MessageState.UNCERTAIN, now, reason, under)

    def postpone(
        self,
        message_id: int,
        until: datetime,
        reason: str,
        *,
        now: datetime,
        under: Lease,
        parts_sent: int | None = None,
        counts: bool = True,
    ) -> Message | None:
        """Let the message wait until `until` (the channel asked for patience or could not be reached).

        `parts_sent`: how many of its parts have arrived; they are not sent again. `counts`: whether it was a
        try of this message. A message withdrawn meanwhile is given up instead.
        """
        more: dict[str, Any] = {"due": until}
        if not counts:
            more["tries"] = outbox.c.tries - 1
        if parts_sent is not None:
            more["parts_sent"] = parts_sent
        return self._settle(message_id, MessageState.WAITING, now, reason, under, **more)

    def refuse(self, message_id: int, reason: str, *, now: datetime, under: Lease) -> Message | None:
        """Store that the channel will not take the message (blocked, chat gone, not allowed)."""
        return self._settle(message_id, MessageState.REFUSED, now, reason, under)

    def give_up(self, message_id: int, reason: str, *, now: datetime, under: Lease) -> Message | None:
        """Store that enough was tried."""
        return self._settle(message_id, MessageState.GIVEN_UP, now, reason, under)

    def arrived(self, key: str, message: str | None, now: datetime) -> bool:
        """Store that a message which still waits was sent otherwise meanwhile; False: it waits no more."""
        there = update(outbox).where(WAITING, outbox.c.key == key)
        return self._count(there.values(**settled(MessageState.SENT, now, ""), message=message)) == 1

    def hurry(self, key: str, parts_sent: int, now: datetime) -> bool:
        """Let a message which still waits be due now, without the parts that are there; False: none waits."""
        waiting = update(outbox).where(WAITING, outbox.c.key == key)
        return self._count(waiting.values(due=now, parts_sent=parts_sent, changed_at=now)) == 1

    def expire(self, now: datetime) -> int:
        """Mark the waiting messages whose time is over; return how many."""
        late = update(outbox).where(WAITING, outbox.c.expires <= now)
        return self._count(late.values(**settled(MessageState.EXPIRED, now, "too late")))

    def cancel(self, key_prefix: str, reason: str, now: datetime) -> int:
        """Give up the waiting messages whose key starts so (a stopped broadcast); return how many.

        What is being sent at this moment is withdrawn: if it does not go out now, it does not wait again.
        """
        mine = update(outbox).where(outbox.c.key.startswith(key_prefix, autoescape=True))
        self._count(mine.where(SENDING).values(expires=outbox.c.created_at, reason=reason))
        return self._count(mine.where(WAITING).values(**settled(MessageState.GIVEN_UP, now, reason)))

    def take_back(self, key: str, reason: str, now: datetime) -> bool:
        """Give up the message if it still waits, so that another may be planned under its key.

        Its row stays, under `freed:<id>:<key>`. False: it does not wait any more, or never did.
        """
        freed = literal("freed:") + cast(outbox.c.id, String) + ":" + outbox.c.key
        taken = update(outbox).where(WAITING, outbox.c.key == key)
        return self._count(taken.values(**settled(MessageState.GIVEN_UP, now, reason), key=freed)) == 1

    def get(self, key: str) -> Message | None:
        """Return the message planned under this key, or None."""
        row = self._first(select(outbox).where(outbox.c.key == key))
        return to_message(row) if row is not None else None

    def standing(self, key: str, chat: str) -> Message | None:
        """Return what stands where the message of this key was to go, following what it edits back.

        A message that was sent or is on its way there; else one of which nobody knows whether it stands
        there; None: nothing does. An edit that never arrived changed nothing: what it edits still stands.
        """
        doubtful: Message | None = None
        wanted: str | None = key
        for _ in range(_BACK):
            earlier = self.get(wanted) if wanted is not None else None
            if earlier is None or earlier.place.chat != chat:
                return doubtful
            if earlier.state in _THERE:
                return earlier
            if earlier.state is MessageState.UNCERTAIN:
                doubtful = earlier
            wanted = earlier.edits
        return doubtful

    def waiting_for(self, units: Collection[str], key_prefix: str) -> Sequence[Message]:
        """Return what waits for the people of these units under keys that begin so."""
        waiting = self._all(WAITING_FOR, {"units": units})
        return [to_message(row) for row in waiting if row.key.startswith(key_prefix)]

    def list(self, *states: MessageState, key_prefix: str = "", limit: int = 100) -> Sequence[Message]:
        """Return messages in these states (none named: any), last changed first."""
        wanted = select(outbox).order_by(outbox.c.changed_at.desc(), outbox.c.id.desc()).limit(limit)
        if states:
            wanted = wanted.where(outbox.c.state.in_(states))
        if key_prefix:
            wanted = wanted.where(outbox.c.key.startswith(key_prefix, autoescape=True))
        return [to_message(row) for row in self._all(wanted)]

    def counts(self, key_prefix: str = "") -> dict[MessageState, int]:
        """Return how many messages stand in each state."""
        counted = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        if key_prefix:
            counted = counted.where(outbox.c.key.startswith(key_prefix, autoescape=True))
        return {MessageState(row.state): row.number for row in self._all(counted)}

    def ran_out(self, kind: MessageKind, key_prefix: str, since: datetime) -> dict[int, datetime]:
        """Return, by person, when the first of their last messages was due that all ran out unsent.

        Only messages of the kind, due since `since`, whose keys start so; who got one afterwards is absent.
        """
        later = outbox.alias("later")
        told_since = (
            select(later.c.id)
            .where(
                later.c.person_id == outbox.c.person_id,
                later.c.kind == kind,
                later.c.due > outbox.c.due,
                later.c.state != MessageState.EXPIRED,
                later.c.key.startswith(key_prefix, autoescape=True),
            )
            .exists()
        )
        first = (
            select(outbox.c.person_id, func.min(outbox.c.due).label("first"))
            .where(
                outbox.c.state == MessageState.EXPIRED,
                outbox.c.kind == kind,
                outbox.c.changed_at >= since,
                outbox.c.due >= since,
                outbox.c.person_id.is_not(None),
                outbox.c.key.startswith(key_prefix, autoescape=True),
                ~told_since,
            )
            .group_by(outbox.c.person_id)
        )
        return {row.person_id: row.first for row in self._all(first)}

    def next_due(self) -> datetime | None:
        """Return when the next waiting message is due, None when nothing waits."""
        earliest = select(func.min(outbox.c.due)).where(WAITING)
        moment: datetime | None = self._connection.execute(earliest).scalar_one()
        return moment

    def _claim_some(
        self, priority: int, limit: int, now: datetime, lease: timedelta, under: Lease
    ) -> Sequence[Message]:
        values = {
            "p_priority": priority,
            "p_now": now,
            "p_limit": limit,
            "p_until": now + lease,
            "p_owner": under.holder,
            "p_epoch": under.epoch,
        }
        claimed = [to_message(row) for row in self._all(CLAIM, values)]
        # RETURNING promises no order.
        return sorted(claimed, key=lambda message: (message.due, message.id))

    def _settle(
        self, message_id: int, state: MessageState, now: datetime, reason: str, under: Lease, **more: Any
    ) -> Message | None:
        ProcessLease(self._connection).require(under)
        mine = (
            outbox.c.id == message_id,
            SENDING,
            outbox.c.lease_owner == under.holder,
            outbox.c.lease_epoch == under.epoch,
        )
        again = waiting_again(reason) if state is MessageState.WAITING else {}
        done = (
            update(outbox)
            .where(*mine)
            .values(**(settled(state, now, reason) | again | more))
            .returning(outbox)
        )
        row = self._first(done)
        return to_message(row) if row is not None else None
