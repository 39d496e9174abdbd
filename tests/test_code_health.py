"""The project's own rules for its code, each with a test that plants the fault.

A check takes a path and its text and returns faults as `path:line: what is wrong; what to do`.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "knowledge", "storage")
BESIDE = ("bench", "tests", "tools")
MODULE_LINES = 400
FUNCTION_LINES = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
# Put together from pieces, so that this file does not contain what it looks for.
STRANGE_WORDS = re.compile(
    "|".join(
        (
            r"(?<![\w.~-])/wo" + r"rk/\w",
            r"/tmp/pl" + r"an\b",
            r"sub" + r"-?agent",
            r"\biss" + r"ues?\s*#?\s*\d{1,3}\b",
        )
    ),
    re.IGNORECASE,
)

Check = Callable[[str, str], list[str]]


def fault(path: str, line: int, wrong: str, remedy: str) -> str:
    """One finding, in the form that editors can jump to."""
    return f"{path}:{line}: {wrong}; {remedy}"


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def calls(text: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def last_name(node: ast.expr) -> str:
    """`datetime` for both `datetime` and `datetime.datetime`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def long_modules(path: str, text: str) -> list[str]:
    lines = text.count("\n")
    if lines <= MODULE_LINES:
        return []
    return [fault(path, lines, f"module of {lines} lines (at most {MODULE_LINES})", "split it by subject")]


def long_functions(path: str, text: str) -> list[str]:
    lengths = ((node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions(text))
    return [
        fault(
            path, node.lineno, f"{node.name} has {lines} lines (at most {FUNCTION_LINES})", "name its steps"
        )
        for node, lines in lengths
        if lines > FUNCTION_LINES
    ]


def empty_names(path: str, _text: str) -> list[str]:
    words = {word for part in PurePosixPath(path).with_suffix("").parts for word in part.split("_")}
    return [
        fault(path, 1, f"'{word}' says nothing about what is inside", "name the module after its subject")
        for word in sorted(words & EMPTY_NAMES)
    ]


def missing_docstrings(path: str, text: str) -> list[str]:
    return [
        fault(path, node.lineno, f"public {node.name} has no docstring", "say what the caller gets")
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def swallowed_errors(path: str, text: str) -> list[str]:
    def broad(kind: ast.expr | None) -> bool:
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return any(one is None or last_name(one) in {"Exception", "BaseException"} for one in kinds)

    def idle(body: list[ast.stmt]) -> bool:
        return all(isinstance(one, ast.Pass | ast.Continue) or is_constant(one) for one in body)

    def is_constant(one: ast.stmt) -> bool:
        return isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)

    handlers = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler))
    lines = [node.lineno for node in handlers if broad(node.type) and idle(node.body)]
    lines += [c.lineno for c in calls(text) if last_name(c.func) == "suppress" and any(map(broad, c.args))]
    return [
        fault(path, line, "an error of any kind is swallowed", "catch the one expected, or log it")
        for line in lines
    ]


def prints(path: str, text: str) -> list[str]:
    if path.startswith(("bot/cli.py", "bot/cli/", "bot/cli_")):
        return []
    return [
        fault(path, call.lineno, "print outside the command line", "log it, or return it to the caller")
        for call in calls(text)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]


def naive_clock(path: str, text: str) -> list[str]:
    if path == "bot/clock.py":
        return []

    def naive(call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute):
            return False
        owner, name = last_name(call.func.value), call.func.attr
        zone = [*call.args, *(keyword.value for keyword in call.keywords)]
        aware = any(not (isinstance(one, ast.Constant) and one.value is None) for one in zone)
        return (
            name in {"utcnow", "utcfromtimestamp"}
            or (name == "today" and owner in {"date", "datetime"})
            or (name == "now" and owner == "datetime" and not aware)
        )

    return [
        fault(
            path,
            call.lineno,
            f"{ast.unparse(call)} depends on the machine's zone",
            "use the moment or day passed in",
        )
        for call in calls(text)
        if naive(call)
    ]


def strange_words(path: str, text: str) -> list[str]:
    return [
        fault(path, number, f"'{match.group()}' belongs to a workplace, not to the project", "say it without")
        for number, line in enumerate(text.splitlines(), 1)
        for match in STRANGE_WORDS.finditer(line)
    ]


def index_addresses(path: str, text: str) -> list[str]:
    return [
        fault(
            path, number, "an address stands among the pins", "leave the choice of the index to the machine"
        )
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(r"https?:|file:|--(extra-)?index|--find-links", line)
    ]


CODE_CHECKS = (
    long_modules,
    long_functions,
    empty_names,
    missing_docstrings,
    swallowed_errors,
    prints,
    naive_clock,
)


SIZE_CHECKS = (long_modules, long_functions)
"""These hold for what stands beside the packages too."""


def sources(*folders: str) -> list[tuple[str, str]]:
    """Path and text of every module in these folders."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def kept_files() -> list[tuple[str, str]]:
    """Path and text of every text file that is, or is about to be, in version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the project is not known")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="ignore"))
        for path in paths
        if b"\0" not in path.read_bytes()[:4096]
    ]


