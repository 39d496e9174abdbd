"""The documents cannot lag: what exists is named in them, and what they name exists and works."""

from __future__ import annotations

import inspect
import re
import struct
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
import typer.main
import yaml
from pydantic import BaseModel

from bot.cli.app import app
from bot.clock import ZONE
from bot.compose import build_services
from bot.config import Settings
from handlers import Chat, Outcome, Reply, Request, Sender, Services, Text, dispatch
from handlers.commands import TABLES
from knowledge.schema import base, duty, language, money, organisation, plan, rest, task
from knowledge.understanding.templates import ENTITIES

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
EDITING, ASKING = "docs/editing-knowledge.md", "docs/adding-a-question.md"
GUIDES = tuple(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))
PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *GUIDES)
INTENTS = ROOT / "knowledge" / "data" / "language" / "intents"
SCHEMAS = (base, plan, duty, task, money, organisation, rest, language)
DEMO_DAY = date(2023, 4, 10)
NOON = datetime(2023, 4, 10, 12, tzinfo=ZONE)

LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
CODE = re.compile(r"`([^`]+)`")


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of every table row in `text`, without headers' rules."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    split = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in split if not set("".join(cells)) <= set("-: ")]


def named(text: str) -> set[str]:
    """What stands in code marks in the first cell of the tables in `text`."""
    return {name for cells in rows(text) for name in CODE.findall(cells[0])}


def section(name: str, heading: str) -> str:
    """The part of a page under the heading that begins with `heading`."""
    parts = re.split(r"^#+ ", page(name), flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(heading)]
    assert len(found) == 1, f"{name}: {len(found)} headings begin with {heading!r}"
    return found[0]


def both_ways(documented: set[str], real: set[str], where: str) -> None:
    assert not real - documented, f"{where}: add a row for {sorted(real - documented)}"
    assert not documented - real, f"{where}: {sorted(documented - real)} no longer exist; remove the rows"


# --- what exists is named ------------------------------------------------------------------------


@pytest.mark.parametrize(("readme", "heading"), list(zip(READMES, ("Command line", "命令行"), strict=True)))
def test_every_verb_is_named(readme: str, heading: str) -> None:
    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    both_ways(named(section(readme, heading)), set(verbs), readme)


@pytest.mark.parametrize(("readme", "heading"), list(zip(READMES, ("Settings", "设置"), strict=True)))
def test_every_setting_is_named_with_its_default(readme: str, heading: str) -> None:
    table = {cells[0].strip("`"): cells[1].strip("`") for cells in rows(section(readme, heading))[1:]}
    fields = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    both_ways(set(table), set(fields), readme)
    shown = {name: None if default in ("–", "无") else default for name, default in table.items()}
    assert shown == {name: None if default is None else str(default) for name, default in fields.items()}


def test_every_command_is_named_with_its_place() -> None:
    table = {CODE.findall(cells[0])[0]: cells[2] for cells in rows(section("README.zh-CN.md", "接到"))[1:]}
    both_ways(set(table), {f"/{command.name}" for command in TABLES.commands}, "README.zh-CN.md")
    for command in TABLES.commands:
        where = table[f"/{command.name}"]
        found = ("私聊" in where, "群" in where, "有权限的人" in where)
        assert found == (command.private, command.group, command.act is not None), command.name


def test_every_intent_is_named_with_its_example() -> None:
    table = {tuple(cells[:3]) for cells in rows(section(ASKING, "7. "))[1:]}
    real = set()
    for path in INTENTS.rglob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        where = path.relative_to(INTENTS).as_posix()
        real.add((f"`{content['intent']}`", content["example"], f"`{where}`"))
    assert len(real) > 20
    both_ways({" | ".join(row) for row in table}, {" | ".join(row) for row in real}, ASKING)


def test_every_entity_of_templates_is_named() -> None:
    both_ways(named(section(ASKING, "6. ")), {f"{{{name}}}" for name in ENTITIES}, ASKING)


def models(module: ModuleType) -> list[type[BaseModel]]:
    """The models of one schema module, without the one that all of them extend."""
    classes = [one for _, one in inspect.getmembers(module, inspect.isclass) if issubclass(one, BaseModel)]
    return [one for one in classes if one.__module__ == module.__name__ and one is not base.Model]


