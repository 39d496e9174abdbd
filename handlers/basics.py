"""The commands that everybody has: start, help, cancel; and the words for an unknown command or button."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches

from .access import may_anywhere
from .area import STEP, Area, Command, Handle, command_choice, in_menu_order, keyboard, private_choice
from .examples import examples_for
from .groups import greeting
from .people.naming import unit_name
from .phrases import say
from .provinces import blanks
from .reply import Block, Choices, Facts, Notice, Outcome, Reply, Text, question_choice
from .turn import Turn
from .units import unit_of

_EXAMPLES = 3
"""So many questions to try are shown."""
_OPEN_ALREADY = ("start", "help", "ask")
"""Who reads the help has these open: it is not said that they can be opened."""
_ALIKE = 0.5  # a command this alike is offered for one that does not exist
_MENU = ("report", "due", "progress", "me")
_CAN = re.compile(
    r"你们?(?:都|还|到底)*(?:能|会|可以)(?:帮我们?)?(?:做|干|办)?(?:些|点)?(?:什么|啥|嘛|哪些事)事?[?？呢呀啊。]*"
    r"|你?(?:能|会)干(?:嘛|啥|什么)[?？呢呀啊。]*|你?(?:都)?有(?:什么|啥|哪些)功能[?？呢呀啊。]*"
)
"""Asked by a member, it is about more than questions; a visitor gets questions to try."""

Tables = Callable[[], Iterable["Area"]]


def basics(areas: Tables) -> Area:
    """Return the area; `areas` gives all of them, itself included, once they are put together."""
    return Area(
        "basics",
        commands=(
            Command(
                "start",
                say("commands.start"),
                lambda turn, _: start(turn, areas()),
                group=True,
                reads=True,
            ),
            Command(
                "help",
                say("commands.help"),
                lambda turn, _: help_(turn, areas()),
                words=("帮助", "菜单", "功能"),
                group=True,
                reads=True,
            ),
        ),
        text=lambda turn: _of_help(turn, areas),
    )


def _of_help(turn: Turn, areas: Tables) -> Handle | None:
    """Who tells a member what the assistant can do for them; None for other people and other texts."""
    asked = turn.request.private and turn.membership is not None and _CAN.fullmatch(turn.text.strip())
    return (lambda writing: help_(writing, areas())) if asked else None


def cancelling(areas: Tables) -> Area:
    """Return the area of /cancel, which stands last in the menu."""
    words = ("取消", "算了")
    cancel = Command(
        "cancel", say("commands.cancel"), lambda turn, what: cancel_(turn, areas(), what), words=words
    )
    return Area("cancelling", commands=(cancel,))


def offered(turn: Turn, areas: Iterable[Area]) -> list[Command]:
    """Return the commands that this person may use in this place, in the order of the menu."""
    commands = in_menu_order(areas)
    here = [command for command in commands if (command.private if turn.request.private else command.group)]
    return [one for one in here if one.act is None or may_anywhere(one.act, turn.memberships)]


def start(turn: Turn, areas: Iterable[Area]) -> Reply:
    """Greet: a member with the unit's name, a visitor with the way to join, a group with how to be asked."""
    if not turn.request.private:
        return greeting.hello()
    hello = Text(say("commands.welcome", **blanks(turn.catalogue)), strong=True)
    if turn.membership is not None:
        second = say("commands.welcome_member", unit=unit_name(turn.membership.unit, turn.catalogue))
    else:
        second = say("commands.welcome_visitor")
    return Reply((hello, keyboard(), Text(second), *menu(turn, areas)), Outcome.SMALL_TALK, "start")


