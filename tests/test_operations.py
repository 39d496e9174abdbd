"""The guide for operation, the container and the units name what exists and fit each other."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from bot.cli.app import app
from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent
GUIDE = "docs/operations.md"
UNITS = ("gonghui.service", "gonghui-backup.service", "gonghui-backup.timer")
# Names in capitals that are no settings of ours.
OTHERS = {"HTTPS_PROXY", "POSTGRES_PASSWORD", "SIGTERM"}
SETTINGS = {name.upper() for name in Settings.model_fields}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return content


def instructions() -> list[tuple[str, str]]:
    """The lines of the Dockerfile, continued ones joined."""
    lines = [line for line in read("Dockerfile").replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines if not line.startswith("#")]


def options(verb: str) -> set[str]:
    """What may follow a verb; a verb that does not exist is a KeyError."""
    command = typer.main.get_command(app).commands[verb]  # type: ignore[attr-defined]
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


# --- the guide -----------------------------------------------------------------------------------


def spoken() -> list[list[str]]:
    """Every call of the program in the guide, the units and the container, in words."""
    text = "\n".join(read(name) for name in (GUIDE, "Dockerfile", *(f"deploy/{unit}" for unit in UNITS)))
    return [shlex.split(call) for call in re.findall(r"python -m bot ([^`\n&\\]+)", text)]


def test_every_call_in_the_guide_is_a_verb_with_options_of_its_own() -> None:
    calls = spoken() + [
        service["command"][3:] for service in compose()["services"].values() if "command" in service
    ]
    assert len(calls) > 10
    for verb, *words in calls:
        known = options(verb)
        strange = [word for word in words if word.startswith("--") and word not in known]
        assert not strange, (verb, strange)


def test_every_setting_in_the_guide_exists() -> None:
    named = set(re.findall(r"`([A-Z][A-Z_]+)`|^([A-Z][A-Z_]+)=", read(GUIDE), flags=re.MULTILINE))
    words = {one or other for one, other in named}
    assert {"TELEGRAM_TOKEN", "WEB_PORT", "DATABASE_URL"} <= words
    assert words - OTHERS <= SETTINGS


def test_every_event_in_the_guide_is_logged_somewhere() -> None:
    section = re.split(r"^## ", read(GUIDE), flags=re.MULTILINE)[8]
    events = set(re.findall(r"^\| `([a-z_]+)` \|", section, flags=re.MULTILINE))
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert len(events) > 10
    assert [event for event in sorted(events) if f'"{event}"' not in code] == []


def test_every_file_in_the_guide_exists() -> None:
    named = re.findall(r"`(deploy/[\w.-]+|Dockerfile|compose\.yaml)`", read(GUIDE))
    assert {f"deploy/{path.name}" for path in (ROOT / "deploy").iterdir()} - {
        "deploy/gonghui-backup.service"
    } == {name for name in named if name.startswith("deploy/")}
    assert all((ROOT / name).is_file() for name in named)


# --- the units -----------------------------------------------------------------------------------


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(read(f"deploy/{name}"))
    return parser


def test_the_service_runs_from_its_folder_as_nobody_special_and_comes_back() -> None:
    service = unit("gonghui.service")["Service"]
    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/python -m bot run"
    assert service["User"] != "root"
    assert (service["Restart"], service["ProtectSystem"]) == ("always", "strict")
    assert (
        service["ReadWritePaths"]
        == f"{service['WorkingDirectory']}/{Settings.model_fields['data_dir'].default}"
    )


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        # The program is not installed where the unit looks for it.
        text = re.sub(r"/opt/gonghui/\.venv/bin/python", sys.executable, read(f"deploy/{name}"))
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# --- the container -------------------------------------------------------------------------------


def test_the_image_holds_what_runs_and_nothing_private() -> None:
    copied = {words.split()[0] for name, words in instructions() if name == "COPY" and "--from" not in words}
    project = tomllib.loads(read("pyproject.toml"))
    packages = {
        name for name in project["tool"]["setuptools"]["packages"]["find"]["include"] if "." not in name
    }
    assert copied == {"requirements.txt", *packages}
    ignored = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert ignored[0] == "*", "what is not named stays out: .env, data, .git"
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_the_image_runs_the_pins_on_a_fitting_python_and_not_as_root() -> None:
    lines = instructions()
    (version,) = {re.match(r"python:(\d+\.\d+)-", words)[1] for name, words in lines if name == "FROM"}  # type: ignore[index]
    lowest = re.search(r'requires-python = ">=([\d.]+)"', read("pyproject.toml"))
    assert lowest is not None
    assert tuple(map(int, version.split("."))) >= tuple(map(int, lowest[1].split(".")))
    assert any(
        "pip install" in words and "-r requirements.txt" in words for name, words in lines if name == "RUN"
    )
    (user,) = [words for name, words in lines if name == "USER"]
    assert not user.startswith(("0", "root"))
    order = [name for name, _ in lines]
    assert order.index("USER") < order.index("VOLUME") < order.index("CMD")


def test_the_settings_of_the_image_and_of_compose_exist() -> None:
    (named,) = [words for name, words in instructions() if name == "ENV" and "DATA_DIR" in words]
    image = dict(pair.split("=", 1) for pair in shlex.split(named))
    assert set(image) - {"PATH", "PYTHONUNBUFFERED"} <= SETTINGS
    health = next(words for name, words in instructions() if name == "HEALTHCHECK")
    assert f"127.0.0.1:{image['WEB_PORT']}/healthz" in health
    services = compose()["services"]
    assert set(services["bot"]["environment"]) - OTHERS <= SETTINGS
    assert services["bot"]["ports"] == [f"127.0.0.1:{image['WEB_PORT']}:{image['WEB_PORT']}"]
    assert f"data:{image['DATA_DIR']}" in services["bot"]["volumes"]


def test_compose_brings_the_database_up_to_date_before_the_bot() -> None:
    services = compose()["services"]
    assert services["migrate"]["command"][-1] == "migrate"
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert services["bot"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    volumes = {volume.split(":")[0] for one in services.values() for volume in one.get("volumes", ())}
    assert volumes == set(compose()["volumes"])
    secret = services["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert secret.startswith("${POSTGRES_PASSWORD:?"), "no password of its own stands in the file"
