"""The table of commands: what a menu needs, nothing twice."""

from __future__ import annotations

import re

import pytest

from handlers import Reply, command_table
from handlers.area import Area, Button, Command
from handlers.commands import AREAS, TABLES, Tables
from handlers.turn import Turn

WANTED = {"start", "help", "ask", "due", "me", "settings", "feedback", "cancel", "invite", "members"}


def nothing(turn: Turn, rest: str) -> Reply:
    return Reply(())


def test_the_commands_that_people_were_promised_are_there() -> None:
    assert {command.name for command in command_table()} >= WANTED


@pytest.mark.parametrize("command", command_table(), ids=lambda command: command.name)
def test_a_menu_can_show_the_command(command: Command) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", command.name)
    assert 1 <= len(command.description) <= 60
    assert re.search(r"[\u4e00-\u9fff]", command.description)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{1,6}", word) for word in command.words)


def test_what_everybody_needs_stands_first_in_the_menu() -> None:
    names = [command.name for command in command_table()]
    first = ["start", "help", "ask", "due", "report", "progress", "me", "settings", "feedback", "cancel"]
    assert names[: len(first)] == first
    assert names.index("members") < names.index("audit")


def test_the_words_on_the_keyboard_are_commands() -> None:
    assert {"问", "到期", "我的"} <= set(TABLES.by_word)


@pytest.mark.parametrize(
    "area",
    [
        Area("again", commands=(Command("help", "帮助", nothing),)),
        Area("again", commands=(Command("helping", "帮助", nothing, words=("帮助",)),)),
        Area("again", buttons=(Button("i", nothing),)),
        Area("again", buttons=(Button("q", nothing),)),
        Area("again", waits={"feedback": nothing}),
    ],
)
def test_what_is_registered_twice_is_refused(area: Area) -> None:
    with pytest.raises(ValueError, match="registered twice or reserved"):
        Tables((*AREAS, area))


def test_a_command_needs_exactly_one_way_of_being_served() -> None:
    with pytest.raises(ValueError, match="either"):
        Command("both", "两样", nothing, question=str)
    with pytest.raises(ValueError, match="either"):
        Command("none", "没有")
