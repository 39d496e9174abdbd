"""The library's own English in --help, in Chinese."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_WORDS = (
    (re.compile(r"^Usage: ", re.MULTILINE), "用法："),
    (re.compile(r"^Arguments:$", re.MULTILINE), "内容："),
    (re.compile(r"^Options:$", re.MULTILINE), "选项："),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令："),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [内容]..."),
    (re.compile(r"Show this message and exit\."), "显示这段说明"),
    (re.compile(r"\[default: "), "[不写时："),
    (re.compile(r"\[required\]"), "[必填]"),
)


class Verb(TyperCommand):
    """A verb whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return _in_chinese(super().get_help(ctx))


class Verbs(TyperGroup):
    """All verbs, with a help that is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return _in_chinese(super().get_help(ctx))


def _in_chinese(text: str) -> str:
    for printed, said in _WORDS:
        text = printed.sub(said, text)
    return text
