"""All verbs of `python -m bot`, and the one place that turns errors into words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence

import typer

from handlers import PersonError
from knowledge import KnowledgeError

from . import asking, checkin, checking, demo, examining, reminding, restarting, running, storing
from .helping import Verb, Verbs

app = typer.Typer(
    name="python -m bot",
    cls=Verbs,
    help="工会助手：查各省《“县级工会加强年”专项工作实施方案》，记进展，发提醒。",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run", cls=Verb)(running.run)
app.command("ask", cls=Verb)(asking.ask)
app.command("parse", cls=Verb)(asking.parse)
app.command("due", cls=Verb)(asking.due)
app.command("checkin", cls=Verb)(checkin.checkin)
app.command("check", cls=Verb)(checking.check)
app.command("doctor", cls=Verb)(examining.doctor)
app.command("migrate", cls=Verb)(storing.migrate)
app.command("health", cls=Verb)(storing.health)
app.command("backup", cls=Verb)(storing.backup)
app.command("restore", cls=Verb)(storing.restore)
app.command("invite", cls=Verb)(storing.invite)
app.command("remind", cls=Verb)(reminding.remind)
app.command("round", cls=Verb)(restarting.restart)
app.command("demo", cls=Verb)(demo.demo)

_USAGE = {
    "NoSuchOption": "没有这个选项：{name}。用 --help 查看可用的选项。",
    "NoSuchCommand": "没有这个命令：{name}。用 --help 查看可用的命令。",
    "MissingParameter": "缺少必填的内容：{name}。用 --help 查看用法。",
    "BadOptionUsage": "{name} 后面要写上值。用 --help 查看用法。",
    "BadParameter": "{name}的值不对。用 --help 查看用法。",
}
_QUOTED = re.compile("['“](.+?)['”]")
_OTHER = "命令写法不对。用 --help 查看用法。"


def main(argv: Sequence[str] | None = None) -> None:
    """Run one verb and exit: 0 well, 1 faults found, 2 input that cannot be used."""
    args = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    try:
        status = app(args, standalone_mode=False)
        raise SystemExit(status or 0)
    except PersonError as error:
        _fail(args, error.code, error.sentence)
    except KnowledgeError as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise SystemExit(1) from error
    except typer.Abort as error:
        raise SystemExit(130) from error
    except typer.TyperException as error:
        _fail(args, "usage", _usage(error))


def _usage(error: Exception) -> str:
    """The library's English sentence in Chinese, naming the part at fault."""
    name = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    param = getattr(error, "param", None)
    quoted = _QUOTED.search(str(error))
    named = name or getattr(param, "metavar", None) or getattr(param, "name", None)
    named = named or (quoted[1] if quoted else None)
    kind = "NoSuchCommand" if "No such command" in str(error) else type(error).__name__
    text = _USAGE.get(kind, _OTHER)
    return text.format(name=named) if named else _OTHER


def _fail(args: Sequence[str], code: str, sentence: str) -> None:
    if "--json" in args:
        typer.echo(json.dumps({"error": {"code": code, "message": sentence}}, ensure_ascii=False))
    else:
        typer.echo(sentence, err=True)
    raise SystemExit(2)
