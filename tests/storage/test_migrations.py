"""Migrations: they make what the tables say, go up and down without loss, and run once at a time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, inspect, select, text

from storage import BrokenMigration, NewerDatabase, NotCurrent, Storage
from storage.engine import migration_engine, writing_engine
from storage.migrating import check_foreign_keys
from storage.migrations import HEAD, REVISIONS, runner
from storage.tables import metadata
from storage.urls import parse
from tests.storage.samples import NOW, a_person, an_entry, at_once, fill

ROOT = Path(__file__).resolve().parents[2]
NEXT = "next"

# A later revision that rebuilds the tables others point to; on SQLite by copying and dropping them.
NEXT_SCRIPT = f'''
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"

def upgrade() -> None:
    for table in ("people", "entries", "memberships"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("colour", sa.String(8), nullable=False, server_default="red"))
            batch.create_check_constraint("colour", "colour <> 'grey'")

def downgrade() -> None:
    for table in ("memberships", "entries", "people"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.drop_constraint(op.f(f"ck_{{table}}_colour"), type_="check")
            batch.drop_column("colour")
'''


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """The connection on which migrations run, in a transaction."""
    engine = migration_engine(parse(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def rows_of(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, raw, without Alembic's own."""
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: sorted((tuple(map(repr, row)) for row in connection.execute(select(table))), key=repr)
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }


