"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Numeric, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.errors import NaiveMoment

Key = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys: 64 bits; SQLite numbers rows by itself only in a column declared INTEGER."""

Json = JSON(none_as_null=True)
"""Plain JSON on both databases: JSONB would reorder the keys of a stored reply."""

ChannelId = String(64)
"""What a channel calls a person, chat, topic or message.

Opaque text: Telegram's numbers of more than 32 bits and the page's UUIDs fit alike.
"""

_WITHOUT_ZONE = len("2023-04-10 12:00:00.000000")


class UtcTime(TypeDecorator[datetime]):
    """Aware moments, kept in UTC; a naive one is refused, whatever comes out is aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; SQLite has no zones, so the mark is dropped there."""
        if value is None:
            return None
        moment = _in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Return what writes a moment; for SQLite straight to the text that is kept there."""
        return _sqlite_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _sqlite_text(value: datetime | None) -> str | None:
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None or value.utcoffset() is None:
        raise NaiveMoment(f"a moment without time zone: {value.isoformat()}")
    return value.astimezone(UTC)


class ExactNumber(TypeDecorator[Decimal]):
    """Decimal numbers without loss: NUMERIC on PostgreSQL, text on SQLite (which would make floats)."""

    impl = Numeric()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick text for SQLite, NUMERIC otherwise."""
        return dialect.type_descriptor(String(40) if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Return what the database stores."""
        return str(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Return the number as it was stored."""
        return None if value is None else Decimal(value)
