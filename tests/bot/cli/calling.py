"""Verbs as somebody at the server, or another program, calls them."""

from __future__ import annotations

import pytest

from bot.cli import main


def run(*args: str) -> int:
    """Run one verb; return its exit status."""
    with pytest.raises(SystemExit) as ended:
        main(args)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Run one verb; return its exit status and what it printed."""
    status = run(*args)
    out, err = capsys.readouterr()
    return status, out, err
