"""What Telegram tells, as far as this bot looks at it, read from the JSON.

The library's own objects want every field of every kind of content to be there: a poll or a right that is
newer than the library would keep the message from being read. And most of what they hold is never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from .marks import Mark, found

PRIVATE = "private"
GROUPS = frozenset({"group", "supergroup"})

_CONTENTS = frozenset(
    "animation audio checklist contact dice document game live_photo location paid_media photo poll sticker "
    "story venue video video_note voice".split()
)
"""What a person may send instead of words."""
_ANSWERED = frozenset({"message_id", "date", "chat", "from", "forum_topic_created"})

T = TypeVar("T")
Raw = Mapping[str, Any]


class Malformed(ValueError):
    """The update is not of Telegram's form."""


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    name: str
    is_bot: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A chat; `kind` is Telegram's word for it."""

    id: int
    kind: str
    title: str

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.kind in GROUPS


@dataclass(frozen=True, slots=True)
class Message:
    """A message, or what is still known of one that is too old.

    Attributes:
        speaks_as: the chat in whose name it was written.
        text: the words, or the caption; None: neither.
        topic: the forum topic. A reply in General carries a thread id too, which cannot be answered to.
        attached: whether there is content other than words.
        rest: what only service messages have, as it came.
    """

    id: int
    at: datetime
    place: Place
    sender: User | None
    speaks_as: Place | None
    text: str | None
    marks: tuple[Mark, ...]
    topic: int | None
    answers: Message | None
    attached: bool
    rest: Raw


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button."""

    id: str
    sender: User
    message: Message | None
    data: str | None


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody types after the bot's name in any chat."""

    id: str
    sender: User
    words: str
    offset: str


@dataclass(frozen=True, slots=True)
class Change:
    """What the bot is in a chat from now on; `status` is Telegram's word for it."""

    place: Place
    sender: User
    at: datetime
    status: str
    is_member: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Update:
    """One update: at most one of the others is there."""

    number: int
    message: Message | None = None
    edited: bool = False
    press: Press | None = None
    typing: Typing | None = None
    change: Change | None = None

    @property
    def person(self) -> int | None:
        """Whose it is: of one person, updates are handled in order."""
        if self.message is not None:
            by = self.message.speaks_as or self.message.sender
        else:
            one = self.press or self.typing or self.change
            by = one.sender if one is not None else None
        return by.id if by is not None else None

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from another update of the same number: after long silence Telegram numbers anew."""
        if self.message is not None:
            return self.message.place.id, self.message.id, self.message.at.timestamp()
        if self.press is not None or self.typing is not None:
            return ((self.press or self.typing).id,)  # type: ignore[union-attr]
        return (self.change,)


def update_of(raw: Any) -> Update:
    """Return what the JSON of an update tells; nothing but its number for kinds that are not looked at.

    Raises Malformed.
    """
    try:
        number = _whole(raw["update_id"])
        for kind, read in _KINDS.items():
            if (body := raw.get(kind)) is not None:
                return read(number, body)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise Malformed from error
    return Update(number)


def number_of(raw: Any) -> int | None:
    """Return the number of an update, whatever else is wrong with it."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def _message(raw: Raw) -> Message:
    text, marks = raw.get("text"), "entities"
    if not text and raw.get("caption"):
        text, marks = raw["caption"], "caption_entities"
    return Message(
        id=_whole(raw["message_id"]),
        at=datetime.fromtimestamp(_whole(raw["date"]), UTC),
        place=_place(raw["chat"]),
        sender=_maybe(_user, raw.get("from")),
        speaks_as=_maybe(_place, raw.get("sender_chat")),
        text=_words(text) if text else None,
        marks=tuple(map(_mark, raw.get(marks) or ())) or (found(text) if text else ()),
        topic=_whole(raw["message_thread_id"])
        if raw.get("is_topic_message") and raw.get("message_thread_id")
        else None,
        answers=_maybe(_answered, raw.get("reply_to_message")),
        attached=not _CONTENTS.isdisjoint(raw),
        rest=raw,
    )


def _answered(raw: Raw) -> Message:
    """Of the message that is answered only matters whose it is."""
    return _message({"date": 0, **{name: raw[name] for name in raw if name in _ANSWERED}})


def _press(raw: Raw) -> Press:
    data = raw.get("data")
    return Press(
        _words(raw["id"]),
        _user(raw["from"]),
        _maybe(_message, raw.get("message")),
        _words(data) if data is not None else None,
    )


def _typing(raw: Raw) -> Typing:
    return Typing(
        _words(raw["id"]), _user(raw["from"]), _words(raw.get("query", "")), _words(raw.get("offset", ""))
    )


def _change(raw: Raw) -> Change:
    member = raw["new_chat_member"]
    return Change(
        place=_place(raw["chat"]),
        sender=_user(raw["from"]),
        at=datetime.fromtimestamp(_whole(raw["date"]), UTC),
        status=_words(member["status"]),
        is_member=bool(member.get("is_member", True)),
        may_write=bool(member.get("can_send_messages", True)),
    )


def _user(raw: Raw) -> User:
    name, last = _words(raw.get("first_name", "")), raw.get("last_name")
    return User(_whole(raw["id"]), f"{name} {_words(last)}" if last else name, bool(raw.get("is_bot")))


def _place(raw: Raw) -> Place:
    return Place(_whole(raw["id"]), _words(raw["type"]), _words(raw.get("title") or ""))


def _mark(raw: Raw) -> Mark:
    user = _maybe(_user, raw.get("user"))
    return Mark(
        _words(raw["type"]),
        _whole(raw["offset"]),
        _whole(raw["length"]),
        user.id if user is not None else None,
    )


def _maybe(read: Callable[[Raw], T], raw: Raw | None) -> T | None:
    return read(raw) if raw is not None else None


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


_KINDS: Mapping[str, Callable[[int, Raw], Update]] = {
    "message": lambda number, raw: Update(number, _message(raw)),
    "edited_message": lambda number, raw: Update(number, _message(raw), edited=True),
    "callback_query": lambda number, raw: Update(number, press=_press(raw)),
    "inline_query": lambda number, raw: Update(number, typing=_typing(raw)),
    "my_chat_member": lambda number, raw: Update(number, change=_change(raw)),
}

KINDS = tuple(_KINDS)
"""What Telegram is asked for; everything else never arrives."""
