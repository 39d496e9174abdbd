"""What an area of the assistant registers: its commands, buttons, awaited texts and free text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from storage import Role

from .access import RIGHTS, Act
from .phrases import say
from .reply import Choice, Keyboard, Reply
from .turn import Turn

Handle = Callable[[Turn], Reply]
"""Does something for the person, in the transaction of the turn."""

WordHandle = Callable[[Turn, str], Reply]
"""The same with words: what follows a command, or a button's action without its prefix."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it stands in the menus; exactly one of `handle` and `question` serves it.

    Attributes:
        name: Latin letters, without the slash.
        description: what it does, in Chinese.
        handle: gets what follows the command.
        question: turns what follows the command into a question about the plans.
        words: Chinese words that do the same when they are a whole private message.
        private: whether it works, and is offered, in private chats.
        group: whether it works, and is offered, in groups.
        member: serves a member's private message in place of the question when nothing follows the command.
        act: only who has this right for some unit is offered and served; None: everybody.
        reads: nothing is changed, so no update key is stored.
        administrators: in a group it is offered to, and serves, the group's administrators only.
    """

    name: str
    description: str
    handle: WordHandle | None = None
    question: Callable[[str], str] | None = None
    member: WordHandle | None = None
    words: tuple[str, ...] = ()
    private: bool = True
    group: bool = False
    act: Act | None = None
    reads: bool = False
    administrators: bool = False

    def __post_init__(self) -> None:
        """Refuse a command that nothing or two things serve."""
        if (self.handle is None) == (self.question is None):
            raise ValueError(f"/{self.name} needs either a handler or a question")


@dataclass(frozen=True, slots=True)
class Button:
    """Serves every action that begins with `prefix:`.

    Attributes:
        group: whether it works where others read along.
        in_place: the reply takes the place of the message with the button.
        administrators: in a group it serves the group's administrators only.
        act, reads: see Command.
    """

    prefix: str
    handle: WordHandle
    act: Act | None = None
    reads: bool = False
    group: bool = False
    in_place: bool = False
    administrators: bool = False


@dataclass(frozen=True, slots=True)
class StartLink:
    """Serves `/start <prefix>…` in private, where a link leads; the handler gets the rest."""

    prefix: str
    handle: WordHandle


@dataclass(frozen=True, slots=True)
class Area:
    """One subject's part in the talk.

    Attributes:
        name: for messages of the program's own checks.
        commands, buttons, links: see there.
        waits: by kind, who takes the text that `Turn.wait_for(kind)` asked for; None from it: not what was
            asked for, so the text is read like any other.
        text: looks at a typed text within a reading transaction and returns who is to handle it in a
            writing one, or None when the text is nothing for this area.
        cancel: drops what is open and says so; None when nothing is open.
    """

    name: str
    commands: tuple[Command, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[StartLink, ...] = ()
    waits: Mapping[str, Callable[[Turn, str], Reply | None]] = field(default_factory=dict)
    text: Callable[[Turn], Handle | None] | None = None
    cancel: Callable[[Turn], Reply | None] | None = None


_FIRST = ("start", "help", "ask", "due", "report", "progress", "me", "settings", "feedback", "cancel")
"""What everybody needs stands first in every menu; then what most roles may use."""


def in_menu_order(areas: Iterable[Area]) -> tuple[Command, ...]:
    """Return the areas' commands in the order in which menus show them."""
    commands = [command for area in areas for command in area.commands]
    return tuple(sorted(commands, key=_rank))


def _rank(command: Command) -> tuple[int, int]:
    first = _FIRST.index(command.name) if command.name in _FIRST else len(_FIRST)
    # What only a group's administrators may do comes last.
    roles = 0 if command.administrators else len(RIGHTS[command.act] if command.act is not None else Role)
    return first, -roles


COMMAND_LINK = "go-"
"""`/start go-due`, which a link sends, does what `/due` does."""


def private_choice(label: str, command: str) -> Choice:
    """Return a button that opens the private talk and runs a command there."""
    return Choice(label, f"{COMMAND_LINK}{command}", opens="private")


def keyboard() -> Keyboard:
    """Return the four words that stay in reach in a private talk."""
    return Keyboard(tuple(say("commands.keyboard").split()), say("commands.placeholder"))


def command_choice(label: str, command: str) -> Choice:
    """Return a button that runs a command, with words after it if there are any (`members 广德市`)."""
    return Choice(label, f"c:{command}")


STEP = "step"
"""The word after /cancel by which only the guided step is dropped: an unsaved report stays as it is."""


def cancel_choice(label: str) -> Choice:
    """Return the button that drops the step which was asked for, and nothing else."""
    return command_choice(label, f"cancel {STEP}")