def test_no_schema_module_is_forgotten() -> None:
    modules = {path.stem for path in (ROOT / "knowledge" / "schema").glob("*.py")} - {"__init__"}
    assert {module.__name__.rsplit(".", 1)[-1] for module in SCHEMAS} == modules


@pytest.mark.parametrize(
    "model", [one for module in SCHEMAS for one in models(module)], ids=lambda one: one.__name__
)
def test_every_field_is_named_and_marked_when_required(model: type[BaseModel]) -> None:
    name = ASKING if model.__module__ == language.__name__ else EDITING
    table = {cells[0]: cells[2] for cells in rows(section(name, f"`{model.__name__}`\n"))[1:]}
    both_ways({field.strip("`") for field in table}, set(model.model_fields), f"{name}, {model.__name__}")
    marked = {field.strip("`") for field, required in table.items() if required == "是"}
    assert marked == {field for field, info in model.model_fields.items() if info.is_required()}


def test_every_facet_and_every_file_of_a_plan_is_named() -> None:
    cells = [cell for row in rows(section(EDITING, "4. ")) for cell in row]
    facets = {word for cell in cells for word in CODE.findall(cell)}
    both_ways(facets, {str(facet.value) for facet in base.Facet}, EDITING)
    folders = [folder for folder in (ROOT / "knowledge" / "data" / "plans").iterdir() if folder.is_dir()]
    real = {
        "points/*.yaml" if path.parent.name == "points" else path.name
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    both_ways(named(section(EDITING, "2. ")), real, EDITING)


def test_every_package_is_in_the_architecture() -> None:
    tree = re.search(r"```\n(bot/.+?)```", page("docs/architecture.md"), flags=re.DOTALL)
    assert tree is not None
    listed = set(re.findall(r"^ *([a-z_]+)/ ", tree[1], flags=re.MULTILINE))
    packages = {
        path.parent for top in ("bot", "handlers", "knowledge") for path in ROOT.glob(f"{top}/*/__init__.py")
    }
    missing = sorted(path.relative_to(ROOT).as_posix() for path in packages if path.name not in listed)
    assert len(packages) > 10
    assert not missing, f"docs/architecture.md: say what is in {missing}"


def events(*levels: str) -> set[str]:
    """What the assistant logs at these levels, by name."""
    calls = re.compile(rf"\.(?:{'|'.join(levels)})\(\s*\"([a-z_]+)\"")
    return {name for path in (ROOT / "bot").rglob("*.py") for name in calls.findall(path.read_text("utf-8"))}


def test_every_warning_in_the_log_is_explained() -> None:
    explained = named(section("docs/operations.md", "8. "))
    unknown = sorted(events("warning", "error", "critical", "exception") - explained)
    assert not unknown, f"docs/operations.md: say what {unknown} mean and what to do"


def test_every_target_of_make_is_named() -> None:
    recipes = re.findall(r"^([a-z]+):.*## .*\n((?:\t.*\n)+)", page("Makefile"), flags=re.MULTILINE)
    working = {f"make {target}" for target, recipe in recipes if target != "help" and runs(recipe)}
    both_ways(named(section("CONTRIBUTING.md", "Commands")), working, "CONTRIBUTING.md")


def runs(recipe: str) -> bool:
    """True unless the recipe starts a module that is not there."""
    return all(find_spec(module) for module in re.findall(r"\$\(PY\) -m (\w+)", recipe))


# --- what is named exists and works --------------------------------------------------------------


def test_every_message_explained_is_a_message_of_the_check() -> None:
    checks = [ROOT / "knowledge" / "loading.py", *(ROOT / "knowledge" / "checks").glob("*.py")]
    checks.append(ROOT / "knowledge" / "catalogue.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in checks)
    explained = named(section(EDITING, "7. "))
    assert len(explained) > 20
    strange = sorted(words for words in explained if words not in code)
    assert not strange, f"{EDITING}: no check says {strange}"


def test_every_event_explained_is_logged() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    table = section("docs/operations.md", "8. ").partition("| 事件 |")[2]
    explained = {event for event in named(table) if event.replace("_", "").isalpha()}
    assert len(explained) > 20
    strange = sorted(event for event in explained if f'"{event}"' not in code)
    assert not strange, f"docs/operations.md: nothing logs {strange}"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files(name: str) -> None:
    found = [first or second for first, second in LINK.findall(page(name))]
    local = [link.partition("#")[0] for link in found if not link.startswith(("http:", "https:", "#"))]
    missing = [link for link in local if not ((ROOT / name).parent / link).is_file()]
    assert not missing, f"{name}: {missing} do not exist"


def test_every_guide_is_reached_from_a_readme() -> None:
    linked = {
        link for name in (*READMES, "CONTRIBUTING.md") for pair in LINK.findall(page(name)) for link in pair
    }
    assert not set(GUIDES) - {"docs/performance.md"} - linked
    assert "docs/performance.md" in page("CONTRIBUTING.md")


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_exactly_the_two_commands(readme: str) -> None:
    assert re.findall(r"^make .+$", page(readme), flags=re.MULTILINE) == ["make run", "make test"]
    assert set(re.findall(r"\bmake (?:run|test|lint|format|check|bench|pins|clean)\b", page(readme))) == {
        "make run",
        "make test",
    }


@pytest.mark.parametrize("name", ["trial-page", "trial-page-phone"])
def test_the_screenshots_are_pictures_of_their_width(name: str) -> None:
    head = (ROOT / "docs" / "images" / f"{name}.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    (width,) = struct.unpack(">I", head[16:20])
    assert width == {"trial-page": 1200, "trial-page-phone": 720}[name]


@pytest.fixture(scope="module")
def services() -> Services:
    return build_services(now=lambda: NOON)


def ask(services: Services, question: str) -> Reply:
    me, chat = Sender("test", "1"), Chat("test", "1")
    return dispatch(Request(me, chat, NOON, DEMO_DAY, key="", text=question), services)


def questions(readme: str) -> list[tuple[str, str]]:
    """The questions to try and how their answers begin, as the page prints them."""
    heading = {"README.md": "Five questions", "README.zh-CN.md": "先试这五个问题"}[readme]
    return [(cells[0], cells[-1]) for cells in rows(section(readme, heading))[1:]]


def test_both_readmes_ask_the_same_five() -> None:
    assert questions(READMES[0]) == questions(READMES[1])
    assert len(questions(READMES[0])) == 5


@pytest.mark.parametrize(("question", "begins"), questions(READMES[0]), ids=lambda value: value)
def test_a_question_to_try_is_answered_as_printed(services: Services, question: str, begins: str) -> None:
    reply = ask(services, question)
    assert reply.outcome is Outcome.ANSWERED
    first = reply.blocks[0]
    assert isinstance(first, Text)
    assert first.text.startswith(begins)
    assert reply.quotes


def unscored(line: str) -> str:
    """A line of `parse` without what changes with every further phrasing: score and nearest phrase."""
    return re.sub(r"^要点：\d\.\d\d (\S+?)（.+?）", r"要点：\1 ", line)


def test_the_sample_of_parse_is_what_parse_says(services: Services) -> None:
    sample = re.search(r"```\n\$ \S+ -m bot parse \"(.+?)\"\n(.+?)```", page(ASKING), flags=re.DOTALL)
    assert sample is not None
    explained = services.understanding.explain(sample[1], today=DEMO_DAY)
    said = [f"{label}：{value}" for label, value in explained]
    shown = [line for line in sample[2].splitlines() if line != "…"]
    missing = [line for line in shown if unscored(line) not in map(unscored, said)]
    assert not missing, f"{ASKING}: parse now says\n" + "\n".join(said)


@pytest.mark.parametrize("name", [EDITING, ASKING])
def test_examples_of_yaml_can_be_read(name: str) -> None:
    samples = re.findall(r"```yaml\n(.+?)```", page(name), flags=re.DOTALL)
    assert samples
    for sample in samples:
        assert isinstance(yaml.safe_load(sample), list | dict), sample


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    version = re.search(r"^version = \"(.+)\"$", page("pyproject.toml"), flags=re.MULTILINE)
    latest = re.search(r"^## (\S+) – (\d{4}-\d{2}-\d{2})$", page("CHANGELOG.md"), flags=re.MULTILINE)
    assert version is not None
    assert latest is not None
    assert latest[1] == version[1]
    assert date.fromisoformat(latest[2]) > DEMO_DAY