def faults_of(check: Check, files: list[tuple[str, str]]) -> list[str]:
    return [found for path, text in files for found in check(path, text)]


@pytest.mark.parametrize("check", CODE_CHECKS, ids=lambda check: check.__name__)
def test_the_packages_are_sound(check: Check) -> None:
    files = sources(*PACKAGES)
    assert len(files) >= len(PACKAGES)
    found = faults_of(check, files)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("check", SIZE_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("folder", BESIDE)
def test_tests_measurements_and_tools_are_short_too(folder: str, check: Check) -> None:
    files = sources(folder)
    assert files
    found = faults_of(check, files)
    assert not found, "\n" + "\n".join(found)


def test_tests_and_tools_have_telling_names() -> None:
    found = faults_of(empty_names, [file for file in kept_files() if file[0].endswith(".py")])
    assert not found, "\n" + "\n".join(found)


def test_the_project_speaks_of_itself_only() -> None:
    files = kept_files()
    assert "pyproject.toml" in dict(files)
    found = faults_of(strange_words, files)
    assert not found, "\n" + "\n".join(found)


def test_pins_name_no_index() -> None:
    files = [(path.name, path.read_text(encoding="utf-8")) for path in ROOT.glob("requirements*")]
    assert len(files) == 4
    found = faults_of(index_addresses, files)
    assert not found, "\n" + "\n".join(found)


LONG_BODY = "    x = 1\n"
PLANTED: list[tuple[Check, str, str, int]] = [
    (long_modules, "bot/a.py", "\n" * (MODULE_LINES + 1), MODULE_LINES + 1),
    (long_functions, "bot/a.py", "\ndef f():\n" + LONG_BODY * FUNCTION_LINES, 2),
    (long_functions, "bot/a.py", "class A:\n  async def f():\n" + LONG_BODY * FUNCTION_LINES, 2),
    (empty_names, "bot/date_utils.py", "", 1),
    (empty_names, "handlers/common/answer.py", "", 1),
    (missing_docstrings, "bot/a.py", "def _inner(): ...\n\ndef outer(): ...\n", 3),
    (missing_docstrings, "bot/a.py", "class Outer:\n    x = 1\n", 1),
    (swallowed_errors, "bot/a.py", "try:\n    f()\nexcept Exception:\n    pass\n", 3),
    (swallowed_errors, "bot/a.py", "try:\n    f()\nexcept:\n    ...\n", 3),
    (swallowed_errors, "bot/a.py", "try:\n    f()\nexcept (OSError, Exception):\n    pass\n", 3),
    (swallowed_errors, "bot/a.py", "with suppress(Exception):\n    f()\n", 1),
    (prints, "handlers/a.py", "x = 1\nprint(x)\n", 2),
    (naive_clock, "handlers/a.py", "datetime.now()\n", 1),
    (naive_clock, "handlers/a.py", "datetime.datetime.now(tz=None)\n", 1),
    (naive_clock, "handlers/a.py", "\ndatetime.utcnow()\n", 2),
    (naive_clock, "handlers/a.py", "x = date.today()\n", 1),
    (strange_words, "README.md", "see\n/wo" + "rk/notes\n", 2),
    (strange_words, "README.md", "a sub" + "agent wrote this", 1),
    (strange_words, "README.md", "as Iss" + "ue #3 says", 1),
    (index_addresses, "requirements.txt", "rich==1\n--extra-index-url https://example.org\n", 2),
]
ALLOWED: list[tuple[Check, str, str]] = [
    (long_modules, "bot/a.py", "\n" * MODULE_LINES),
    (long_functions, "bot/a.py", "def f():\n" + LONG_BODY * (FUNCTION_LINES - 1)),
    (empty_names, "handlers/commonwealth.py", ""),
    (missing_docstrings, "bot/a.py", 'def outer():\n    """Says it."""\n'),
    (
        swallowed_errors,
        "bot/a.py",
        "try:\n    f()\nexcept KeyError:\n    pass\nexcept Exception:\n    log()\n",
    ),
    (prints, "bot/cli.py", "print(1)\n"),
    (naive_clock, "bot/clock.py", "datetime.now()\n"),
    (naive_clock, "handlers/a.py", "datetime.now(zone)\nclock.now()\nclock.today()\n"),
    (strange_words, "README.md", "network/work/ and issued 2022"),
    (index_addresses, "requirements.txt", "httpx==0.28.1\n    # via -r requirements.in\n"),
]


@pytest.mark.parametrize(("check", "path", "text", "line"), PLANTED)
def test_a_planted_fault_is_found_in_its_line(check: Check, path: str, text: str, line: int) -> None:
    found = check(path, text)
    assert len(found) == 1
    assert found[0].startswith(f"{path}:{line}: ")
    assert "; " in found[0], "the remedy is missing"


@pytest.mark.parametrize(("check", "path", "text"), ALLOWED)
def test_what_is_allowed_is_left_alone(check: Check, path: str, text: str) -> None:
    assert check(path, text) == []
