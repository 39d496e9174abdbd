"""Files: private, backed up whole while in use, put back only while nobody uses them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import BadBackup, BadDatabaseUrl, DatabaseInUse, FileExists, Storage, restore
from storage.migrations import HEAD
from tests.storage.samples import MINUTE, NOW, a_message, a_person, an_entry, fill

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = 0o600

HOLD_BY_BOT = """
import sys
from storage import Storage
with Storage(sys.argv[1]) as storage:
    print("open", flush=True)
    sys.stdin.read()
"""
HOLD_BY_OTHERS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1].removeprefix("sqlite:///"))
connection.execute("SELECT count(*) FROM people").fetchall()
print("open", flush=True)
sys.stdin.read()
"""
TAKE_AWAY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1].removeprefix("sqlite:///"), timeout=0)
try:
    print(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0])
except sqlite3.OperationalError as error:
    print(error)
"""


@contextmanager
def held_by(program: str, url: str) -> Iterator[None]:
    """Another process that has the database open until the block ends."""
    command = [sys.executable, "-c", program, url]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield
        process.communicate()
        assert process.returncode == 0


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_database_files_are_private(tmp_path: Path) -> None:
    file = tmp_path / "data" / "bot.db"
    with Storage(f"sqlite:///{file}") as storage:
        storage.migrate()
        fill(storage)
        with storage.read() as unit:
            unit.people.get(1)
            there = {path.name: mode(path) for path in file.parent.iterdir()}
    assert {"bot.db", "bot.db-wal", "bot.db-shm"} <= set(there)
    assert set(there.values()) == {PRIVATE}
    assert mode(file.parent) == 0o700


def test_a_file_that_others_could_read_is_made_private(sqlite_url: str) -> None:
    file_of(sqlite_url).chmod(0o644)
    with Storage(sqlite_url):
        assert mode(file_of(sqlite_url)) == PRIVATE


def test_a_verb_run_by_root_leaves_files_that_the_service_can_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, given = tmp_path / "data", []
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, 12345, 12345)
    owner = folder.stat()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda path, *ids, **_: given.append((path.name, *ids)))
    Storage(f"sqlite:///{folder / 'x.db'}").close()
    assert given == [(name, owner.st_uid, owner.st_gid) for name in ("x.db", "x.db.lock")]


def test_a_backup_is_whole_private_and_one_file(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "backup.db"
    with Storage(sqlite_url) as storage:
        fill(storage)
        with storage.write() as unit:
            # Begun, not committed: it does not belong into the backup.
            unit.entries.add(an_entry("78"), by=None)
            done = storage.backup(target)
        wanted = storage.health().counts["entries"] - 1
    assert done.file == target
    assert done.size == target.stat().st_size > 0
    assert done.command is None
    assert mode(target) == PRIVATE
    assert [path.name for path in target.parent.iterdir()] == ["backup.db"]
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM entries").fetchone()[0] == wanted == 1


def test_a_backup_overwrites_only_when_told(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_text("something else")
    with Storage(sqlite_url) as storage:
        with pytest.raises(FileExists) as caught:
            storage.backup(target)
        assert "--force" in caught.value.sentence
        assert target.read_text() == "something else"
        storage.backup(target, force=True)
        with pytest.raises(FileExists, match="itself"):
            storage.backup(file_of(sqlite_url), force=True)
    assert target.read_bytes().startswith(b"SQLite format 3")


def test_a_restored_database_is_as_it_was(sqlite_url: str, tmp_path: Path) -> None:
    with Storage(sqlite_url) as storage:
        person = fill(storage)
        storage.backup(tmp_path / "backup.db")
        with storage.write() as unit:
            unit.people.rename(person.id, "改了")
    done = restore(sqlite_url, tmp_path / "backup.db")
    assert done.file == file_of(sqlite_url)
    assert mode(done.file) == PRIVATE
    with Storage(sqlite_url) as storage:
        storage.prepare()
        with storage.read() as unit:
            assert unit.people.get(person.id) == person
    assert done.former is not None
    assert mode(done.former) == PRIVATE
    with closing(sqlite3.connect(done.former)) as former:
        assert former.execute("SELECT display_name FROM people").fetchone()[0] == "改了"


def test_a_backup_can_be_restored_where_nothing_was(sqlite_url: str, tmp_path: Path) -> None:
    with Storage(sqlite_url) as storage:
        fill(storage)
        storage.backup(tmp_path / "backup.db")
    done = restore(f"sqlite:///{tmp_path / 'new' / 'bot.db'}", tmp_path / "backup.db")
    assert done.former is None
    with Storage(f"sqlite:///{done.file}") as storage:
        assert storage.health().counts["entries"] == 1


@pytest.mark.parametrize("program", [HOLD_BY_BOT, HOLD_BY_OTHERS], ids=["the bot", "another program"])
def test_restore_refuses_while_another_process_holds_the_file(
    sqlite_url: str, tmp_path: Path, program: str
) -> None:
    with Storage(sqlite_url) as storage:
        fill(storage)
        storage.backup(tmp_path / "backup.db")
        with storage.write() as unit:
            unit.people.rename(1, "改了")
    with held_by(program, sqlite_url):
        with pytest.raises(DatabaseInUse) as caught:
            restore(sqlite_url, tmp_path / "backup.db")
        assert "先停止机器人" in caught.value.sentence
    with Storage(sqlite_url) as storage, storage.read() as unit:
        person = unit.people.get(1)
        assert person is not None
        assert person.display_name == "改了"
    restore(sqlite_url, tmp_path / "backup.db")


def test_restore_refuses_within_the_running_process_too(sqlite_url: str, tmp_path: Path) -> None:
    with Storage(sqlite_url) as storage:
        storage.backup(tmp_path / "backup.db")
        with pytest.raises(DatabaseInUse):
            restore(sqlite_url, tmp_path / "backup.db")
    restore(sqlite_url, tmp_path / "backup.db")


def test_opening_the_database_again_keeps_the_locks_of_its_connections(sqlite_url: str) -> None:
    """A process that opens and closes the file by itself loses SQLite's locks on it."""
    with Storage(sqlite_url) as storage, storage.read() as unit:
        unit.people.get(1)
        with Storage(sqlite_url) as again, again.write() as writing:
            a_person(writing)
        told = subprocess.run(
            [sys.executable, "-c", TAKE_AWAY, sqlite_url], capture_output=True, text=True, check=True
        )
    assert told.stdout.strip() == "database is locked"


def damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    file.write_bytes(content)


def strange(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def from_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def no_database(file: Path) -> None:
    file.write_text("昨天的备份\n" * 1000)


def missing(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("spoil", [damaged, strange, from_the_future, no_database, missing])
def test_a_bad_backup_changes_nothing(sqlite_url: str, tmp_path: Path, spoil: object) -> None:
    backup = tmp_path / "backup.db"
    with Storage(sqlite_url) as storage:
        fill(storage)
        storage.backup(backup)
    before = file_of(sqlite_url).read_bytes()
    assert callable(spoil)
    spoil(backup)
    with pytest.raises(BadBackup):
        restore(sqlite_url, backup)
    assert file_of(sqlite_url).read_bytes() == before
    assert not list(tmp_path.glob("*restoring*"))


def test_a_damaged_database_can_be_replaced(sqlite_url: str, tmp_path: Path) -> None:
    with Storage(sqlite_url) as storage:
        fill(storage)
        storage.backup(tmp_path / "backup.db")
    file_of(sqlite_url).write_text("damaged" * 5000)
    restore(sqlite_url, tmp_path / "backup.db")
    with Storage(sqlite_url) as storage:
        assert storage.health().counts["entries"] == 1


def test_postgresql_is_told_as_a_line_to_run(tmp_path: Path) -> None:
    address = "postgres://bot:geheim@db.example/gonghui"
    with Storage(address) as storage:
        done = storage.backup(tmp_path / "a b.dump")
    assert done.command is not None
    assert done.command.startswith(f"umask 077 && mkdir -p {tmp_path} && pg_dump --format=custom")
    assert f"--file='{tmp_path}/a b.dump'" in done.command
    assert "postgresql://bot@db.example/gonghui" in done.command
    told = restore(address, tmp_path / "a.dump").command
    assert told is not None
    assert told.startswith("pg_restore --clean")
    assert "geheim" not in done.command + told


def test_health_tells_facts_and_no_password(storage: Storage) -> None:
    fill(storage)
    facts = storage.health()
    assert facts.kind == ("SQLite" if storage.is_file else "PostgreSQL")
    assert facts.current
    assert facts.revision == HEAD
    assert facts.size > 10_000
    assert facts.counts["people"] == 2
    assert facts.waiting == 1
    assert min(facts.counts.values()) >= 1


def test_health_tells_since_when_messages_wait_and_finds_no_damage(storage: Storage) -> None:
    assert storage.health().waiting_since is None
    with storage.write() as unit:
        unit.outbox.plan([a_message("later", due=NOW + MINUTE), a_message("first")])
    assert storage.health().waiting_since == NOW
    assert storage.is_sound()


def test_damage_in_the_file_is_found(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    content[5 * 4096 : 5 * 4096 + 400] = b"\xff" * 400
    file.write_bytes(content)
    with Storage(sqlite_url) as storage:
        assert not storage.is_sound()


def test_health_hides_the_password() -> None:
    from storage.urls import parse, shown

    assert shown(parse("postgresql://bot:geheim@db/gonghui")) == "postgresql://bot:***@db/gonghui"


def test_a_database_that_was_never_migrated_is_healthy_but_not_current(empty_url: str) -> None:
    with Storage(empty_url) as storage:
        facts = storage.health()
    assert (facts.revision, facts.current, facts.counts) == (None, False, {})


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://u:geheim@h/d", "sqlite://", "sqlite:///:memory:", "postgres"]
)
def test_an_address_that_cannot_be_used_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(BadDatabaseUrl) as caught:
        Storage(address)
    assert "geheim" not in str(caught.value)
    assert "sqlite:///" in caught.value.sentence


def test_entries_survive_a_backup_made_in_the_middle_of_writing(sqlite_url: str, tmp_path: Path) -> None:
    with Storage(sqlite_url) as storage:
        for number in range(20):
            with storage.write() as unit:
                unit.entries.add(an_entry(str(number)), by=None)
            storage.backup(tmp_path / f"{number}.db")
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
                assert copy.execute("SELECT count(*) FROM entries").fetchone()[0] == number + 1