def help_(turn: Turn, areas: Iterable[Area]) -> Reply:
    """List what this person can do here, with examples of questions."""
    commands = offered(turn, areas)
    if not turn.request.private:
        rows = tuple((f"/{command.name}", command.description) for command in commands)
        title = Facts(rows, say("commands.help_title"))
        how = Text(say("groups.how_to_ask"), strong=True)
        return Reply((how, title, Text(say("groups.how_to_bind"))), Outcome.SMALL_TALK, "help")
    listed = [command for command in commands if command.name not in _OPEN_ALREADY]
    rows = tuple(
        (command.words[0] if command.words else f"/{command.name}", _does(command)) for command in listed
    )
    blocks: list[Block] = [Text(say("commands.help_ask"), strong=True)]
    blocks += [Text(f"· {question}") for question in _examples(turn)]
    blocks += [Facts(rows, say("commands.help_words")), keyboard()]
    return Reply((*blocks, *menu(turn, areas)), Outcome.SMALL_TALK, "help")


def menu(turn: Turn, areas: Iterable[Area]) -> tuple[Block, ...]:
    """Return the buttons with which one can begin; a visitor gets questions."""
    if not turn.request.private:
        return ()
    if turn.membership is None:
        return (Choices(tuple(question_choice(question, question) for question in _examples(turn))),)
    known = {command.name: command for command in offered(turn, areas)}
    shown = [known[name] for name in _MENU if name in known]
    return (Choices(tuple(command_choice(_label(one), one.name) for one in shown), 2),) if shown else ()


def cancel_(turn: Turn, areas: Iterable[Area], what: str = "") -> Reply:
    """Drop what is open here: a guided step, else a draft; say so, or that there was nothing.

    What was asked for last is meant: a step of something else leaves an unsaved report alone, and so does
    the button of such a step, however late or often it is pressed.
    """
    said: list[Block] = []
    waiting = turn.waiting
    if waiting is not None:
        said.append(Text(say("commands.cancelled"), strong=True))
    turn.stop_waiting()
    meant = [area for area in areas if waiting is None or waiting["for"] in area.waits]
    for area in meant if what != STEP else ():
        reply = area.cancel(turn) if area.cancel is not None else None
        if reply is not None and reply.outcome is Outcome.ASK_BACK:
            return replace(reply, blocks=(*said, *reply.blocks))
        if reply is not None:
            said.extend(reply.blocks)
    if not said:
        said.append(Text(say("commands.nothing_to_cancel"), strong=True))
    return Reply((*said, *menu(turn, areas)), Outcome.SMALL_TALK, "cancel")


def unknown_command(turn: Turn, name: str, areas: Iterable[Area]) -> Reply:
    """Say that there is no such command, and offer the nearest one and /help."""
    names = [command.name for command in offered(turn, areas)]
    near = get_close_matches(name, names, n=1, cutoff=_ALIKE)
    said = Text(say("commands.unknown", name=name[:32]), strong=True)
    choices = [command_choice(f"/{one}", one) for one in (*near, "help") if one in names]
    return Reply((said, Choices(tuple(dict.fromkeys(choices)), 2)), Outcome.ASK_BACK, "unknown_command")


def old_button(turn: Turn, areas: Iterable[Area]) -> Reply:
    """Say that a button does nothing any more, and show what one can do now."""
    return Reply(
        (Notice(say("commands.old_button"), "warning"), *menu(turn, areas)), Outcome.SMALL_TALK, "old_button"
    )


def private_only(_turn: Turn, command: Command | None = None) -> Reply:
    """Say that this is done in private, with a button that leads there, to the command if there is one."""
    there = command.name if command is not None else "start"
    link = Choices((private_choice(say("groups.to_private"), there),))
    return Reply((Notice(say("commands.private_only")), link), Outcome.SMALL_TALK, "private_only")


def _examples(turn: Turn) -> list[str]:
    """Questions to try, of the person's own unit or plan."""
    unit = unit_of(turn.unit_id, turn.catalogue) if turn.unit_id is not None else None
    book = turn.catalogue.plans.get(unit.plan if unit is not None else turn.plan or "")
    return examples_for(turn.catalogue, unit, book, turn.today)[:_EXAMPLES]


def _does(command: Command) -> str:
    """What a command does, without the name that stands beside it."""
    named, _, does = command.description.partition("：")
    said = does if does and named in command.words else command.description
    # Where a word stands for the command, its example is typed without the command.
    return said.replace(f"/{command.name} ", "") if command.words else said


def _label(command: Command) -> str:
    return command.words[0] if command.words else command.description
