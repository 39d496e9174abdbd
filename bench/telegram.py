"""The whole bot over HTTP beside a python-telegram-bot that only repeats what it hears."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from handlers import Reply, Text, encode
from storage import MessageKind, NewMessage, Place, Storage

from .bots import Server, bot, serving
from .counts import COUNTS
from .in_process import in_process
from .questions import load_questions
from .table import table

MESSAGES = 600
ROUNDS = 3
ANSWERS_A_SECOND = 30
SECONDS = 15
BROADCAST = 450
FAN_OUT = 3000
ALLOWED = 30
SERVER_SECONDS = 0.05


def telegram(
    messages: int = MESSAGES,
    rounds: int = ROUNDS,
    seconds: int = SECONDS,
    broadcast: int = BROADCAST,
    fan_out: int = FAN_OUT,
    counts: Iterable[str] = COUNTS,
) -> str:
    """Return the tables on answers over HTTP, their latency, and broadcasts under three ways of counting."""
    texts = [str(case["question"]) for case in load_questions(None).cases]
    with tempfile.TemporaryDirectory(prefix="bench-") as name, serving() as server:
        folder = Path(name)
        return "\n\n".join(
            (
                "## Telegram",
                in_process(texts[:messages], rounds),
                backlog(server, folder, texts, messages, rounds),
                latency(server, folder, texts, seconds, broadcast),
                broadcasts(server, folder, fan_out, counts),
            )
        )


def backlog(server: Server, folder: Path, texts: list[str], messages: int, rounds: int) -> str:
    """Return the table on answers to people who wait: this bot, and the echoes beside it."""
    whole = ("-m", "bot", "run")
    kinds: dict[str, tuple[str, ...]] = {
        "this bot": whole,
        "echo on the same transport, one after another": ("-m", "bench.echo", "aiohttp"),
        "echo on its stock transport, one after another": ("-m", "bench.echo", "stock"),
        "echo on its stock transport, 32 at once": ("-m", "bench.echo", "stock", "32"),
    }
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for turn in range(rounds):
        for name, arguments in kinds.items():
            data = folder / f"backlog-{turn}"
            data.mkdir(exist_ok=True)
            with bot(server, data, *arguments):
                server.tell("reset")
                server.tell("load", texts=texts, people=list(range(1, messages + 1)))
                arrived = server.until(messages)
                taken[name].append((arrived["sent"] - 1) / arrived["seconds"])
    ours = statistics.median(taken["this bot"])
    rows = [
        (name, f"{statistics.median(rates):,.0f}", f"{ours / statistics.median(rates):.2f}")
        for name, rates in taken.items()
    ]
    return "\n\n".join(
        (
            f"{messages} questions of {messages} people wait; each is understood, answered and kept in the "
            f"person's conversation (SQLite, synchronous). Bot API on this computer; median of {rounds}.",
            table(("", "answers a second", "this bot ÷ it"), rows),
        )
    )


def latency(server: Server, folder: Path, texts: list[str], seconds: int, broadcast: int) -> str:
    """Return the table on single answers at a steady rate, alone and during a broadcast."""
    rows = []
    for name, letters in (("alone", 0), (f"during a broadcast of {broadcast}", broadcast)):
        data = folder / f"latency-{letters}"
        data.mkdir()
        number = ANSWERS_A_SECOND * seconds
        with bot(server, data, "-m", "bot", "run"):
            server.tell("reset")
            plan(data, letters)
            server.until(min(letters, 20))
            people = list(range(1, number + 1))
            server.tell("load", texts=texts, people=people, rate=ANSWERS_A_SECOND)
            arrived = server.until(number + letters)
        times = [f"{1000 * value:.1f}" for value in arrived["answers"]]
        rows.append((name, *times, f"{arrived['sent'] - letters} of {number}"))
    return "\n\n".join(
        (
            f"{ANSWERS_A_SECOND} people a second ask, {seconds} seconds long; milliseconds from the arrival "
            "of the question at the Bot API to the arrival of the answer there.",
            table(("answers", "p50", "p95", "p99", "answered"), rows),
        )
    )


def broadcasts(server: Server, folder: Path, messages: int, counts: Iterable[str]) -> str:
    """Return the table on planned messages under the named ways of counting."""
    rows = []
    for name in counts:
        data = folder / f"fan-out-{name}"
        data.mkdir()
        with bot(server, data, "-m", "bot", "run"):
            server.tell("reset", count=name, rate=ALLOWED, latency=SERVER_SECONDS)
            plan(data, messages)
            arrived = server.until(messages)
        rate = (arrived["sent"] - 1) / arrived["seconds"]
        rows.append(
            (
                name,
                f"{rate:.2f}",
                f"{100 * rate / ALLOWED:.1f} %",
                arrived["refused"],
                messages - arrived["chats"],
                arrived["sent"] - arrived["chats"],
            )
        )
        shutil.rmtree(data)
    return "\n\n".join(
        (
            f"{messages:,} planned messages to as many people, {ALLOWED} a second allowed, "
            f"{1000 * SERVER_SECONDS:.0f} ms a call.",
            table(("counted", "a second", "of the allowed", "objections", "lost", "doubled"), rows),
        )
    )


def plan(folder: Path, messages: int) -> None:
    """Put so many letters into the outbox of the bot that works in `folder`."""
    now = datetime.now(UTC)
    with Storage(f"sqlite:///{folder / 'gonghui.db'}") as storage, storage.write() as store:
        store.outbox.plan(
            NewMessage(
                key=f"bench:{number}",
                kind=MessageKind.BROADCAST,
                place=Place("telegram", str(20_000_000 + number)),
                reply=encode(Reply((Text(f"通知第{number}号：请于本月底前上报进展。"),))),
                created_at=now,
                due=now,
            )
            for number in range(messages)
        )
