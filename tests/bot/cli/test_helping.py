"""--help is Chinese throughout, for the program and for each verb."""

from __future__ import annotations

import re

import pytest

from bot.cli import main
from bot.cli.app import app

VERBS = [command.name or "" for command in app.registered_commands]
ENGLISH = re.compile(r"Usage|Options|OPTIONS|Arguments|Commands|COMMAND|ARGS|Show this|default:|required")


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_no_english_of_the_library(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*verb.split(), "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith("用法：")
    assert "显示这段说明" in said
    assert not ENGLISH.search(said)
