"""What holds for every test: databases, reproducible examples, no silent skip where everything must run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.installation import both_settings, file_settings, known, trial_settings
from tests.missing_tools import pytest_make_collect_report, pytest_runtest_makereport
from tests.storage.databases import (
    empty_url,
    migrated_file,
    postgres_server,
    private_runtime_directory,
    sqlite_url,
    storage,
    url,
)

# One knowledge base, one structure to copy and one server serve every test of a run.
__all__ = [
    "both_settings",
    "empty_url",
    "file_settings",
    "known",
    "migrated_file",
    "postgres_server",
    "private_runtime_directory",
    "pytest_make_collect_report",
    "pytest_runtest_makereport",
    "sqlite_url",
    "storage",
    "trial_settings",
    "url",
]

# Two busy cores are no reason to fail, and a failure must come again for the next person.
settings.register_profile(
    "project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")
