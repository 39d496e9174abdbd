"""A process that enters and confirms: `confirming_writer.py URL FIRST LAST`.

Eight threads share the messages FIRST … LAST - 1; each is confirmed on standard output once its unit of
work is kept: `<message> <entry id>`. The test kills the process in the middle.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from storage import Storage
from tests.storage.samples import NOW, an_entry


def enter(storage: Storage, message: int) -> None:
    """Store one entry with its update key, unless this message was handled before; then confirm it."""
    with storage.write() as unit:
        done = unit.updates.seen("telegram", str(message))
        if done is None:
            entry = unit.entries.add(an_entry(str(message)), by=None)
            done = {"entry": entry.id}
            unit.updates.remember("telegram", str(message), done, NOW)
    # One write call a line: a killed process leaves no half line in a pipe. Long lines fill the pipe, so that
    # the writer is never far ahead of a test that gets little of a busy computer.
    os.write(1, f"{message} {done['entry']}".ljust(1023).encode() + b"\n")


if __name__ == "__main__":
    address, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with Storage(address) as opened, ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda message: enter(opened, message), range(first, last)):
            continue
