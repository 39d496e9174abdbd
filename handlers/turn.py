"""One input of one person within one transaction: who it is, what they may, what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from knowledge import Catalogue
from storage import SYSTEM_UNIT, Conversation, Membership, Person, Place, Role, UnitOfWork, person_scope

from .access import Act, NotAllowed, allowed
from .reply import Reply
from .request import Request
from .services import Services
from .units import is_unit

WAITING = timedelta(minutes=30)
"""How long a text is waited for; later it is read like any other."""

MEMBERSHIP_SETTING = "membership"
"""The person's setting that names the membership they act for."""

HANDOVER_SETTING = "handover"
"""The person's setting while a successor is awaited: invitation, membership, whether they joined."""

PLAN_SETTING = "plan"
"""The person's setting that names the plan read when no unit is known."""


@dataclass
class Turn:
    """What a handler works with. Made anew for each transaction; handlers never commit.

    Attributes:
        request: the input; typed text comes masked.
        services: the knowledge base and the rest.
        store: the transaction's repositories.
        person: who speaks.
        memberships: theirs in force, oldest first, without units that the plans have no longer.
        membership: the one they act for; None for a visitor.
        unit_id: whom a question is about: the channel's word, the group's unit, or the membership's.
        settings: the person's settings.
        conversation: what was asked here before, and the text that is waited for.
        masked: the kinds of numbers that were masked in the text.
    """

    request: Request
    services: Services
    store: UnitOfWork
    person: Person
    memberships: tuple[Membership, ...]
    membership: Membership | None
    unit_id: str | None
    settings: dict[str, Any]
    conversation: Conversation
    masked: tuple[str, ...] = ()
    gone: bool = field(default=False, init=False)
    """True after the person was deleted in this transaction."""
    repeated: Reply | None = field(default=None, init=False)
    """What the update gets when it is delivered again, instead of the reply itself."""

    @property
    def place(self) -> Place:
        """Where it was said."""
        return place_of(self.request)

    @property
    def moment(self) -> datetime:
        """When it was said (aware, real): the time of every row."""
        return self.request.moment

    @property
    def today(self) -> date:
        """The day on which the plan is read."""
        return self.request.today

    @property
    def text(self) -> str:
        """The typed text, "" for a button."""
        return self.request.text or ""

    @property
    def catalogue(self) -> Catalogue:
        """What the plans say."""
        return self.services.catalogue

    @property
    def plan(self) -> str | None:
        """The plan to be read when no unit is known: the channel's, else the person's choice."""
        return self.request.plan or self.settings.get(PLAN_SETTING)

    @property
    def is_administrator(self) -> bool:
        """True when the person runs the system, whatever else they do."""
        return any(membership.role is Role.ADMINISTRATOR for membership in self.memberships)

    def may(self, act: Act, unit: str) -> Membership | None:
        """Return the membership that allows the act for the unit, the one acted for first; None: no right."""
        first: tuple[Membership, ...] = (self.membership,) if self.membership is not None else ()
        for membership in (*first, *self.memberships):
            if allowed(act, membership, unit, self.catalogue):
                return membership
        return None

    def require(self, act: Act, unit: str) -> Membership:
        """Return the membership that allows the act. Raises NotAllowed, which undoes the transaction."""
        membership = self.may(act, unit)
        if membership is None:
            raise NotAllowed.to(act, self.memberships)
        return membership

    @property
    def waiting(self) -> dict[str, Any] | None:
        """What `wait_for` left here and is not too old: {"for": kind, …}."""
        awaited = self.conversation.awaiting
        if awaited is None or datetime.fromisoformat(awaited["until"]) <= self.moment:
            return None
        return awaited

    def wait_for(self, kind: str, **data: Any) -> None:
        """Let the next typed text here go to the handler of `kind`, with plain values to remember."""
        until = (self.moment + WAITING).isoformat()
        self._keep(Conversation(self.conversation.recent, {"for": kind, "until": until, **data}))

    def stop_waiting(self) -> None:
        """Wait for nothing any more."""
        if self.conversation.awaiting is not None:
            self._keep(Conversation(self.conversation.recent, None))

    def keep_recent(self, frames: tuple[Any, ...]) -> None:
        """Store what was asked here, oldest first."""
        self._keep(Conversation(frames, self.conversation.awaiting))

    def set(self, key: str, value: Any) -> None:
        """Store a setting of the person."""
        self.store.settings.set(person_scope(self.person.id), key, value, self.moment)
        self.settings[key] = value

    def unset(self, key: str) -> None:
        """Take a setting of the person away."""
        self.store.settings.remove(person_scope(self.person.id), key)
        self.settings.pop(key, None)

    def audit(
        self, action: str, subject: str, *, unit: str | None = None, detail: dict[str, Any] | None = None
    ) -> None:
        """Write a row of the audit trail; `detail` takes ids and counts only."""
        self.store.audit.add(
            action, subject, at=self.moment, actor_id=self.person.id, unit=unit, detail=detail
        )

    def remember_as(self, reply: Reply) -> None:
        """Let this be stored instead of the reply: codes and files are not.

        The person reads it when the update is delivered again, or when the reply could not be sent at once.
        """
        self.repeated = reply

    def _keep(self, conversation: Conversation) -> None:
        self.store.conversations.save(
            self.person.id,
            self.place,
            recent=conversation.recent,
            at=self.moment,
            awaiting=conversation.awaiting,
        )
        self.conversation = conversation


def place_of(request: Request) -> Place:
    """Return the place of a request as storage names it."""
    return Place(request.chat.channel, request.chat.id, request.chat.topic)


def open_turn(
    request: Request, services: Services, store: UnitOfWork, person: Person, masked: tuple[str, ...] = ()
) -> Turn:
    """Return the turn of a known person: memberships, settings and conversation are read."""
    held = store.memberships.of_person(person.id)
    # A unit that the plans have no longer gives no rights; its former member asks like a visitor.
    memberships = tuple(
        one for one in held if one.unit == SYSTEM_UNIT or is_unit(one.unit, services.catalogue)
    )
    settings = store.settings.all(person_scope(person.id))
    membership = _acting(request, memberships, settings)
    return Turn(
        request=request,
        services=services,
        store=store,
        person=person,
        memberships=memberships,
        membership=membership,
        unit_id=request.unit or _bound_unit(request, services, store) or _own_unit(membership),
        settings=settings,
        conversation=store.conversations.load(person.id, place_of(request)),
        masked=masked,
    )


def _acting(
    request: Request, memberships: tuple[Membership, ...], settings: dict[str, Any]
) -> Membership | None:
    """The membership for the unit that the channel names, else the chosen one, else the first of a unit."""
    if request.unit is not None:
        return next((one for one in memberships if one.unit == request.unit), None)
    chosen = settings.get(MEMBERSHIP_SETTING)
    ordered = sorted(memberships, key=lambda one: (one.id != chosen, one.unit == SYSTEM_UNIT))
    return ordered[0] if ordered else None


def _own_unit(membership: Membership | None) -> str | None:
    return membership.unit if membership is not None and membership.unit != SYSTEM_UNIT else None


def _bound_unit(request: Request, services: Services, store: UnitOfWork) -> str | None:
    if request.private:
        return None
    chat = store.chats.get(request.chat.channel, request.chat.id)
    if chat is None or not chat.active or chat.bound_unit is None:
        return None
    return chat.bound_unit if is_unit(chat.bound_unit, services.catalogue) else None
