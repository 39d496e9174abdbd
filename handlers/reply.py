"""What goes back: blocks without markup, rendered by each channel in its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

BUTTON_BYTES = 64
"""The most bytes that a button's action may have (Telegram's callback data)."""

TOAST_LENGTH = 200
"""The most characters of a toast (Telegram's answer to a pressed button)."""

Opens = Literal["", "private", "group"]
"""Where a button leads: nowhere (it sends its action), to the private talk, to a group of one's choice."""

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Outcome(StrEnum):
    """What kind of answer it is; NOT_IN_PLAN covers the three silences."""

    ANSWERED = "answered"
    ASK_BACK = "ask_back"
    NOT_IN_PLAN = "not_in_plan"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"


class SilenceKind(StrEnum):
    """Why nothing is said: read and silent, named and unexplained, or simply not found."""

    STATED = "stated"
    UNEXPLAINED = "unexplained"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `strong` marks the short fact that comes first."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim quote: plan id, clause id, and the label that people read (滇 五（四））."""

    plan: str
    clause: str
    quote: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """A small table; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it shows and what it sends back (`q:` a question, else an action id).

    One that `opens` a talk sends nothing back: it leads there and says `/start <action>`.
    """

    label: str
    action: str
    opens: Opens = ""

    def __post_init__(self) -> None:
        """Refuse an action that Telegram would refuse."""
        if self.opens and not _START.fullmatch(self.action):
            raise ValueError(f"a link takes 1 to 64 letters, digits, _ and -: {self.action!r}")
        if not 0 < len(self.action.encode()) <= BUTTON_BYTES:
            raise ValueError(f"button action must have 1 to {BUTTON_BYTES} bytes: {self.action!r}")


@dataclass(frozen=True, slots=True)
class Choices:
    """Buttons. `columns` is how many stand side by side on a phone."""

    options: tuple[Choice, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about the answer itself: past plan, demo day, masked numbers, misprint in the source."""

    text: str
    kind: Literal["info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file made for the person."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Words that stay in reach below the text field; tapping one sends it as if it were typed."""

    labels: tuple[str, ...]
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Opens the text field for an answer to this very message (in a group only such an answer is heard)."""

    placeholder: str


Block = Text | Facts | Quote | Table | Choices | Notice | Attachment | Keyboard | Prompt


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks in the order in which they are read, and what kind of answer they are.

    Attributes:
        blocks: () says nothing.
        outcome, intent, silence: what kind of answer it is.
        toast: a passing word for the person who pressed the button, at most TOAST_LENGTH characters.
        in_place: it takes the place of the message whose button was pressed (a page turned, a card changed).
        stand_in: what may be stored in its place when the reply must not lie anywhere (an invitation code, a
            file with somebody's data): for the update that comes again, for a reply that could not be sent.
    """

    blocks: tuple[Block, ...]
    outcome: Outcome = Outcome.ANSWERED
    intent: str = ""
    silence: SilenceKind | None = None
    toast: str = ""
    in_place: bool = False
    stand_in: Reply | None = None

    def __post_init__(self) -> None:
        """Refuse a toast that Telegram would refuse."""
        if len(self.toast) > TOAST_LENGTH:
            raise ValueError(f"a toast has at most {TOAST_LENGTH} characters: {len(self.toast)}")

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The citations, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Quote))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every button of the reply."""
        return tuple(
            option for block in self.blocks if isinstance(block, Choices) for option in block.options
        )


def question_choice(label: str, question: str) -> Choice:
    """Return a button that asks `question` (at most 20 Chinese characters) as if it were typed."""
    return Choice(label, f"q:{question}")
