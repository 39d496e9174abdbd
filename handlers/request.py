"""What a channel hands in: who said what, where, when, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class PlaceKind(StrEnum):
    """Private talk or a group in which others read along."""

    PRIVATE = "private"
    GROUP = "group"


class Standing(StrEnum):
    """What the sender is in the group, asked of the channel at that moment."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    ANONYMOUS = "anonymous"
    """An administrator who speaks as the group: nobody can tell who it is."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The person as the channel knows them; `id` is unique in the channel."""

    channel: str
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it was said; `topic` is the forum topic of a group, if any."""

    channel: str
    id: str
    kind: PlaceKind = PlaceKind.PRIVATE
    topic: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The channel's message that carries the input; an edited message keeps its id."""

    message: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class MovedPlan:
    """The open round that the asking unit is in: its plan, by how many months days move, its name.

    It holds from the day `first` on.
    """

    plan: str
    months: int
    name: str
    first: date

    def holds(self, day: date) -> bool:
        """Return whether the day lies in the round; every day before is one of 原定周期."""
        return self.first <= day


@dataclass(frozen=True, slots=True)
class Request:
    """One input of one person. Exactly one of `text` and `button` is set.

    `moment` is when it was said (aware, real); `today` is the day the plan is read on.
    `unit` names whom the sender speaks for (`county:341822`) when the channel knows it; otherwise the
    memberships decide. `plan` binds a chat to a plan when no unit is known. `history` overrides the
    stored conversation (batch runs); None means: look it up. `standing` is known only for what
    `needs_standing` names, and None where the channel could not tell. Where there is a database, `round` is
    the open round of the unit, and `rounds` all open ones by prefecture (`prefecture:532800`).
    """

    sender: Sender
    chat: Chat
    moment: datetime
    today: date
    key: str
    text: str | None = None
    button: str | None = None
    unit: str | None = None
    plan: str | None = None
    history: tuple[str, ...] | None = None
    source: Source | None = None
    standing: Standing | None = None
    round: MovedPlan | None = None
    rounds: Mapping[str, MovedPlan] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """True when nobody else reads along."""
        return self.chat.kind is PlaceKind.PRIVATE
