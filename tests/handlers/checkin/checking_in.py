"""A process in which many people check in at once: `checking_in.py DATA_DIR DATABASE_URL|- COUNT`.

Sixteen threads share the people; each sends a line and presses 保存, and is confirmed on standard output once
the reply says that it is kept: `<person>`. The test kills the process in the middle. Started again, it sends
everything once more with the same keys, as a channel does after a crash.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from bot.compose import build_services
from handlers import Chat, Reply, Request, Sender, Services, Source, dispatch
from tests.installation import settings_of

DAY = date(2023, 4, 10)
NOON = datetime(2023, 4, 10, 12, 0, tzinfo=timezone(timedelta(hours=8)))
ONE = "今天办二十大宣讲1场，86人参加"
TWO = "今天新建职工驿站1个，另外组织农民工技能培训120人次"


def line_of(person: int) -> str:
    """Every fifth person reports two tasks, which become two entries by one tap."""
    return ONE if person % 5 else TWO


def send(services: Services, person: int, step: str, *, text: str | None = None, button: str = "") -> Reply:
    """Send one input of a person under a key that is the same each time."""
    request = Request(
        sender=Sender("test", str(person), f"同事{person}"),
        chat=Chat("test", str(person)),
        moment=NOON,
        today=DAY,
        key=f"{person}:{step}",
        text=text,
        button=button or None,
        source=Source(str(person)) if text is not None else None,
    )
    return dispatch(request, services)


def check_in(services: Services, person: int) -> None:
    """Send the line, press 保存, confirm."""
    card = send(services, person, "line", text=line_of(person))
    save = next(choice.action for choice in card.choices if choice.label == "保存")
    saved = send(services, person, "save", button=save)
    assert saved.intent == "entry_saved", saved
    # One write call a line: a killed process leaves no half line in a pipe.
    os.write(1, f"{person}\n".encode())


if __name__ == "__main__":
    folder, address, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    built = build_services(settings_of(folder, None if address == "-" else address), lambda: NOON)
    assert built.storage is not None
    with built.storage, ThreadPoolExecutor(16) as pool:
        for _ in pool.map(lambda person: check_in(built, person), range(count)):
            continue