@pytest.fixture
def with_next(tmp_path: Path) -> Config:
    """The project's scripts and one more."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "next.py").write_text(NEXT_SCRIPT)
    config = runner.configuration()
    config.set_main_option("version_locations", f"{ROOT / 'storage/migrations/versions'}\n{folder}")
    return config


def test_up_down_up_from_a_filled_database_keeps_every_row(url: str, with_next: Config) -> None:
    with Storage(url) as storage:
        fill(storage)
    with migrating(url) as connection:
        before = rows_of(connection)
        assert all(before.values()), "every table has to hold something"
    with migrating(url) as connection:
        runner.upgrade(connection, NEXT, config=with_next)
        check_foreign_keys(connection)
        upgraded = rows_of(connection)
    assert {name: len(rows) for name, rows in upgraded.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert all(row[-1] == "'red'" for row in upgraded["people"])
    with migrating(url) as connection:
        runner.downgrade(connection, HEAD, config=with_next)
        assert rows_of(connection) == before
    with migrating(url) as connection:
        runner.upgrade(connection, NEXT, config=with_next)
        assert rows_of(connection) == upgraded


def test_with_foreign_keys_on_the_same_rebuild_would_lose_rows(sqlite_url: str, with_next: Config) -> None:
    """Why migrations have a connection of their own: this is what happens on the usual one."""
    with Storage(sqlite_url) as storage:
        fill(storage)
    engine = writing_engine(parse(sqlite_url))
    with engine.connect() as connection:
        before = rows_of(connection)
        runner.upgrade(connection, NEXT, config=with_next)
        after = rows_of(connection)
        connection.rollback()
    engine.dispose()
    assert len(after["quantities"]) < len(before["quantities"])


def test_each_revision_goes_down_and_up_again(empty_url: str) -> None:
    for revision, below in zip(REVISIONS, ["base", *REVISIONS], strict=False):
        with migrating(empty_url) as connection:
            runner.upgrade(connection, revision)
            tables = set(rows_of(connection))
        with migrating(empty_url) as connection:
            runner.downgrade(connection, below)
            assert set(rows_of(connection)) < tables or below != "base"
        with migrating(empty_url) as connection:
            runner.upgrade(connection, revision)
            assert set(rows_of(connection)) == tables
    with Storage(empty_url) as storage:
        assert storage.is_current()
        fill(storage)


def test_below_the_first_revision_nothing_is_left(empty_url: str) -> None:
    with migrating(empty_url) as connection:
        runner.upgrade(connection)
        runner.downgrade(connection, "base")
        assert rows_of(connection) == {}


def structure(connection: Connection) -> dict[str, Any]:
    """Columns, keys, constraints and indexes of every table, as the database tells them."""
    looked = inspect(connection)
    tables = sorted(set(looked.get_table_names()) - {"alembic_version"})

    def by_name(items: list[Any]) -> list[Any]:
        for item in items:
            # A condition is an object without a readable repr.
            for name, value in item.get("dialect_options", {}).items():
                item["dialect_options"][name] = str(value)
        return sorted(map(repr, items))

    return {
        table: {
            "columns": by_name(list(looked.get_columns(table))),
            "primary key": repr(looked.get_pk_constraint(table)),
            "foreign keys": by_name(list(looked.get_foreign_keys(table))),
            "unique": by_name(list(looked.get_unique_constraints(table))),
            "checks": by_name(list(looked.get_check_constraints(table))),
            "indexes": by_name(list(looked.get_indexes(table))),
        }
        for table in tables
    }


def test_migrations_make_exactly_what_the_tables_say(empty_url: str) -> None:
    with migrating(empty_url) as connection:
        metadata.create_all(connection)
        said = structure(connection)
        metadata.drop_all(connection)
        runner.upgrade(connection)
        assert structure(connection) == said
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert set(said) == set(metadata.tables)


def test_sqlite_never_gives_a_number_twice(sqlite_url: str) -> None:
    with Storage(sqlite_url) as storage:
        with storage.write() as unit:
            first = a_person(unit).id
            unit.people.forget(first, NOW)
        with storage.write() as unit:
            assert a_person(unit).id > first


def test_the_list_of_revisions_is_that_of_the_scripts() -> None:
    scripts = ScriptDirectory.from_config(runner.configuration())
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [HEAD]


def test_a_start_on_a_current_database_does_not_import_alembic(url: str) -> None:
    program = (
        "import sys; from storage import Storage\n"
        "with Storage(sys.argv[1]) as storage: storage.prepare(); assert storage.is_current()\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'alembic'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_migrating_twice_changes_once(empty_url: str) -> None:
    with Storage(empty_url) as storage:
        assert not storage.is_current()
        assert storage.migrate().changed
        assert storage.is_current()
        assert not storage.migrate().changed


def test_two_processes_migrating_at_once_do_it_once(empty_url: str) -> None:
    changed: list[bool] = []

    def start(_: int) -> None:
        with Storage(empty_url) as storage:
            changed.append(storage.migrate().changed)

    at_once(4, start)
    assert sorted(changed) == [False, False, False, True]


def test_a_file_is_migrated_at_the_start_and_postgresql_says_what_to_run(empty_url: str) -> None:
    with Storage(empty_url) as storage:
        if storage.is_file:
            storage.prepare()
            assert storage.is_current()
            return
        with pytest.raises(NotCurrent) as caught:
            storage.prepare()
        assert "请先运行 python -m bot migrate" in caught.value.sentence
        storage.migrate()
        storage.prepare()


def test_a_newer_database_is_left_alone(storage: Storage) -> None:
    with storage._writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase) as caught:
        storage.prepare()
    assert "先升级程序" in caught.value.sentence


def test_the_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "data" / "bot.db"
    with Storage(f"sqlite:///{file}") as storage:
        with storage._writer.begin() as connection:
            connection.execute(text("CREATE TABLE older (word TEXT)"))
            connection.execute(text("INSERT INTO older VALUES ('kept')"))
        done = storage.migrate()
    assert done.copy == file.with_name(f"before-{HEAD}.db")
    assert done.copy.stat().st_mode & 0o777 == 0o600
    copied = create_engine(f"sqlite:///{done.copy}")
    with closing(copied.connect()) as connection:
        assert connection.execute(text("SELECT word FROM older")).scalar_one() == "kept"
        assert inspect(connection).get_table_names() == ["older"]
    copied.dispose()


def test_an_empty_file_is_not_copied(tmp_path: Path) -> None:
    with Storage(f"sqlite:///{tmp_path / 'bot.db'}") as storage:
        assert storage.migrate().copy is None
    assert not list(tmp_path.glob("before-*"))


def test_a_migration_that_leaves_orphans_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = runner.upgrade

    def careless(connection: Connection) -> None:
        really(connection)
        connection.execute(
            text(
                "INSERT INTO quantities (entry_id, position, value, unit, so_far) VALUES (5, 0, '1', '场', 0)"
            )
        )

    monkeypatch.setattr(runner, "upgrade", careless)
    with Storage(f"sqlite:///{tmp_path / 'bot.db'}") as storage:
        with pytest.raises(BrokenMigration, match="quantities"):
            storage.migrate()
        assert storage.health().revision is None


def test_rows_written_before_are_read_after(empty_url: str) -> None:
    with Storage(empty_url) as storage:
        storage.migrate()
        with storage.write() as unit:
            entry = unit.entries.add(an_entry(), by=None)
    with Storage(empty_url) as storage:
        storage.migrate()
        with storage.read() as unit:
            assert unit.entries.get(entry.id) == entry
