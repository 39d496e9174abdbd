"""Where everything must run, a test that is skipped because a tool is absent fails."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

# The tools that a test may miss on somebody's machine, but not where changes are accepted.
_TOOLS = {"browser": ("chromium", "playwright"), "postgres": ("postgres",)}


def _nothing_may_be_missing() -> bool:
    return os.environ.get("CI") == "true"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.longrepr = f"{_reason(report)}\nWith CI=true this has to run: install what it needs."
    report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped `browser` or `postgres` test into a failure with CI=true."""
    report = yield
    needs_tool = any(item.get_closest_marker(marker) for marker in _TOOLS)
    if _nothing_may_be_missing() and needs_tool and report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that is skipped because such a tool is absent."""
    report = yield
    words = [word for names in _TOOLS.values() for word in names]
    if (
        _nothing_may_be_missing()
        and report.skipped
        and any(word in _reason(report).lower() for word in words)
    ):
        _fail(report)
    return report
