"""Errors of the program itself: told to the administrators at once, the same one once an hour at most."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from .phrases import say
from .reply import Block, Facts, Notice, Reply, Text
from .reply_codec import encode

if TYPE_CHECKING:
    from storage import NewMessage, UnitOfWork

    from .services import Services

SCOPE = "system"
PREFIX = "incident:"
QUIET = timedelta(hours=1)
"""Between two messages about the same error."""
FORGOTTEN = timedelta(days=2)
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Incident:
    """An error as the log knows it: `number` is what the person was told; nothing of what they wrote.

    Attributes:
        number: six digits.
        what: names of the error's classes.
        where: file, line and function.
        times: how often it happened since it was reported last.
    """

    number: str
    what: str
    where: str
    times: int = 1

    @property
    def key(self) -> str:
        """The same for the same error at the same place."""
        return PREFIX + hashlib.sha256(f"{self.what}\n{self.where}".encode()).hexdigest()[:16]


def report(services: Services, incident: Incident, moment: datetime) -> bool:
    """Count an error; return True when the administrators get a message about it now. Raises StorageError."""
    if services.storage is None:
        return False
    told = False
    with services.storage.write() as store:

        def counted(state: dict[str, Any]) -> dict[str, Any]:
            nonlocal told
            told = not state or moment - datetime.fromisoformat(state["told"]) >= QUIET
            missed = state.get("missed", 0) + incident.times - (1 if told else 0)
            last = {"number": incident.number, "what": incident.what, "where": incident.where}
            if told:
                _tell(store, incident, missed, moment)
                return {**last, "told": moment.isoformat(), "missed": 0}
            return {**last, "told": state["told"], "missed": missed}

        store.settings.change(SCOPE, incident.key, counted, {}, moment)
    return told


def remind(services: Services, moment: datetime) -> int:
    """Tell of repeats that nobody was told of when their hour is over, as periodic work; return how many."""
    if services.storage is None:
        return 0
    told = 0
    with services.storage.write() as store:
        for key, state in store.settings.all(SCOPE).items():
            if not key.startswith(PREFIX) or moment - datetime.fromisoformat(state["told"]) < QUIET:
                continue
            if state["missed"]:
                incident = Incident(state["number"], state["what"], state["where"])
                _tell(store, incident, state["missed"], moment)
                fresh = {**state, "told": moment.isoformat(), "missed": 0}
                store.settings.set(SCOPE, key, fresh, moment)
                told += 1
            elif moment - datetime.fromisoformat(state["told"]) > FORGOTTEN:
                store.settings.remove(SCOPE, key)
    return told


def _tell(store: UnitOfWork, incident: Incident, missed: int, moment: datetime) -> None:
    from storage import Role

    reply = encode(_reply(incident, missed))
    people = {member.person_id for member in store.memberships.with_role(Role.ADMINISTRATOR)}
    store.outbox.plan([_message(store, one, incident, reply, moment) for one in sorted(people)])


def _message(
    store: UnitOfWork, person_id: int, incident: Incident, reply: dict[str, Any], moment: datetime
) -> NewMessage:
    from storage import MessageKind, NewMessage, Place

    person = store.people.get(person_id)
    if person is None:
        raise LookupError("a membership without a person")
    return NewMessage(
        key=f"{incident.key}:{moment.timestamp():.0f}:{person_id}",
        kind=MessageKind.REMINDER,
        place=Place(person.channel, person.external_id),
        reply=reply,
        created_at=moment,
        due=moment,
        expires=moment + KEPT_FOR,
        person_id=person_id,
    )


def _reply(incident: Incident, missed: int) -> Reply:
    blocks: list[Block] = [Text(say("incidents.happened", number=incident.number), strong=True)]
    if missed:
        blocks.append(Text(say("incidents.again", count=missed)))
    rows = ((say("incidents.what"), incident.what), (say("incidents.where"), incident.where))
    return Reply((*blocks, Facts(rows), Notice(say("incidents.how"))), intent="incident")
