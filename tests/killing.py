"""A process that is killed in the middle of its work."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def killed_after(confirmations: int, command: list[str]) -> list[str]:
    """The lines of a process that was killed, without a chance to tidy up, once it had printed so many."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(confirmations)]
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return lines


def undisturbed(command: list[str]) -> list[str]:
    """The lines of the same process when nothing happens to it."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
