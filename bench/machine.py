"""What the figures were measured on, and how busy it was."""

from __future__ import annotations

import os
import platform
import re
import time
from dataclasses import dataclass
from pathlib import Path

_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
_CPU = Path("/proc/cpuinfo")
_LOOPS = 7
_STEPS = 300_000
NOISY = 1.1
"""A calibration loop that is slower than the fastest one by this factor says: others were at work."""


@dataclass(frozen=True)
class State:
    """The machine at one moment: load of the last minute, and a fixed piece of work in milliseconds."""

    load: float | None
    best: float
    median: float


def state() -> State:
    """Measure the machine's present state."""
    times = sorted(_calibrate() for _ in range(_LOOPS))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return State(load, times[0], times[_LOOPS // 2])


def describe(before: State, after: State) -> str:
    """Return what the figures were measured on and how much to trust them, as a Markdown list."""
    best = min(before.best, after.best)
    slowest = max(before.median, after.median) / best
    verdict = "busy: read the ratios, not the times" if slowest > NOISY else "quiet"
    return "\n".join(
        (
            f"- {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
            f"- {platform.python_implementation()} {platform.python_version()}",
            f"- load before {_load(before)}, after {_load(after)}",
            f"- calibration loop: best {best:.1f} ms, median before {before.median:.1f} ms, "
            f"after {after.median:.1f} ms ({slowest:.2f} × the best); the machine was {verdict}",
        )
    )


def resident(process: int | None = None) -> float | None:
    """Return the resident memory of a process (else this one) in MB; None where the system does not tell."""
    status = Path(f"/proc/{process or 'self'}/status")
    found = _RESIDENT.search(status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else None


def _calibrate() -> float:
    started = time.perf_counter()
    total = 0
    for step in range(_STEPS):
        total += step * step % 7
    return (time.perf_counter() - started) * 1000


def _processor() -> str:
    if _CPU.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", _CPU.read_text(), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or "unknown processor"


def _load(state: State) -> str:
    return "unknown" if state.load is None else f"{state.load:.2f}"
