"""`make` explains itself, finds a fitting Python, and a missing tool is no excuse where all must run."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
# Of the system's commands only those that the rules use: none of them is a Python.
COMMANDS = ("sh", "awk", "test", "touch")


def place(folder: Path, files: dict[str, str]) -> None:
    """Put executable shell scripts of these names into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, body in files.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(stat.S_IRWXU)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a blank in its name that holds what `make` reads, and a PATH without any Python."""
    folder = tmp_path / "my project"
    folder.mkdir()
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    place(tmp_path / "bin", {})
    for name in COMMANDS:
        found = shutil.which(name)
        assert found, f"{name} is needed by make"
        (tmp_path / "bin" / name).symlink_to(found)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `make` prints and returns in `folder`, with only the commands of the fixture in reach."""
    program = shutil.which("make")
    assert program, "make is needed"
    environment = {"PATH": str(folder.parent / "bin"), "HOME": str(folder.parent), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    return set(phony.group(1).split()) - {"bytecode", "GONE"}


def test_help_lists_every_target(project: Path) -> None:
    shown = make(project, "help")
    assert shown.returncode == 0, shown.stderr
    assert {line.split()[1] for line in shown.stdout.splitlines()} == targets()
    assert make(project).stdout == shown.stdout, "plain `make` shows the list"


def test_help_names_the_two_commands() -> None:
    assert {"run", "test", "lint", "check", "bench", "help"} <= targets()


@pytest.mark.parametrize(
    ("pythons", "chosen"),
    [
        pytest.param({"python3.13": "exit 0", "python3.11": "exit 0"}, "python3.13", id="newest first"),
        pytest.param(
            {"python3.14": "exit 127", "python3.12": "exit 0"}, "python3.12", id="name that starts nothing"
        ),
        pytest.param(
            {"python3.11": "exit 1", "python3": "exit 0"}, "python3", id="without venv or ensurepip"
        ),
    ],
)
def test_make_takes_the_first_python_that_fits(project: Path, pythons: dict[str, str], chosen: str) -> None:
    place(project.parent / "bin", pythons)
    result = make(project, "interpreter")
    assert (result.returncode, result.stdout.strip()) == (0, chosen), result.stderr


@pytest.mark.parametrize("pythons", [{}, {"python3": "exit 1"}], ids=["none", "too old"])
@pytest.mark.parametrize("target", ["interpreter", "run", "test"])
def test_make_says_what_to_install(project: Path, pythons: dict[str, str], target: str) -> None:
    place(project.parent / "bin", pythons)
    result = make(project, target)
    assert result.returncode != 0
    assert "需要 3.11 或更新的版本" in result.stderr
    assert "3.11 or newer" in result.stderr
    assert result.stderr.count("apt install python3 python3-venv") == 2
    assert not (project / ".venv").exists()


def test_the_question_to_a_python_refuses_an_old_one() -> None:
    """The very words that `make` asks, put to a Python that says it is 3.10."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    question = re.search(r"'(import sys, venv, ensurepip; [^']+)'", text)
    assert question
    for version, verdict in (((3, 10, 9), True), ((3, 11, 0), False), ((3, 14, 1), False)):
        script = f"import sys; sys.version_info = {version}\ntry:\n    exec({question.group(1)!r})\n"
        script += "except SystemExit as answer:\n    sys.stdout.write(str(answer.code))"
        told = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        assert told == str(verdict)


def plan(folder: Path, target: str) -> str:
    return make(folder, "-n", target).stdout


def prepare(folder: Path, *stamps: str) -> None:
    """A .venv that looks as `make` leaves it."""
    (folder / ".venv").mkdir()
    place(folder / ".venv" / "bin", {"python": "exit 0"})
    for stamp in stamps:
        (folder / ".venv" / stamp).touch()


def age(path: Path, seconds: int) -> None:
    when = path.stat().st_mtime + seconds
    os.utime(path, (when, when))


def test_run_needs_the_runtime_pins_only(project: Path) -> None:
    planned = plan(project, "run")
    assert "-r requirements.txt" in planned
    assert "requirements-dev.txt" not in planned
    assert "-r requirements-dev.txt" in plan(project, "test")


def test_a_ready_environment_is_left_alone(project: Path) -> None:
    prepare(project, ".runtime", ".dev")
    assert "pip install" not in plan(project, "run") + plan(project, "test")


def test_changed_pins_renew_the_environment(project: Path) -> None:
    prepare(project, ".runtime", ".dev")
    age(project / "requirements-dev.txt", 60)
    assert "pip install" not in plan(project, "run")
    assert "-r requirements-dev.txt" in plan(project, "test")
    age(project / "requirements.txt", 60)
    assert "-r requirements.txt" in plan(project, "run")


def test_an_environment_whose_python_is_gone_is_made_anew(project: Path) -> None:
    prepare(project, ".runtime", ".dev")
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to(project / "gone")
    assert "-m venv --clear .venv" in plan(project, "run")


def test_bytecode_is_written_although_the_environment_forbids_it(project: Path) -> None:
    report = 'echo "${PYTHONDONTWRITEBYTECODE-unset}" >> seen'
    prepare(project, ".runtime")
    place(project / ".venv/bin", {"python": report})
    environment = {"PATH": str(project.parent / "bin"), "PYTHONDONTWRITEBYTECODE": "1"}
    program = shutil.which("make")
    assert program
    subprocess.run([program, "run"], cwd=project, env=environment, check=True, capture_output=True)
    assert (project / "seen").read_text().split() == ["unset", "unset"]


def test_the_run_of_changes_covers_everything() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert (
        text.index("export CI=true")
        < text.index("make test")
        < text.index("make lint")
        < text.index("make check")
    )


SKIPPING = """
import pytest

@pytest.mark.browser
def test_page():
    pytest.skip("no chromium here")

@pytest.mark.postgres
@pytest.mark.skipif(True, reason="no PostgreSQL here")
def test_database():
    pass

@pytest.mark.browser
@pytest.mark.xfail(strict=True, reason="known gap")
def test_known_gap():
    assert False

def test_other():
    pytest.skip("only in a workshop")
"""


@pytest.fixture
def trial(pytester: pytest.Pytester) -> pytest.Pytester:
    """A small suite that stands under this project's rules."""
    pytester.makeconftest((ROOT / "tests/missing_tools.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n    browser: x\n    postgres: x\n")
    return pytester


def test_a_missing_tool_skips_on_a_desk(trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    trial.makepyfile(SKIPPING)
    trial.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(skipped=3, xfailed=1)


def test_a_missing_tool_fails_where_changes_are_accepted(
    trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    trial.makepyfile(SKIPPING)
    result = trial.runpytest_subprocess("-p", "no:cacheprovider", "-rA")
    outcomes = result.parseoutcomes()
    assert outcomes["skipped"] == 1 and outcomes["xfailed"] == 1
    # A skip inside the test fails in its call, a skip by mark before it.
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 2
    result.stdout.fnmatch_lines(["*no chromium here*", "*With CI=true this has to run*"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_whole_module_without_its_tool_fails_too(
    trial: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial.makepyfile('import pytest\npytest.importorskip("playwright_of_nowhere")\n')
    monkeypatch.delenv("CI", raising=False)
    trial.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(skipped=1)
    monkeypatch.setenv("CI", "true")
    result = trial.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    assert result.ret != pytest.ExitCode.OK
