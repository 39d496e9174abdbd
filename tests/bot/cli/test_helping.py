"""--help is Chinese throughout, for the program and for each verb."""

from __future__ import annotations

import re

import pytest

from bot.cli.app import app
from tests.bot.cli.calling import call

VERBS = [command.name or "" for command in app.registered_commands]
ENGLISH = re.compile(r"Usage|Options|OPTIONS|Arguments|Commands|COMMAND|ARGS|Show this|default:|required")


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_no_english_of_the_library(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = call(capsys, *verb.split(), "--help")
    assert status == 0
    assert said.startswith("用法：")
    assert "显示这段说明" in said
    assert not ENGLISH.search(said)
