"""Statements run by the driver: the same rows, refusals and transactions as through SQLAlchemy."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import Connection, Table, bindparam, insert, select, update

from storage import DatabaseFailed, Storage, UnitOfWork
from storage.prepared import Prepared
from storage.tables import audit, people
from tests.storage.databases import PostgresServer
from tests.storage.samples import NOW, a_person, fill

EVERYBODY = Prepared(select(people).order_by(people.c.id))


def connection_of(unit: UnitOfWork) -> Connection:
    """The transaction behind a unit's repositories."""
    return unit.people._connection


@pytest.mark.parametrize("table", [people, audit], ids=["people", "audit"])
def test_rows_are_those_that_sqlalchemy_reads(storage: Storage, table: Table) -> None:
    statement = select(table).order_by(table.c.id)
    fill(storage)
    with storage.read() as unit:
        connection = connection_of(unit)
        rows = Prepared(statement).rows(connection, {})
        wanted = connection.execute(statement).all()
    assert [tuple(row) for row in rows] == [tuple(row) for row in wanted]
    assert rows[0]._fields == wanted[0]._fields
    assert len(rows) > 1


def test_one_statement_serves_different_sets_of_columns(storage: Storage) -> None:
    adding = Prepared(insert(people))
    told = {"channel": "web", "display_name": "", "joined_at": NOW}
    with storage.write() as unit:
        connection = connection_of(unit)
        assert adding.count(connection, {**told, "external_id": "1"}) == 1
        away = {"unreachable_at": NOW + timedelta(days=1), "unreachable_why": "blocked"}
        assert adding.many(connection, [{**told, "external_id": one, **away} for one in "23"]) == 2
        rows = EVERYBODY.rows(connection, {})
    assert [(row.external_id, row.unreachable_why) for row in rows] == [
        ("1", None),
        ("2", "blocked"),
        ("3", "blocked"),
    ]


def test_constants_of_a_statement_stand_beside_the_given_values(storage: Storage) -> None:
    naming = Prepared(
        update(people)
        .where(people.c.id == bindparam("p_id"), people.c.channel == "telegram")
        .values(display_name=bindparam("p_name"), unreachable_why="constant")
        .returning(people.c.display_name, people.c.unreachable_why)
    )
    with storage.write() as unit:
        person = a_person(unit)
        rows = naming.rows(connection_of(unit), {"p_id": person.id, "p_name": "王"})
        assert [tuple(row) for row in rows] == [("王", "constant")]
        assert naming.rows(connection_of(unit), {"p_id": person.id + 1, "p_name": "王"}) == []


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 8, 600])
def test_a_list_of_any_length_finds_what_is_in_it(storage: Storage, number: int) -> None:
    several = Prepared(
        select(people.c.external_id)
        .where(
            people.c.external_id.in_(bindparam("ids", expanding=True)), people.c.channel == bindparam("said")
        )
        .order_by(people.c.id)
    )
    with storage.write() as unit:
        for one in range(9):
            a_person(unit, str(one))
        wanted = [str(one) for one in range(number)]
        for asked in (wanted, tuple(wanted)):
            rows = several.rows(connection_of(unit), {"ids": asked, "said": "telegram"})
            assert [row.external_id for row in rows] == wanted[:9]
        assert several.rows(connection_of(unit), {"ids": wanted, "said": "web"}) == []


def test_a_missing_value_is_told_not_stored_as_nothing(storage: Storage) -> None:
    one = Prepared(select(people).where(people.c.id == bindparam("id")))
    with pytest.raises(KeyError, match="id"), storage.read() as unit:
        one.rows(connection_of(unit), {})


def test_an_error_between_two_statements_undoes_the_first(storage: Storage) -> None:
    with pytest.raises(DatabaseFailed), storage.write() as unit:
        a_person(unit)
        unit.audit.add("look", "entry:1", at=NOW, actor_id=999_999)
    assert storage.health().counts["people"] == 0


@pytest.mark.postgres
def test_a_connection_that_was_cut_is_replaced(
    postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    name = postgres_server.create(postgres_server.migrated())
    url = postgres_server.url(name)
    with Storage(url) as storage:
        with pytest.raises(DatabaseFailed), storage.write() as unit:
            a_person(unit)
            with psycopg.connect(url, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            unit.people.find("telegram", "5001")
        with storage.write() as unit:
            a_person(unit)
        assert storage.health().counts["people"] == 1
    assert caplog.records == [], "the cut connection is given up, not rolled back"
    postgres_server.drop(name)
