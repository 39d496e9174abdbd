"""Work done in a fresh interpreter, as a start finds it."""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .questions import ROOT

PACKAGES = ("bench", "bot", "handlers", "knowledge", "storage")
_UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "TELEGRAM_TOKEN", "DATABASE_URL")
PATIENCE = 900
"""Seconds after which a measurement is given up."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a start: bytecode is used, nothing real is configured."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in _UNSET}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def compile_all() -> None:
    """Bring the bytecode of our packages up to date; the libraries got theirs when they were installed."""
    for package in PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=2)


def fresh(folder: Path, *arguments: str) -> Any:
    """Run `python` with the arguments in `folder`; return what its last line says in JSON.

    The folder holds no `.env`, so that nobody's settings are taken. Raises CalledProcessError.
    """
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return json.loads(done.stdout.splitlines()[-1])
