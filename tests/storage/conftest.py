"""The databases for every test in this folder."""

from __future__ import annotations

from tests.storage.databases import (
    empty_url,
    migrated_file,
    postgres_server,
    private_runtime_directory,
    sqlite_url,
    storage,
    url,
)

__all__ = [
    "empty_url",
    "migrated_file",
    "postgres_server",
    "private_runtime_directory",
    "sqlite_url",
    "storage",
    "url",
]
