"""All verbs of `python -m bot`, and the one place that turns errors into words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click
import typer

from handlers import PersonError
from knowledge import KnowledgeError

from . import asking, checking, running

app = typer.Typer(
    name="python -m bot",
    help="工会助手：查两省《“县级工会加强年”专项工作实施方案》，记进展，发提醒。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run")(running.run)
app.command("ask")(asking.ask)
app.command("parse")(asking.parse)
app.command("due")(asking.due)
app.command("check")(checking.check)

_USAGE = {
    click.exceptions.NoSuchOption: "没有这个选项：{name}。用 --help 查看可用的选项。",
    click.exceptions.MissingParameter: "缺少必填的内容：{name}。用 --help 查看用法。",
    click.exceptions.BadParameter: "选项的值不对：{name}。用 --help 查看用法。",
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run one verb and exit: 0 well, 1 faults found, 2 input that cannot be used."""
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        status = app(args, standalone_mode=False)
        raise SystemExit(status or 0)
    except PersonError as error:
        _fail(args, error.code, error.sentence)
    except KnowledgeError as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise SystemExit(1) from error
    except click.exceptions.Abort as error:
        raise SystemExit(130) from error
    except click.ClickException as error:
        _fail(args, "usage", _usage(error))


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    for kind, text in _USAGE.items():
        if isinstance(error, kind):
            name = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
            param = getattr(error, "param", None)
            return text.format(name=name or (param.human_readable_name if param else error.format_message()))
    return f"命令写法不对（{error.format_message()}）。用 --help 查看用法。"


def _fail(args: Sequence[str], code: str, sentence: str) -> None:
    if "--json" in args:
        typer.echo(json.dumps({"error": {"code": code, "message": sentence}}, ensure_ascii=False))
    else:
        typer.echo(sentence, err=True)
    raise SystemExit(2)
