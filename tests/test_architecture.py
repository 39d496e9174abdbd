"""Who may import whom: the contracts hold, and each of them notices a planted import."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "knowledge", "storage")
# In a process of its own: the checker finds packages by name, and here they are imported already.
LINT = (
    "import sys; from importlinter.cli import lint_imports; "
    "sys.exit(lint_imports(no_logo=True, no_cache=True, limit_to_contracts=tuple(sys.argv[1:])))"
)

PLANTED = [
    ("telegram-edge", "bot/web", "import telegram"),
    ("telegram-edge", "handlers", "from telegram.ext import Application"),
    ("sql-edge", "handlers", "import sqlalchemy"),
    ("sql-edge", "bot", "import sqlite3"),
    ("knowledge-alone", "knowledge", "import storage"),
    ("knowledge-alone", "knowledge", "import httpx"),
    ("storage-alone", "storage", "import knowledge"),
    ("handlers-inside", "handlers", "import bot.render"),
    ("handlers-inside", "handlers", "import asyncio"),
    ("render-replies", "bot/render", "import knowledge"),
    ("render-replies", "bot/render", "import storage"),
    ("telegram-thin", "bot/telegram", "import knowledge"),
    ("knowledge-door", "handlers", "from knowledge.inner_room import Thing"),
    ("storage-door", "handlers", "from storage.inner_room import Thing"),
    ("storage-door", "bot/telegram", "from storage import inner_room"),
    ("handlers-door", "bot/web", "from handlers.inner_room import Thing"),
]


def lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """The verdict of the contracts, all or the named ones, on the packages below `root`."""
    return subprocess.run(
        [sys.executable, "-c", LINT, *contracts], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The smallest tree with the real contracts: empty packages, each with one inner module."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in (*PACKAGES, "bot/render", "bot/telegram", "bot/web"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / "inner_room.py").write_text("Thing = 1\n")
    return tmp_path


def test_the_project_keeps_every_contract() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_clean_tree_keeps_every_contract(tree: Path) -> None:
    (tree / "bot/telegram/edge.py").write_text("import telegram\nfrom storage import Outbox\n")
    (tree / "storage/rows.py").write_text("import sqlalchemy\nfrom storage.inner_room import Thing\n")
    (tree / "handlers/answers.py").write_text("from knowledge import Catalogue\nimport storage\n")
    result = lint(tree)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "package", "line"), PLANTED, ids=lambda value: value)
def test_a_planted_import_breaks_its_contract(tree: Path, contract: str, package: str, line: str) -> None:
    (tree / package / "planted.py").write_text(line + "\n")
    result = lint(tree, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert " BROKEN" in result.stdout, result.stdout + result.stderr
    assert f"{package.replace('/', '.')}.planted" in result.stdout


def test_every_contract_has_a_planted_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for contract, _, _ in PLANTED}
